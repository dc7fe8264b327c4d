using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

using Entente.Cel;
using Entente.Core.Text;
using Entente.Core.Tickets;

namespace Entente.Core.Sync;

/// <summary>How states, facts and envelopes are written: stable property order, values and rich text exact.</summary>
public static class SyncJson
{
    /// <summary>By the contracts of the types alone.</summary>
    internal static readonly JsonSerializerOptions Plain = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        MaxDepth = 512,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { AddedLaterAttribute.Apply } },
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower), new CelValueConverter(), new RichTextConverter() },
    };

    /// <summary>What a change writes most is written by hand, to the same text.</summary>
    private static readonly JsonSerializerOptions Options = new(Plain)
    {
        Converters =
        {
            new HandWritten<TicketSnapshot>(Plain, SnapshotJson.Write),
            new HandWritten<IReadOnlyDictionary<string, CelValue>>(Plain, ValueJson.Write),
            new HandWritten<ImmutableSortedDictionary<string, CelValue>>(Plain, ValueJson.Write),
        },
    };

    public static byte[] Write<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Options);

    /// <summary>Throws <see cref="JsonException"/> for bytes that no version of the hub wrote.</summary>
    public static T Read<T>(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException($"An empty document stands where a {typeof(T).Name} belongs.");

    /// <summary>Writes by hand and reads by the contract, so that what a text does not name is as the contract says.</summary>
    private sealed class HandWritten<T>(JsonSerializerOptions plain, Action<Utf8JsonWriter, T> write) : JsonConverter<T>
    {
        public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            JsonSerializer.Deserialize<T>(ref reader, plain);

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => write(writer, value);
    }

    private sealed class CelValueConverter : JsonConverter<CelValue>
    {
        public override bool HandleNull => true;

        public override CelValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using var document = JsonDocument.ParseValue(ref reader);
            return ValueJson.Read(document.RootElement);
        }

        public override void Write(Utf8JsonWriter writer, CelValue value, JsonSerializerOptions options) => ValueJson.Write(writer, value);
    }

    private sealed class RichTextConverter : JsonConverter<RichText>
    {
        public override RichText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using var document = JsonDocument.ParseValue(ref reader);
            return RichText.FromJson(document.RootElement.GetRawText());
        }

        public override void Write(Utf8JsonWriter writer, RichText value, JsonSerializerOptions options) =>
            writer.WriteRawValue(value.ToJson(), skipInputValidation: true);
    }
}
