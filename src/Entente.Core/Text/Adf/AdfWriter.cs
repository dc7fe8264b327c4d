using System.Globalization;
using System.Text.Json.Nodes;

namespace Entente.Core.Text.Adf;

/// <summary>Writes blocks. Where the schema does not take a block, <see cref="AdfShape"/> first turns it into what it takes.</summary>
internal sealed class AdfWriter
{
    private readonly AdfInlineWriter inlines;
    private int lastId;

    private AdfWriter(AdfWriteOptions options) => inlines = new AdfInlineWriter(options);

    public static JsonObject Write(RichText tidy, AdfWriteOptions options) => new()
    {
        ["type"] = "doc",
        ["version"] = 1,
        ["content"] = new AdfWriter(options).Blocks(tidy.Blocks, AdfContext.Document),
    };

    private JsonArray Blocks(IEnumerable<Block> blocks, AdfContext context)
    {
        var content = new JsonArray();
        foreach (var block in blocks.SelectMany(block => AdfShape.Fitting(block, context)))
            content.Add((JsonNode)One(block, context));
        return content;
    }

    private JsonObject One(Block block, AdfContext context) => block switch
    {
        Paragraph paragraph => Node("paragraph", inlines.Write(paragraph.Inlines)),
        Heading heading => Node("heading", inlines.Write(heading.Inlines), new() { ["level"] = heading.Level }),
        BulletList list when AdfTasks.CanWrite(list) && context is AdfContext.Document or AdfContext.Panel or AdfContext.Cell =>
            AdfTasks.Write(list, NextId, inlines.Write),
        BulletList list => Node("bulletList", Items(list.Items)),
        OrderedList list => Node("orderedList", Items(list.Items), new() { ["order"] = list.Start }),
        CodeBlock code => Node("codeBlock", Code(code), code.Language is null ? null : new() { ["language"] = code.Language }),
        Quote quote => Node("blockquote", Filled(quote.Blocks, AdfContext.Quote)),
        Rule => new JsonObject { ["type"] = "rule" },
        Panel { Kind: PanelKind.Expand } panel => Node("expand", Filled(panel.Blocks, AdfContext.Expand), new() { ["title"] = panel.Title }),
        Panel panel => Node("panel", Filled(panel.Blocks, AdfContext.Panel), new() { ["panelType"] = AdfPanels.Type(panel.Kind) }),
        Table table => Node("table", Rows(table.Rows)),
        _ => throw new InvalidOperationException($"{block.GetType().Name} is no block of a tidy document."),
    };

    private static JsonObject Node(string type, JsonArray content, JsonObject? attributes = null)
    {
        var node = new JsonObject { ["type"] = type };
        if (attributes is not null)
            node["attrs"] = attributes;
        node["content"] = content;
        return node;
    }

    // Containers must not be empty.
    private JsonArray Filled(IEnumerable<Block> blocks, AdfContext context)
    {
        var content = Blocks(blocks, context);
        if (content.Count == 0)
            content.Add((JsonNode)Node("paragraph", []));
        return content;
    }

    private JsonArray Items(IEnumerable<ListItem> items)
    {
        var content = new JsonArray();
        foreach (var item in items)
        {
            var blocks = Filled(TaskMark.Shown(item), AdfContext.Item);
            // An item begins with a paragraph or code, never with a list.
            if (blocks[0]!["type"]!.GetValue<string>() is not ("paragraph" or "codeBlock"))
                blocks.Insert(0, Node("paragraph", []));
            content.Add((JsonNode)Node("listItem", blocks));
        }
        return content;
    }

    private static JsonArray Code(CodeBlock code) => [new JsonObject { ["type"] = "text", ["text"] = code.Text }];

    private JsonArray Rows(IEnumerable<TableRow> rows)
    {
        var content = new JsonArray();
        foreach (var row in rows)
            content.Add((JsonNode)Node("tableRow", Cells(row.Cells)));
        return content;
    }

    private JsonArray Cells(IEnumerable<TableCell> cells)
    {
        var content = new JsonArray();
        foreach (var cell in cells)
        {
            var spans = new JsonObject();
            if (cell.ColumnSpan > 1)
                spans["colspan"] = cell.ColumnSpan;
            if (cell.RowSpan > 1)
                spans["rowspan"] = cell.RowSpan;
            content.Add((JsonNode)Node(cell.IsHeader ? "tableHeader" : "tableCell", Filled(cell.Blocks, AdfContext.Cell), spans));
        }
        return content;
    }

    private string NextId() => (++lastId).ToString(CultureInfo.InvariantCulture);
}
