using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Entente.Node.Api;

/// <summary>Instants as people and programs read them: ISO 8601 in UTC, milliseconds only where there are some.</summary>
internal sealed class InstantJson : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(Text(value));

    private static string Text(DateTimeOffset value) => value.UtcDateTime.ToString(
        value.Millisecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
