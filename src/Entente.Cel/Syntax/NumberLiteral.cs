using System.Globalization;

namespace Entente.Cel.Syntax;

/// <summary>Turns the text of a number token into a value.</summary>
internal static class NumberLiteral
{
    private const ulong MinimumIntMagnitude = 1UL << 63;

    /// <param name="isNegative">Whether a minus stands before it: only so can the smallest int be written.</param>
    public static CelValue Read(Token token, bool isNegative)
    {
        var digits = token.Text.AsSpan();
        var isUnsigned = digits[^1] is 'u' or 'U';
        if (isUnsigned) digits = digits[..^1];
        var isHex = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        if (!isHex && digits.IndexOfAny(".eE") >= 0) return ReadDouble(token, digits, isUnsigned, isNegative);
        var style = isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        if (isHex) digits = digits[2..];
        if (!ulong.TryParse(digits, style, CultureInfo.InvariantCulture, out var magnitude)) throw OutOfRange(token);
        if (isUnsigned)
            return isNegative ? throw new SyntaxException(token.Offset, "A uint cannot be negative.", "Leave out the u.") : CelValue.UInt(magnitude);
        if (magnitude > (isNegative ? MinimumIntMagnitude : long.MaxValue)) throw OutOfRange(token);
        return CelValue.Int(isNegative ? unchecked(-(long)magnitude) : (long)magnitude);
    }

    private static CelValue ReadDouble(Token token, ReadOnlySpan<char> digits, bool isUnsigned, bool isNegative)
    {
        if (isUnsigned) throw new SyntaxException(token.Offset, "A number with a fraction cannot be a uint.", "Leave out the u.");
        var number = double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (double.IsInfinity(number)) throw OutOfRange(token);
        return CelValue.Double(isNegative ? -number : number);
    }

    private static SyntaxException OutOfRange(Token token) =>
        new(token.Offset, $"The number {token.Text} is malformed or does not fit 64 bits.", "Use a smaller number, a u suffix or a double.");
}
