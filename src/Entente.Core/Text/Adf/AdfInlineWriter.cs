using System.Text.Json.Nodes;

namespace Entente.Core.Text.Adf;

/// <summary>Writes inlines. Text nodes are never empty and hold no line ends.</summary>
internal sealed class AdfInlineWriter(AdfWriteOptions options)
{
    public JsonArray Write(Sequence<Inline> inlines)
    {
        var content = new JsonArray();
        foreach (var inline in inlines)
            Add(content, inline, null);
        return content;
    }

    private void Add(JsonArray content, Inline inline, string? address)
    {
        switch (inline)
        {
            case Run run:
                AddText(content, run.Text, run.Marks, address);
                break;
            case LineBreak:
                content.Add((JsonNode)new JsonObject { ["type"] = "hardBreak" });
                break;
            case Link link:
                foreach (var inner in link.Inlines)
                    Add(content, inner, LinkAddress.Safe(link.Address));
                break;
            case Image { AttachmentId: { Length: > 0 } id } image when options.LiveMedia:
                content.Add((JsonNode)Media(image, id));
                break;
            case Image image:
                AddText(content, image.Reference, Marks.Emphasis, address);
                break;
            case Mention { Id: { Length: > 0 } id } mention when options.LiveMentions:
                var attributes = new JsonObject { ["id"] = id, ["text"] = "@" + mention.DisplayName };
                content.Add((JsonNode)new JsonObject { ["type"] = "mention", ["attrs"] = attributes });
                break;
            case Mention mention:
                AddText(content, "@" + mention.DisplayName, Marks.None, address);
                break;
            default:
                throw new InvalidOperationException($"{inline.GetType().Name} is no inline of a tidy document.");
        }
    }

    private static void AddText(JsonArray content, string text, Marks marks, string? address)
    {
        if (text.Length == 0)
            return;
        var node = new JsonObject { ["type"] = "text", ["text"] = text };
        if (AdfMarks.Write(marks, address) is { Count: > 0 } written)
            node["marks"] = written;
        content.Add((JsonNode)node);
    }

    private static JsonObject Media(Image image, string id) => new()
    {
        ["type"] = "mediaInline",
        ["attrs"] = new JsonObject { ["id"] = id, ["type"] = "file", ["collection"] = "", ["alt"] = image.AlternativeText },
    };
}
