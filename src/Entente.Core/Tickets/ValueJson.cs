using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Entente.Cel;
using Entente.Core.Text;

namespace Entente.Core.Tickets;

/// <summary>
/// Values as JSON and back without loss: int and double stay apart, and what JSON has no word for is an object with one key that begins
/// with <c>$</c>. Equal values in equal order give equal text, so the text can be hashed.
/// </summary>
public static class ValueJson
{
    private const int MaxDepth = 1000;

    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = MaxDepth };
    private static readonly JsonDocumentOptions DocumentOptions = new() { MaxDepth = MaxDepth };

    // The language's own reader: it keeps the nanoseconds that a DateTimeOffset would lose.
    private static readonly CelEnvironment TimestampEnvironment = CelEnvironment.Standard.WithVariable("text", CelType.String);
    private static readonly Lazy<CelProgram> TimestampReader = new(() => TimestampEnvironment.Compile("timestamp(text)"));

    public static string Write(CelValue value)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions)) Write(writer, value);
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    /// <summary>Writes named values as one object, in the order given.</summary>
    public static string Write(IEnumerable<KeyValuePair<string, CelValue>> fields)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions)) Write(writer, fields);
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    /// <summary>Writes named values as one object, in the order given; the names may be anything.</summary>
    public static void Write(Utf8JsonWriter writer, IEnumerable<KeyValuePair<string, CelValue>> fields)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in fields)
        {
            writer.WritePropertyName(name);
            Write(writer, value);
        }
        writer.WriteEndObject();
    }

    /// <summary>Throws <see cref="InvalidOperationException"/> for a type value, an unset value, or a host object other than rich text.</summary>
    public static void Write(Utf8JsonWriter writer, CelValue value)
    {
        switch (value.Kind)
        {
            case CelKind.Null: writer.WriteNullValue(); break;
            case CelKind.Bool: writer.WriteBooleanValue(value.AsBool()); break;
            case CelKind.Int: writer.WriteNumberValue(value.AsInt()); break;
            case CelKind.Double: WriteDouble(writer, value.AsDouble()); break;
            case CelKind.String: writer.WriteStringValue(value.AsString()); break;
            case CelKind.List: WriteList(writer, value.AsList()); break;
            case CelKind.Map: WriteMap(writer, value.AsMap()); break;
            default: WriteMarked(writer, value); break;
        }
    }

    /// <summary>Throws <see cref="JsonException"/> or <see cref="FormatException"/> for what <see cref="Write(CelValue)"/> did not write.</summary>
    public static CelValue Read(string json)
    {
        using var document = JsonDocument.Parse(json, DocumentOptions);
        return Read(document.RootElement);
    }

    /// <summary>Reads named values, ordinal order.</summary>
    public static SortedDictionary<string, CelValue> ReadFields(string json)
    {
        using var document = JsonDocument.Parse(json, DocumentOptions);
        return ReadFields(document.RootElement);
    }

    /// <summary>Reads named values, ordinal order.</summary>
    public static SortedDictionary<string, CelValue> ReadFields(JsonElement json)
    {
        var fields = new SortedDictionary<string, CelValue>(StringComparer.Ordinal);
        foreach (var property in json.EnumerateObject()) fields[property.Name] = Read(property.Value);
        return fields;
    }

    public static CelValue Read(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Null => CelValue.Null,
        JsonValueKind.True => CelValue.True,
        JsonValueKind.False => CelValue.False,
        JsonValueKind.String => CelValue.String(json.GetString()!),
        JsonValueKind.Number when json.GetRawText().AsSpan().ContainsAny(".eE") => CelValue.Double(json.GetDouble()),
        JsonValueKind.Number => CelValue.Int(json.GetInt64()),
        JsonValueKind.Array => CelValue.List([.. json.EnumerateArray().Select(Read)]),
        JsonValueKind.Object => ReadObject(json),
        _ => throw new JsonException("There is no value."),
    };

    private static void WriteDouble(Utf8JsonWriter writer, double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        if (!double.IsFinite(value)) WriteText(writer, "$double", text);
        else writer.WriteRawValue(text.AsSpan().ContainsAny(".eE") ? text : text + ".0", skipInputValidation: true);
    }

    private static void WriteList(Utf8JsonWriter writer, IReadOnlyList<CelValue> items)
    {
        writer.WriteStartArray();
        foreach (var item in items) Write(writer, item);
        writer.WriteEndArray();
    }

    private static void WriteMap(Utf8JsonWriter writer, CelMap map)
    {
        if (map.All(entry => entry.Key.Kind == CelKind.String && !entry.Key.AsString().StartsWith('$')))
        {
            Write(writer, map.Select(entry => KeyValuePair.Create(entry.Key.AsString(), entry.Value)));
            return;
        }
        WriteMarker(writer, "$map", () => WriteList(writer, [.. map.Select(entry => CelValue.List([entry.Key, entry.Value]))]));
    }

    private static void WriteMarked(Utf8JsonWriter writer, CelValue value)
    {
        switch (value.Kind)
        {
            case CelKind.UInt:
                WriteText(writer, "$uint", value.AsUInt().ToString(CultureInfo.InvariantCulture));
                break;
            case CelKind.Bytes:
                WriteText(writer, "$bytes", Convert.ToBase64String(value.AsBytes().Span));
                break;
            case CelKind.Timestamp:
                WriteText(writer, "$timestamp", CelJson.ToJson(value)!.GetValue<string>());
                break;
            case CelKind.Duration:
                WriteMarker(writer, "$nanoseconds", () => writer.WriteNumberValue(value.AsDurationNanoseconds()));
                break;
            case CelKind.Optional:
                WriteMarker(writer, "$optional", () => WriteList(writer, value.HasValue ? [value.OptionalValue()] : []));
                break;
            case CelKind.Object when value.AsObject() is RichTextValue rich:
                WriteMarker(writer, "$rich", () => writer.WriteRawValue(rich.Text.ToJson(), skipInputValidation: true));
                break;
            default:
                throw new InvalidOperationException($"A value of kind {value.Kind} has no JSON form.");
        }
    }

    private static void WriteText(Utf8JsonWriter writer, string marker, string text) =>
        WriteMarker(writer, marker, () => writer.WriteStringValue(text));

    private static void WriteMarker(Utf8JsonWriter writer, string marker, Action writeValue)
    {
        writer.WriteStartObject();
        writer.WritePropertyName(marker);
        writeValue();
        writer.WriteEndObject();
    }

    private static CelValue ReadObject(JsonElement json)
    {
        foreach (var property in json.EnumerateObject())
            if (property.Name.StartsWith('$')) return ReadMarked(property.Name, property.Value);
        return CelValue.Map(json.EnumerateObject().Select(property => KeyValuePair.Create(property.Name, Read(property.Value))));
    }

    private static CelValue ReadMarked(string marker, JsonElement value) => marker switch
    {
        "$uint" => CelValue.UInt(ulong.Parse(value.GetString()!, NumberStyles.None, CultureInfo.InvariantCulture)),
        "$double" => CelValue.Double(double.Parse(value.GetString()!, CultureInfo.InvariantCulture)),
        "$bytes" => CelValue.Bytes(value.GetBytesFromBase64()),
        "$timestamp" => ReadTimestamp(value.GetString()!),
        "$nanoseconds" => CelValue.DurationNanoseconds(value.GetInt64()),
        "$optional" => value.GetArrayLength() == 0 ? CelValue.None : CelValue.Optional(Read(value[0])),
        "$rich" => RichTextValue.Of(RichText.FromJson(value.GetRawText())),
        "$map" => CelValue.Map(value.EnumerateArray().Select(pair => KeyValuePair.Create(Read(pair[0]), Read(pair[1])))),
        _ => throw new JsonException($"'{marker}' marks no kind of value."),
    };

    private static CelValue ReadTimestamp(string text)
    {
        try
        {
            return TimestampReader.Value.Evaluate(TimestampEnvironment.CreateBindings().Set("text", CelValue.String(text)));
        }
        catch (CelEvaluationException failure)
        {
            throw new FormatException($"'{text}' is no timestamp.", failure);
        }
    }
}
