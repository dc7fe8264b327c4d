using System.Text.Json;
using System.Text.Json.Nodes;

namespace Entente.Core.Text.Adf;

/// <summary>Marks of text nodes both ways. Colours and annotations say nothing that a reader of another tracker could see.</summary>
internal static class AdfMarks
{
    public static IEnumerable<JsonElement> Of(JsonElement node) =>
        node.ValueKind == JsonValueKind.Object && node.TryGetProperty("marks", out var marks) && marks.ValueKind == JsonValueKind.Array
            ? marks.EnumerateArray()
            : [];

    public static Marks Read(JsonElement node) => Of(node).Aggregate(Marks.None, (marks, mark) => marks | One(mark));

    /// <summary>The schema lets <c>code</c> stand only alone or with a link, so it wins over the other looks.</summary>
    public static JsonArray Write(Marks marks, string? address)
    {
        var written = new JsonArray();
        if (marks.HasFlag(Marks.Code))
            marks = Marks.Code;
        Add(Marks.Strong, "strong");
        Add(Marks.Emphasis, "em");
        Add(Marks.Underline, "underline");
        Add(Marks.Strike, "strike");
        Add(Marks.Code, "code");
        if ((marks & (Marks.Superscript | Marks.Subscript)) != 0)
            written.Add((JsonNode)new JsonObject
            {
                ["type"] = "subsup",
                ["attrs"] = new JsonObject { ["type"] = marks.HasFlag(Marks.Superscript) ? "sup" : "sub" },
            });
        if (address is not null)
            written.Add((JsonNode)new JsonObject { ["type"] = "link", ["attrs"] = new JsonObject { ["href"] = address } });
        return written;

        void Add(Marks mark, string type)
        {
            if (marks.HasFlag(mark))
                written.Add((JsonNode)new JsonObject { ["type"] = type });
        }
    }

    private static Marks One(JsonElement mark) => AdfNode.Type(mark) switch
    {
        "strong" => Marks.Strong,
        "em" => Marks.Emphasis,
        "underline" => Marks.Underline,
        "strike" => Marks.Strike,
        "code" => Marks.Code,
        "subsup" => AdfNode.Text(mark, "type") == "sub" ? Marks.Subscript : Marks.Superscript,
        _ => Marks.None,
    };
}
