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

    private static bool TryDateTime(string text, out long seconds)
    {
        seconds = 0;
        if (text.Length <= DateTimeLength) return false;
        var span = text.AsSpan(0, DateTimeLength);
        var parsed = DateTime.TryParseExact(span, "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            || DateTime.TryParseExact(span, "yyyy-MM-dd't'HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out local);
        if (parsed) seconds = Timestamps.FromDateTime(local).RawInt;
        return parsed;
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
