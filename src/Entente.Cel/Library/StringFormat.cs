using System.Globalization;
using System.Numerics;
using System.Text;
using Entente.Cel.Compiling;

namespace Entente.Cel.Library;

/// <summary>
/// <c>"%s took %.2f s".format([name, seconds])</c>, with the clauses s, d, f, e, b, o, x, X and %%.
/// </summary>
internal static class StringFormat
{
    private const int DefaultPrecision = 6;
    private const int LargestPrecision = 1000;

    public static CelValue Format(string template, IReadOnlyList<CelValue> arguments, Evaluation evaluation)
    {
        evaluation.SpendText(template.Length);
        var result = new StringBuilder(template.Length);
        var used = 0;
        for (var at = 0; at < template.Length;)
        {
            if (template[at] != '%')
            {
                result.Append(template[at++]);
                continue;
            }
            at++;
            if (at < template.Length && template[at] == '%')
            {
                result.Append(template[at++]);
                continue;
            }
            if (!TryReadPrecision(template, ref at, out var precision)) return Invalid("A precision is a number up to 1000 after a point.");
            if (at >= template.Length) return Invalid("The template ends within a clause.");
            if (used >= arguments.Count) return Invalid($"The template asks for more than {arguments.Count} arguments.");
            var part = Clause(template[at++], precision, arguments[used++], evaluation);
            if (part.IsFault) return part;
            evaluation.SpendText(part.RawString.Length);
            result.Append(part.RawString);
        }
        return CelValue.String(result.ToString());
    }

    private static bool TryReadPrecision(string template, ref int at, out int precision)
    {
        precision = DefaultPrecision;
        if (at >= template.Length || template[at] != '.') return true;
        var start = ++at;
        while (at < template.Length && char.IsAsciiDigit(template[at])) at++;
        return int.TryParse(template.AsSpan(start, at - start), NumberStyles.None, CultureInfo.InvariantCulture, out precision)
            && precision <= LargestPrecision;
    }

    private static CelValue Clause(char clause, int precision, CelValue value, Evaluation evaluation)
    {
        if (value.Kind == CelKind.Double && !double.IsFinite(value.RawDouble) && clause is 'd' or 'f' or 'e')
            return CelValue.String(DoubleText.Shortest(value.RawDouble));
        return clause switch
        {
            's' => Text(value, evaluation),
            'd' => Whole(value, 10, "%d"),
            'b' => value.Kind == CelKind.Bool ? CelValue.String(value.RawBool ? "1" : "0") : Whole(value, 2, "%b"),
            'o' => Whole(value, 8, "%o"),
            'x' => Hexadecimal(value),
            'X' => Hexadecimal(value) is { IsFault: false } text ? CelValue.String(text.RawString.ToUpperInvariant()) : Hexadecimal(value),
            'f' => Real(value, "%f", number => DoubleText.Fixed(number, precision)),
            'e' => Real(value, "%e", number => DoubleText.Scientific(number, precision)),
            _ => Invalid($"'%{clause}' is no formatting clause."),
        };
    }

    private static CelValue Text(CelValue value, Evaluation evaluation)
    {
        var text = new StringBuilder();
        return FormatText.TryAppend(text, value, evaluation) ? CelValue.String(text.ToString()) : Unfit("%s", value);
    }

    private static CelValue Whole(CelValue value, int radix, string clause)
    {
        if (value.Kind is not (CelKind.Int or CelKind.UInt)) return Unfit(clause, value);
        var number = value.Kind == CelKind.Int ? new BigInteger(value.RawInt) : new BigInteger(value.RawUInt);
        return CelValue.String((number.Sign < 0 ? "-" : "") + Digits((ulong)BigInteger.Abs(number), (ulong)radix));
    }

    private static string Digits(ulong magnitude, ulong radix)
    {
        Span<char> digits = stackalloc char[64];
        var at = digits.Length;
        do
        {
            digits[--at] = "0123456789abcdef"[(int)(magnitude % radix)];
            magnitude /= radix;
        }
        while (magnitude > 0);
        return digits[at..].ToString();
    }

    private static CelValue Hexadecimal(CelValue value) => value.Kind switch
    {
        CelKind.String => CelValue.String(Convert.ToHexStringLower(Encoding.UTF8.GetBytes(value.RawString))),
        CelKind.Bytes => CelValue.String(Convert.ToHexStringLower(value.RawBytes)),
        _ => Whole(value, 16, "%x"),
    };

    private static CelValue Real(CelValue value, string clause, Func<double, string> write) => value.Kind switch
    {
        CelKind.Double => CelValue.String(write(value.RawDouble)),
        CelKind.Int => CelValue.String(write(value.RawInt)),
        CelKind.UInt => CelValue.String(write(value.RawUInt)),
        _ => Unfit(clause, value),
    };

    private static CelValue Unfit(string clause, CelValue value) =>
        CelValue.Error(CelErrorCodes.InvalidArgument, $"{clause} cannot format a value of type {Basics.TypeOf(value).Name}.");

    private static CelValue Invalid(string message) => CelValue.Error(CelErrorCodes.InvalidArgument, message);
}
