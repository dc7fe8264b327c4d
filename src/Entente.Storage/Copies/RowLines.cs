using System.Text.Encodings.Web;
using System.Text.Json;

namespace Entente.Storage.Copies;

/// <summary>
/// The one way in which a canonical row is written: a JSON array in a line, bytes as base64. Equal rows give equal lines on every store and machine.
/// </summary>
public static class RowLines
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(StoreRow row, Utf8JsonWriter line)
    {
        line.WriteStartArray();
        foreach (var value in row.Values)
            WriteValue(line, value);
        line.WriteEndArray();
        line.Flush();
    }

    public static Utf8JsonWriter Writer(Stream into) => new(into, Compact);

    /// <summary>Throws <see cref="InvalidDataException"/> for a line that is no row of the table.</summary>
    public static StoreRow Read(StoreTable table, ReadOnlyMemory<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var values = document.RootElement;
            if (values.GetArrayLength() != table.Columns.Count)
                throw new InvalidDataException($"A row of {table.Name} has {values.GetArrayLength()} values instead of {table.Columns.Count}.");
            return new StoreRow(table, [.. table.Columns.Select((column, i) => ReadValue(column, values[i]))]);
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"A row of {table.Name} cannot be read: {wrong.Message}", wrong);
        }
    }

    private static void WriteValue(Utf8JsonWriter line, object? value)
    {
        if (value is null)
            line.WriteNullValue();
        else if (value is string text)
            line.WriteStringValue(StorableText.Of(text)); // what one of the stores cannot hold, none is asked to
        else if (value is byte[] bytes)
            line.WriteBase64StringValue(bytes);
        else
            line.WriteNumberValue((long)value);
    }

    private static object? ReadValue(StoreColumn column, JsonElement value) => value.ValueKind == JsonValueKind.Null
        ? null
        : column.Kind switch
        {
            ColumnKind.Text => value.GetString(),
            ColumnKind.Number => value.GetInt64(),
            ColumnKind.Bytes => value.GetBytesFromBase64(),
        };
}
