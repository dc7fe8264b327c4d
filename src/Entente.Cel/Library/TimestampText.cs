using System.Globalization;

namespace Entente.Cel;

/// <summary>RFC 3339 text of timestamps, read and written.</summary>
internal static class TimestampText
{
    private const int DateTimeLength = 19;

    /// <summary>In UTC, with as many fraction digits as it needs, at most nine.</summary>
    public static string Write(CelValue timestamp)
    {
        var text = Timestamps.ToDateTime(timestamp).ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
        return $"{text}{Fraction(timestamp.RawNanos)}Z";
    }

    /// <summary>The fraction of a second with its point, without trailing zeros; empty when there is none.</summary>
    public static string Fraction(long nanos) => nanos == 0 ? "" : "." + nanos.ToString("D9", CultureInfo.InvariantCulture).TrimEnd('0');

    public static CelValue Parse(string text)
    {
        var rest = text.AsSpan(Math.Min(text.Length, DateTimeLength));
        if (!TryDateTime(text, out var seconds) || !TryFraction(ref rest, out var nanos) || !TryOffset(rest, out var offset))
        {
            return CelValue.Error(
                CelErrorCodes.Conversion, $"{ValueText.Quote(text)} is no timestamp in the form 2009-02-13T23:31:30Z of the years 0001 to 9999.");
        }
        return Timestamps.Create(seconds - offset, nanos);
    }

    // Digit by digit: rules read several timestamps per ticket, and parsing by a format string was what cost most of it.
    private static bool TryDateTime(ReadOnlySpan<char> text, out long seconds)
    {
        seconds = 0;
        if (text.Length <= DateTimeLength || text[4] != '-' || text[7] != '-' || text[10] is not ('T' or 't') || text[13] != ':' || text[16] != ':')
            return false;
        var (year, month, day) = (Number(text[..4]), Number(text[5..7]), Number(text[8..10]));
        var (hour, minute, second) = (Number(text[11..13]), Number(text[14..16]), Number(text[17..19]));
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        if (hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 59) return false;
        seconds = Timestamps.FromDateTime(new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc)).RawInt;
        return true;
    }

    /// <summary>-1 when a character is no digit.</summary>
    private static int Number(ReadOnlySpan<char> digits)
    {
        var number = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit(digit)) return -1;
            number = (number * 10) + digit - '0';
        }
        return number;
    }

    private static bool TryFraction(ref ReadOnlySpan<char> rest, out int nanos)
    {
        nanos = 0;
        if (rest.Length == 0 || rest[0] != '.') return true;
        var digits = 1;
        for (var scale = 100_000_000; digits < rest.Length && char.IsAsciiDigit(rest[digits]); digits++, scale /= 10)
            nanos += (rest[digits] - '0') * scale;
        rest = rest[digits..];
        return digits > 1;
    }

    private static bool TryOffset(ReadOnlySpan<char> rest, out long seconds)
    {
        seconds = 0;
        if (rest is "Z" or "z") return true;
        return rest.Length == 6 && rest[0] is '+' or '-' && TimeZones.TryFixedOffset(rest, out seconds);
    }
}
