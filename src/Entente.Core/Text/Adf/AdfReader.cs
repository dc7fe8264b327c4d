using System.Text.Json;

namespace Entente.Core.Text.Adf;

/// <summary>Reads blocks. A node is known by its type; an unknown node gives way to its blocks, or stays as its text.</summary>
internal static class AdfReader
{
    private const int DeepestNode = 256;

    public static RichText Read(JsonElement document)
    {
        if (document.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
            return RichText.Empty;
        if (document.ValueKind != JsonValueKind.Object || AdfNode.Type(document) != "doc")
            throw new RichTextException(AdfFormat.Name, "the root must be an object with \"type\":\"doc\"", "the root");
        return new RichText(Blocks(document, 0));
    }

    public static Sequence<Block> Blocks(JsonElement parent, int depth)
    {
        var flow = new Flow();
        foreach (var node in AdfNode.Content(parent))
        {
            // Text directly in a block is against the schema, but it is text: it gathers in a paragraph.
            if (AdfInlines.IsInline(node))
                AdfInlines.Add(flow, node);
            else
                flow.AddAll(One(node, depth + 1));
        }
        return flow.Finish();
    }

    private static IEnumerable<Block> One(JsonElement node, int depth) => depth >= DeepestNode
        ? [new Paragraph(AdfText.Of(node))]
        : AdfNode.Type(node) switch
        {
            "paragraph" => [new Paragraph(AdfInlines.Read(node))],
            "heading" => [new Heading(AdfNode.Number(node, "level") ?? 1, AdfInlines.Read(node))],
            "bulletList" => [new BulletList(Items(node, depth))],
            "orderedList" => [new OrderedList(Items(node, depth), AdfNode.Number(node, "order") ?? 1)],
            "taskList" => [new BulletList(AdfTasks.Read(node, depth))],
            "decisionList" => [new BulletList(Decisions(node))],
            "codeBlock" => [new CodeBlock(AdfNode.Text(node, "language"), AdfText.Of(node))],
            "blockquote" => [new Quote(Blocks(node, depth))],
            "rule" => [new Rule()],
            "panel" => [new Panel(AdfPanels.Kind(AdfNode.Text(node, "panelType")), Blocks(node, depth))],
            "expand" or "nestedExpand" => [new Panel(PanelKind.Expand, Blocks(node, depth), AdfNode.Text(node, "title") ?? "")],
            "table" => [AdfTables.Read(node, depth)],
            "mediaSingle" or "mediaGroup" => Media(node, depth),
            "media" => [new Paragraph([AdfMedia.Read(node)])],
            "caption" => [new Paragraph(AdfInlines.Read(node))],
            "layoutSection" or "layoutColumn" or "bodiedExtension" or "doc" or "listItem" or "tableRow" or "tableCell" or "tableHeader" =>
                Blocks(node, depth),
            "blockCard" or "embedCard" => [new Paragraph([AdfInlines.Card(node)])],
            var type => Unknown(node, type, depth),
        };

    private static IEnumerable<Block> Media(JsonElement node, int depth) =>
        Blocks(node, depth) is { Count: > 0 } blocks ? blocks : [new UnknownBlock(AdfNode.Type(node), AdfText.Of(node))];

    // An unknown container is shown by what it holds; an unknown leaf by its text or its name.
    private static IEnumerable<Block> Unknown(JsonElement node, string type, int depth) =>
        Blocks(node, depth) is { Count: > 0 } blocks ? blocks : [new UnknownBlock(type, AdfText.Of(node))];

    private static Sequence<ListItem> Items(JsonElement list, int depth) =>
        AdfNode.Content(list).Select(item => TaskMark.Recognised(Blocks(item, depth + 1))).ToSequence();

    private static Sequence<ListItem> Decisions(JsonElement list) => AdfNode.Content(list)
        .Select(item => new ListItem([new Paragraph([new Run("Decision:", Marks.Strong), new Run(" "), .. AdfInlines.Read(item)])])).ToSequence();
}
