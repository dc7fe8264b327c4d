using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Entente.Sandbox.AzureDevOps;

/// <summary>JSON in and out, and the vendor's form of an instant.</summary>
internal static class DevOpsJson
{
    /// <summary>What the current state of anything ends with.</summary>
    public const string Forever = "9999-01-01T00:00:00Z";

    private const int MaxDepth = 64;
    private const DateTimeStyles Universal = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    private static readonly JsonSerializerOptions Output = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = MaxDepth * 2 };
    private static readonly JsonDocumentOptions Input = new() { MaxDepth = MaxDepth };

    public static SandboxResponse Answer(int status, JsonNode body, string apiVersion = "7.1") =>
        new(status, [new("Content-Type", $"application/json; charset=utf-8; api-version={apiVersion}")], Bytes(body));

    public static SandboxResponse Empty(int status) => new(status, [], []);

    /// <summary>The envelope of every list.</summary>
    public static JsonObject List(IEnumerable<JsonNode?> values)
    {
        var array = new JsonArray([.. values]);
        return new() { ["count"] = array.Count, ["value"] = array };
    }

    public static byte[] Bytes(JsonNode node) => Encoding.UTF8.GetBytes(node.ToJsonString(Output));

    /// <summary>A parsed text whose every string can be read, or null: JSON may escape half a surrogate pair, which is no text.</summary>
    public static JsonElement? Parse(ReadOnlyMemory<byte> text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Input);
            var root = document.RootElement.Clone();
            ReadEveryString(root);
            return root;
        }
        catch (Exception refused) when (refused is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    public static JsonElement Element(JsonNode node)
    {
        using var document = JsonDocument.Parse(Bytes(node), new() { MaxDepth = MaxDepth * 2 });
        return document.RootElement.Clone();
    }

    public static JsonElement Element(string text) => Element(JsonValue.Create(text));

    public static JsonElement Element(long number) => Element(JsonValue.Create(number));

    public static JsonElement Element(DateTimeOffset instant) => Element(Instant(instant));

    public static JsonNode? Node(JsonElement? element) => element?.ValueKind switch
    {
        null or JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.Object => JsonObject.Create(element.Value),
        JsonValueKind.Array => JsonArray.Create(element.Value),
        _ => JsonValue.Create(element.Value),
    };

    /// <summary>A member that is a text, else null.</summary>
    public static string? Text(JsonElement element, string member) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    /// <summary>UTC with up to three digits of a second, as recorded: <c>2026-03-31T18:36:26.23Z</c>.</summary>
    public static string Instant(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>An instant in any form that the product takes; what names no zone is UTC.</summary>
    public static DateTimeOffset? ReadInstant(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Universal, out var instant)
            ? instant
            : null;

    private static void ReadEveryString(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.String)
            _ = element.GetString();
        else if (element.ValueKind == JsonValueKind.Array)
            foreach (var item in element.EnumerateArray())
                ReadEveryString(item);
        else if (element.ValueKind == JsonValueKind.Object)
            foreach (var member in element.EnumerateObject())
                ReadEveryString(member.Value);
    }
}
