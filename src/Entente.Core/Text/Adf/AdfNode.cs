using System.Text.Json;

namespace Entente.Core.Text.Adf;

/// <summary>Reads members of a node without trusting their kinds.</summary>
internal static class AdfNode
{
    public static string Type(JsonElement node) => String(node, "type") ?? "node";

    /// <exception cref="RichTextException">The content is no list.</exception>
    public static IEnumerable<JsonElement> Content(JsonElement node)
    {
        if (node.ValueKind != JsonValueKind.Object || !node.TryGetProperty("content", out var content) || content.ValueKind == JsonValueKind.Null)
            return [];
        if (content.ValueKind != JsonValueKind.Array)
            throw new RichTextException(AdfFormat.Name, "content must be a list", $"the content of a {Type(node)}");
        return content.EnumerateArray();
    }

    /// <summary>An attribute as text: a string, or a number as it is written.</summary>
    public static string? Text(JsonElement node, string attribute)
    {
        if (!TryAttribute(node, attribute, out var value))
            return null;
        return value.ValueKind == JsonValueKind.Number ? value.GetRawText() : AdfText.Unescaped(value);
    }

    public static int? Number(JsonElement node, string attribute) =>
        TryAttribute(node, attribute, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;

    public static string? String(JsonElement node, string member) =>
        node.ValueKind == JsonValueKind.Object && node.TryGetProperty(member, out var value) ? AdfText.Unescaped(value) : null;

    private static bool TryAttribute(JsonElement node, string attribute, out JsonElement value)
    {
        value = default;
        return node.ValueKind == JsonValueKind.Object && node.TryGetProperty("attrs", out var attributes)
            && attributes.ValueKind == JsonValueKind.Object && attributes.TryGetProperty(attribute, out value);
    }
}
