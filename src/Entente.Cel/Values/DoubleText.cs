using System.Globalization;
using System.Numerics;

namespace Entente.Cel;

/// <summary>Decimal text of doubles.</summary>
internal static class DoubleText
{
    /// <summary>
    /// The shortest text that reads back as the same number: positional from 1e-7 up to 1e21, as JSON writers do, else with an exponent.
    /// </summary>
    public static string Shortest(double value)
    {
        if (double.IsNaN(value)) return "NaN";
        if (double.IsInfinity(value)) return value > 0 ? "Infinity" : "-Infinity";
        var magnitude = Math.Abs(value);
        if (magnitude is 0 or (>= 1e-7 and < 1e21))
        {
            var text = value.ToString("R", CultureInfo.InvariantCulture);
            return text.Contains('E', StringComparison.Ordinal) ? Positional(text) : text;
        }
        return value.ToString("R", CultureInfo.InvariantCulture).Replace("E-0", "e-", StringComparison.Ordinal).Replace('E', 'e');
    }

    /// <summary>As a CEL literal: always with a fraction or an exponent.</summary>
    public static string Literal(double value)
    {
        var text = Shortest(value);
        if (!double.IsFinite(value)) return $"double(\"{text}\")";
        return text.AsSpan().IndexOfAny(".e") >= 0 ? text : text + ".0";
    }

    /// <summary>With exactly so many decimals, ties to even, exact for every double.</summary>
    public static string Fixed(double value, int decimals)
    {
        var digits = RoundScaled(Math.Abs(value), decimals).ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        var sign = double.IsNegative(value) ? "-" : "";
        return decimals == 0 ? sign + digits : $"{sign}{digits[..^decimals]}.{digits[^decimals..]}";
    }

    /// <summary>One digit before the point, so many after it, and an exponent of at least two digits: <c>1.052e+03</c>.</summary>
    public static string Scientific(double value, int decimals)
    {
        var sign = double.IsNegative(value) ? "-" : "";
        var magnitude = Math.Abs(value);
        var exponent = magnitude == 0 ? 0 : (int)Math.Floor(Math.Log10(magnitude));
        var digits = RoundScaled(magnitude, decimals - exponent).ToString(CultureInfo.InvariantCulture);
        if (magnitude != 0 && digits.Length != decimals + 1)
        {
            // The logarithm was off by one at a power of ten, or rounding carried into a new digit.
            exponent += digits.Length - (decimals + 1);
            digits = RoundScaled(magnitude, decimals - exponent).ToString(CultureInfo.InvariantCulture);
        }
        digits = digits.PadRight(decimals + 1, '0');
        var fraction = decimals == 0 ? "" : "." + digits[1..(decimals + 1)];
        return $"{sign}{digits[0]}{fraction}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
    }

    /// <summary>value × 10^decimals, rounded to a whole number with ties to even.</summary>
    private static BigInteger RoundScaled(double value, int decimals)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var biased = (int)(bits >> 52) & 0x7FF;
        var mantissa = bits & 0xFFFFFFFFFFFFF;
        BigInteger numerator = biased == 0 ? mantissa : mantissa | (1L << 52);
        var exponent = Math.Max(biased, 1) - 1075;
        var denominator = BigInteger.One;
        if (exponent > 0) numerator <<= exponent;
        else denominator <<= -exponent;
        if (decimals > 0) numerator *= BigInteger.Pow(10, decimals);
        else denominator *= BigInteger.Pow(10, -decimals);
        var quotient = BigInteger.DivRem(numerator, denominator, out var rest);
        var half = (rest * 2).CompareTo(denominator);
        return half > 0 || (half == 0 && !quotient.IsEven) ? quotient + 1 : quotient;
    }

    private static string Positional(string text)
    {
        var exponentAt = text.IndexOf('E', StringComparison.Ordinal);
        var exponent = int.Parse(text.AsSpan(exponentAt + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var sign = text[0] == '-' ? "-" : "";
        var mantissa = text.AsSpan(sign.Length, exponentAt - sign.Length);
        var point = mantissa.IndexOf('.');
        var digits = mantissa.ToString().Replace(".", "", StringComparison.Ordinal);
        var whole = (point < 0 ? digits.Length : point) + exponent;
        return whole <= 0 ? $"{sign}0.{new string('0', -whole)}{digits}" : sign + digits.PadRight(whole, '0');
    }
}
