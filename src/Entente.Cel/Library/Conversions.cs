using System.Globalization;
using System.Text;

namespace Entente.Cel.Library;

/// <summary>The functions named like types, which convert or fail.</summary>
internal static class Conversions
{
    private const NumberStyles DoubleStyle = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
    private const double TwoTo63 = 9223372036854775808.0;
    private const double TwoTo64 = 18446744073709551616.0;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    public static void Add(FunctionList functions)
    {
        foreach (var type in new[]
        {
            CelType.Bool, CelType.Int, CelType.UInt, CelType.Double, CelType.String, CelType.Bytes, CelType.Timestamp, CelType.Duration,
        })
        {
            // The functions of time carry the short name: timestamp(), not google.protobuf.Timestamp().
            functions.Global(type.ToString(), [type], type, (a, _) => a[0]);
        }
        AddBool(functions);
        AddInt(functions);
        AddUInt(functions);
        AddDouble(functions);
        AddString(functions);
        functions.Global("bytes", [CelType.String], CelType.Bytes, (a, e) =>
        {
            e.SpendText(a[0].RawString.Length);
            return CelValue.OwnedBytes(Encoding.UTF8.GetBytes(a[0].RawString));
        });
        functions.Global("timestamp", [CelType.String], CelType.Timestamp, (a, _) => TimestampText.Parse(a[0].RawString));
        functions.Global("timestamp", [CelType.Int], CelType.Timestamp, (a, _) => Timestamps.Create(a[0].RawInt, 0));
        functions.Global("duration", [CelType.String], CelType.Duration, (a, _) => DurationText.Parse(a[0].RawString));
    }

    private static void AddBool(FunctionList functions) =>
        functions.Global("bool", [CelType.String], CelType.Bool, (a, _) => a[0].RawString switch
        {
            "1" or "t" or "T" or "true" or "TRUE" or "True" => CelValue.True,
            "0" or "f" or "F" or "false" or "FALSE" or "False" => CelValue.False,
            _ => Unreadable(a[0], "a bool"),
        });

    private static void AddInt(FunctionList functions)
    {
        functions.Global("int", [CelType.String], CelType.Int, (a, _) =>
            long.TryParse(a[0].RawString, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                ? CelValue.Int(number)
                : Unreadable(a[0], "an int"));
        functions.Global("int", [CelType.UInt], CelType.Int, (a, _) =>
            a[0].RawUInt > long.MaxValue ? OutOfRange(a[0], "an int") : CelValue.Int(a[0].RawInt));
        functions.Global("int", [CelType.Double], CelType.Int, (a, _) =>
            a[0].RawDouble is > -TwoTo63 and < TwoTo63 and var number ? CelValue.Int((long)number) : OutOfRange(a[0], "an int"));
        functions.Global("int", [CelType.Timestamp], CelType.Int, (a, _) => CelValue.Int(a[0].RawInt));
    }

    private static void AddUInt(FunctionList functions)
    {
        functions.Global("uint", [CelType.String], CelType.UInt, (a, _) =>
            ulong.TryParse(a[0].RawString, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? CelValue.UInt(number)
                : Unreadable(a[0], "a uint"));
        functions.Global("uint", [CelType.Int], CelType.UInt, (a, _) =>
            a[0].RawInt < 0 ? OutOfRange(a[0], "a uint") : CelValue.UInt(a[0].RawUInt));
        functions.Global("uint", [CelType.Double], CelType.UInt, (a, _) =>
            a[0].RawDouble is > -1 and < TwoTo64 and var number ? CelValue.UInt((ulong)number) : OutOfRange(a[0], "a uint"));
    }

    private static void AddDouble(FunctionList functions)
    {
        functions.Global("double", [CelType.String], CelType.Double, (a, _) => ParseDouble(a[0]));
        functions.Global("double", [CelType.Int], CelType.Double, (a, _) => CelValue.Double(a[0].RawInt));
        functions.Global("double", [CelType.UInt], CelType.Double, (a, _) => CelValue.Double(a[0].RawUInt));
    }

    private static void AddString(FunctionList functions)
    {
        foreach (var type in new[] { CelType.Bool, CelType.Int, CelType.UInt, CelType.Double, CelType.Timestamp, CelType.Duration })
            functions.Global("string", [type], CelType.String, (a, _) => CelValue.String(ValueText.Plain(a[0])));
        functions.Global("string", [CelType.Bytes], CelType.String, (a, e) =>
        {
            e.SpendText(a[0].RawBytes.Length);
            try
            {
                return CelValue.String(StrictUtf8.GetString(a[0].RawBytes));
            }
            catch (DecoderFallbackException)
            {
                return CelValue.Error(CelErrorCodes.Conversion, "The bytes are not valid UTF-8.");
            }
        });
    }

    private static CelValue ParseDouble(CelValue text) => text.RawString.ToLowerInvariant() switch
    {
        "nan" => CelValue.Double(double.NaN),
        "inf" or "+inf" or "infinity" or "+infinity" => CelValue.Double(double.PositiveInfinity),
        "-inf" or "-infinity" => CelValue.Double(double.NegativeInfinity),
        _ => double.TryParse(text.RawString, DoubleStyle, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? CelValue.Double(number)
            : Unreadable(text, "a double"),
    };

    private static CelValue Unreadable(CelValue value, string wanted) =>
        CelValue.Error(CelErrorCodes.Conversion, $"{value} cannot be read as {wanted}.");

    private static CelValue OutOfRange(CelValue value, string wanted) =>
        CelValue.Error(CelErrorCodes.OutOfRange, $"{value} is out of the range of {wanted}.");
}
