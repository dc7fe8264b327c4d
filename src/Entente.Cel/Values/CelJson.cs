using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Entente.Cel;

/// <summary>
/// JSON to values and back. Numbers that are whole and fit stay int; bytes become base64, timestamps RFC 3339, durations seconds with
/// an <c>s</c>, an empty optional null.
/// </summary>
public static class CelJson
{
    /// <summary>
    /// A number with a fraction or an exponent becomes double, a whole one int, beyond int uint, else double. Of a repeated property the
    /// last value counts.
    /// </summary>
    public static CelValue FromJson(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.True => CelValue.True,
        JsonValueKind.False => CelValue.False,
        JsonValueKind.String => CelValue.String(element.GetString()!),
        JsonValueKind.Number => FromNumber(element),
        JsonValueKind.Array => CelValue.List([.. element.EnumerateArray().Select(FromJson)]),
        JsonValueKind.Object => FromObject(element),
        _ => CelValue.Null,
    };

    /// <summary>
    /// Throws <see cref="InvalidOperationException"/> for what JSON cannot say: a host object, NaN or an infinity. Map keys become their text.
    /// </summary>
    public static JsonNode? ToJson(CelValue value) => value.Kind switch
    {
        CelKind.Null => null,
        CelKind.Bool => JsonValue.Create(value.AsBool()),
        CelKind.Int => JsonValue.Create(value.AsInt()),
        CelKind.UInt => JsonValue.Create(value.AsUInt()),
        CelKind.Double when double.IsFinite(value.AsDouble()) => JsonValue.Create(value.AsDouble()),
        CelKind.String => JsonValue.Create(value.AsString()),
        CelKind.Bytes => JsonValue.Create(Convert.ToBase64String(value.AsBytes().Span)),
        CelKind.Timestamp or CelKind.Duration => JsonValue.Create(ValueText.Plain(value)),
        CelKind.Type => JsonValue.Create(value.AsType().Name),
        CelKind.Optional => value.HasValue ? ToJson(value.OptionalValue()) : null,
        CelKind.List => new JsonArray([.. value.AsList().Select(ToJson)]),
        CelKind.Map => new JsonObject(value.AsMap().Select(entry => KeyValuePair.Create(ValueText.Plain(entry.Key), ToJson(entry.Value)))),
        _ => throw new InvalidOperationException($"A value of kind {value.Kind} ({value}) cannot be written as JSON."),
    };

    private static CelValue FromNumber(JsonElement element)
    {
        var text = element.GetRawText();
        if (text.AsSpan().IndexOfAny(".eE") < 0)
        {
            if (element.TryGetInt64(out var whole)) return CelValue.Int(whole);
            if (element.TryGetUInt64(out var large)) return CelValue.UInt(large);
        }
        return CelValue.Double(double.Parse(text, CultureInfo.InvariantCulture));
    }

    private static CelValue FromObject(JsonElement element)
    {
        var entries = new OrderedDictionary<string, CelValue>();
        foreach (var property in element.EnumerateObject()) entries[property.Name] = FromJson(property.Value);
        return CelValue.Map(entries);
    }
}
