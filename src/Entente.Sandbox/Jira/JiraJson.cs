using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Entente.Sandbox.Jira;

/// <summary>JSON in and out: answers, and the way between mutable nodes and the immutable elements that are stored.</summary>
internal static class JiraJson
{
    /// <summary>Documents nest four levels for each level of a list; deeper than this is refused as malformed.</summary>
    private const int MaxDepth = 256;

    private static readonly JsonSerializerOptions Output = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = MaxDepth * 2 };
    private static readonly JsonDocumentOptions Input = new() { MaxDepth = MaxDepth };

    public static SandboxResponse Answer(int status, JsonNode? body) =>
        new(status, [new("Content-Type", "application/json;charset=UTF-8")], Bytes(body));

    public static SandboxResponse Empty(int status) => new(status, [], []);

    public static byte[] Bytes(JsonNode? node) => node is null ? "null"u8.ToArray() : System.Text.Encoding.UTF8.GetBytes(node.ToJsonString(Output));

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

    public static JsonElement Element(IEnumerable<string> texts) => Element(new JsonArray([.. texts.Select(text => JsonValue.Create(text))]));

    public static JsonNode? Node(JsonElement? element) => element?.ValueKind switch
    {
        null or JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.Object => JsonObject.Create(element.Value),
        JsonValueKind.Array => JsonArray.Create(element.Value),
        _ => JsonValue.Create(element.Value),
    };

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
