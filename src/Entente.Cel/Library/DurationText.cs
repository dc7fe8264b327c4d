using System.Buffers;
using System.Globalization;

namespace Entente.Cel;

/// <summary>
/// Text of durations: written in seconds (<c>6347.5s</c>), read as a sequence such as <c>1h45m47.5s</c> with the units h, m, s, ms, us, ns.
/// </summary>
internal static class DurationText
{
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");

    public static string Write(long nanoseconds)
    {
        var magnitude = nanoseconds < 0 ? (ulong)-(nanoseconds + 1) + 1 : (ulong)nanoseconds;
        var (seconds, nanos) = Math.DivRem(magnitude, (ulong)Timestamps.NanosPerSecond);
        var sign = nanoseconds < 0 ? "-" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{seconds}{TimestampText.Fraction((long)nanos)}s");
    }

    public static CelValue Parse(string text)
    {
        var rest = text.AsSpan();
        var isNegative = rest.StartsWith("-");
        if (isNegative || rest.StartsWith("+")) rest = rest[1..];
        if (rest is "0") return CelValue.DurationNanoseconds(0);
        if (rest.IsEmpty) return Invalid(text);
        Int128 total = 0;
        while (!rest.IsEmpty)
        {
            if (!TryTakePart(ref rest, out var part)) return Invalid(text);
            total += part;
            if (total > (Int128)long.MaxValue + 1) break;
        }
        return Timestamps.ToDuration(isNegative ? -total : total);
    }

    private static bool TryTakePart(ref ReadOnlySpan<char> rest, out Int128 nanoseconds)
    {
        nanoseconds = 0;
        var number = rest.IndexOfAnyExcept(NumberCharacters);
        if (number <= 0) return false;
        var digits = rest[..number];
        rest = rest[number..];
        var letters = rest.IndexOfAny(NumberCharacters);
        var unit = UnitNanos(letters < 0 ? rest : rest[..letters]);
        rest = letters < 0 ? [] : rest[letters..];
        if (unit == 0 || digits.Length > 30) return false;
        return TryScale(digits, unit, out nanoseconds);
    }

    private static bool TryScale(ReadOnlySpan<char> digits, long unit, out Int128 nanoseconds)
    {
        nanoseconds = 0;
        var point = digits.IndexOf('.');
        var whole = point < 0 ? digits : digits[..point];
        var fraction = point < 0 ? [] : digits[(point + 1)..];
        if ((whole.IsEmpty && fraction.IsEmpty) || fraction.Contains('.')) return false;
        if (!whole.IsEmpty) nanoseconds = Whole(UInt128.Parse(whole, NumberStyles.None, CultureInfo.InvariantCulture), unit);
        var scale = unit;
        foreach (var digit in fraction)
        {
            scale /= 10;
            nanoseconds += (digit - '0') * scale;
        }
        return true;
    }

    // Far beyond the range is enough to know: the caller reports the range.
    private static Int128 Whole(UInt128 count, long unit) => count > ulong.MaxValue ? Int128.MaxValue / 4 : (Int128)count * unit;

    private static long UnitNanos(ReadOnlySpan<char> unit) => unit switch
    {
        "h" => 3600 * Timestamps.NanosPerSecond,
        "m" => 60 * Timestamps.NanosPerSecond,
        "s" => Timestamps.NanosPerSecond,
        "ms" => 1_000_000,
        "us" or "µs" or "μs" => 1_000,
        "ns" => 1,
        _ => 0,
    };

    private static CelValue Invalid(string text) =>
        CelValue.Error(CelErrorCodes.Conversion, $"{ValueText.Quote(text)} is no duration in the form 1h30m, 5.5s or 20ms.");
}
