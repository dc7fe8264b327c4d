using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Entente.Sandbox.Zendesk;

/// <summary>
/// Reading requests and writing answers in Zendesk's JSON: ids may come as numbers or strings, times are UTC with a resolution of one second.
/// </summary>
internal static class ZendeskJson
{
    public const string ContentType = "application/json; charset=utf-8";

    /// <summary>Zendesk sends text as UTF-8, not as escapes.</summary>
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Bytes(JsonNode node) => JsonSerializer.SerializeToUtf8Bytes(node, Plain);

    public static string Text(JsonNode node) => node.ToJsonString(Plain);

    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The instant cut to the second, as Zendesk stores it.</summary>
    public static DateTimeOffset Second(DateTimeOffset at) => DateTimeOffset.FromUnixTimeSeconds(at.ToUnixTimeSeconds());

    /// <summary>
    /// An object from a body; an empty body is an empty object. A key that stands twice counts the last time; a lone surrogate becomes U+FFFD.
    /// </summary>
    public static JsonObject Object(byte[] body)
    {
        if (body.Length == 0)
            return [];
        try
        {
            using var document = JsonDocument.Parse(body);
            return Copy(document.RootElement) as JsonObject ?? throw ZendeskErrors.BadJson();
        }
        catch (JsonException)
        {
            throw ZendeskErrors.BadJson();
        }
    }

    public static JsonNode? Copy(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var made = new JsonObject();
                foreach (var property in element.EnumerateObject())
                    made[property.Name] = Copy(property.Value);
                return made;
            case JsonValueKind.Array:
                return new JsonArray([.. element.EnumerateArray().Select(Copy)]);
            case JsonValueKind.String:
                return JsonValue.Create(SafeText(element));
            case JsonValueKind.Number:
                return element.TryGetInt64(out var whole) ? JsonValue.Create(whole) : JsonValue.Create(element.GetDouble());
            case JsonValueKind.True or JsonValueKind.False:
                return JsonValue.Create(element.GetBoolean());
            default:
                return null;
        }
    }

    /// <summary>A string, number or truth value as text; null where there is none.</summary>
    public static string? AsText(JsonNode? node) => node?.GetValueKind() switch
    {
        JsonValueKind.String => node.GetValue<string>(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => node.ToJsonString(),
        _ => null,
    };

    /// <summary>An id, sent as a number or as its digits; null where it is neither.</summary>
    public static long? AsId(JsonNode? node) =>
        long.TryParse(AsText(node), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <summary>Zendesk takes <c>"true"</c> for true.</summary>
    public static bool? AsFlag(JsonNode? node) => AsText(node) switch { "true" => true, "false" => false, _ => null };

    public static DateTimeOffset? AsTime(JsonNode? node) =>
        DateTimeOffset.TryParse(AsText(node), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var at)
            ? Second(at)
            : null;

    public static IReadOnlyList<string> AsTexts(JsonNode? node) => node switch
    {
        JsonArray array => [.. array.Select(AsText).OfType<string>()],
        null => [],
        _ => AsText(node)?.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries) ?? [],
    };

    public static IReadOnlyList<long> AsIds(JsonNode? node) => [.. AsTexts(node).Select(text => AsId(JsonValue.Create(text))).OfType<long>()];

    public static JsonArray Array(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);

    public static JsonArray Array(IEnumerable<long> ids) => new([.. ids.Select(id => JsonValue.Create(id))]);

    public static JsonArray Array(IEnumerable<JsonNode?> nodes) => new([.. nodes]);

    private static string SafeText(JsonElement element)
    {
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate has no UTF-8 form; Zendesk stores the replacement character.
            return "\uFFFD";
        }
    }
}
