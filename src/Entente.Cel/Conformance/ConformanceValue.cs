using System.Globalization;
using System.Text.Json;

namespace Entente.Cel.Conformance;

/// <summary>
/// Reads the typed values of a conformance file: <c>{"int": "1"}</c>, <c>{"bytes": "c3bf"}</c> (hexadecimal),
/// <c>{"map": [[key, value], ...]}</c>, <c>{"duration": {"seconds": "1", "nanos": "2"}}</c>.
/// </summary>
internal static class ConformanceValue
{
    /// <summary>Throws <see cref="FormatException"/> for an unknown type name.</summary>
    public static CelValue Read(JsonElement typed)
    {
        var property = typed.EnumerateObject().First();
        var value = property.Value;
        return property.Name switch
        {
            "null" => CelValue.Null,
            "bool" => CelValue.Bool(value.GetBoolean()),
            "int" => CelValue.Int(long.Parse(Text(value), CultureInfo.InvariantCulture)),
            "uint" => CelValue.UInt(ulong.Parse(Text(value), CultureInfo.InvariantCulture)),
            "double" => CelValue.Double(ReadDouble(Text(value))),
            "string" => CelValue.String(Text(value)),
            "bytes" => CelValue.Bytes(Convert.FromHexString(Text(value))),
            "type" => CelValue.Type(CelType.Object(Text(value), new Dictionary<string, CelType>())),
            "list" => CelValue.List([.. value.EnumerateArray().Select(Read)]),
            "map" => CelValue.Map(value.EnumerateArray().Select(entry => KeyValuePair.Create(Read(entry[0]), Read(entry[1])))),
            "duration" => ReadDuration(value),
            "timestamp" => ReadTimestamp(value),
            _ => throw new FormatException($"The conformance file holds a value of unknown type '{property.Name}'."),
        };
    }

    /// <summary>Whether the result is the expected value: of the same kind throughout, NaN equal to NaN, zeros told apart by sign.</summary>
    public static bool Matches(CelValue expected, CelValue actual)
    {
        if (expected.Kind != actual.Kind) return false;
        return expected.Kind switch
        {
            CelKind.Double => AreSame(expected.AsDouble(), actual.AsDouble()),
            CelKind.List => expected.AsList().Count == actual.AsList().Count
                && expected.AsList().Zip(actual.AsList()).All(pair => Matches(pair.First, pair.Second)),
            CelKind.Map => expected.AsMap().Count == actual.AsMap().Count
                && expected.AsMap().All(entry => actual.AsMap().TryGet(entry.Key, out var value) && Matches(entry.Value, value)),
            _ => expected.CelEquals(actual),
        };
    }

    private static bool AreSame(double expected, double actual) =>
        double.IsNaN(expected) ? double.IsNaN(actual) : BitConverter.DoubleToInt64Bits(expected) == BitConverter.DoubleToInt64Bits(actual);

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    // Conversions of the specification's text format that strip a float's suffix f leave "in" of "inf".
    private static double ReadDouble(string text) => text.ToLowerInvariant() switch
    {
        "nan" => double.NaN,
        "inf" or "in" or "infinity" => double.PositiveInfinity,
        "-inf" or "-in" or "-infinity" => double.NegativeInfinity,
        _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    private static CelValue ReadDuration(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String) return DurationText.Parse(Text(value));
        return CelValue.DurationNanoseconds(checked((Part(value, "seconds") * Timestamps.NanosPerSecond) + Part(value, "nanos")));
    }

    private static CelValue ReadTimestamp(JsonElement value) => value.ValueKind == JsonValueKind.String
        ? TimestampText.Parse(Text(value))
        : CelValue.TimestampOf(Part(value, "seconds"), (int)Part(value, "nanos"));

    private static long Part(JsonElement value, string name) =>
        value.TryGetProperty(name, out var part) ? long.Parse(Text(part), CultureInfo.InvariantCulture) : 0;
}
