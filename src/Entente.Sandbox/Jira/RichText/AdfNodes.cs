using System.Text.Json;
using System.Text.Json.Nodes;

namespace Entente.Sandbox.Jira.RichText;

/// <summary>Builds document nodes.</summary>
internal static class AdfNodes
{
    public static JsonObject Node(string type, IEnumerable<JsonNode> content, JsonObject? attributes = null)
    {
        var node = new JsonObject { ["type"] = type };
        if (attributes is not null)
            node["attrs"] = attributes;
        node["content"] = new JsonArray([.. content]);
        return node;
    }

    public static JsonObject Atom(string type, JsonObject? attributes = null) =>
        attributes is null ? new() { ["type"] = type } : new() { ["type"] = type, ["attrs"] = attributes };

    public static JsonObject Text(string text, IEnumerable<JsonObject>? marks = null)
    {
        var node = new JsonObject { ["type"] = "text", ["text"] = text };
        if (marks?.Select(mark => mark.DeepClone()).ToArray() is { Length: > 0 } copies)
            node["marks"] = new JsonArray(copies);
        return node;
    }

    public static JsonObject Mark(string type, JsonObject? attributes = null) => Atom(type, attributes);

    public static JsonElement Document(IEnumerable<JsonNode> blocks) =>
        JiraJson.Element(new JsonObject { ["type"] = "doc", ["version"] = 1, ["content"] = new JsonArray([.. blocks]) });

    /// <summary>Plain text as a document: blank lines part paragraphs, other line ends are breaks.</summary>
    public static JsonElement FromPlainText(string text) =>
        Document(text.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(Paragraph));

    private static JsonObject Paragraph(string text)
    {
        var nodes = new List<JsonNode>();
        foreach (var line in text.Split('\n'))
        {
            if (nodes.Count > 0)
                nodes.Add(Atom("hardBreak"));
            if (line.Length > 0)
                nodes.Add(Text(line));
        }

        return Node("paragraph", nodes);
    }
}
