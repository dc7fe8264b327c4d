using System.Text;

namespace Entente.Core.Text.Plain;

/// <summary>Writes lines; containers indent or prefix the lines of what they hold.</summary>
internal static class PlainWriter
{
    public static string Write(RichText tidy) => string.Join('\n', Lines(tidy.Blocks));

    private static List<string> Lines(IEnumerable<Block> blocks)
    {
        var lines = new List<string>();
        foreach (var block in blocks)
        {
            if (lines.Count > 0)
                lines.Add("");
            lines.AddRange(Lines(block));
        }
        return lines;
    }

    private static IEnumerable<string> Lines(Block block) => block switch
    {
        Paragraph paragraph => Inlines(paragraph.Inlines).Split('\n'),
        Heading heading => [Inlines(heading.Inlines)],
        BulletList list => list.Items.SelectMany(item => Item(item, "- ")),
        OrderedList list => list.Items.SelectMany((item, index) => Item(item, $"{(long)list.Start + index}. ")),
        CodeBlock code => code.Text.Split('\n').Select(line => line.Length > 0 ? "    " + line : ""),
        Quote quote => Lines(quote.Blocks).Select(line => line.Length > 0 ? "> " + line : ">"),
        Table table => table.Rows.Select(Row),
        Rule => ["----------"],
        Panel panel => Lines(PanelText.Labelled(panel)).Select(line => line.Length > 0 ? "| " + line : "|"),
        UnknownBlock unknown => [unknown.Text],
        _ => throw new InvalidOperationException($"Unknown block {block.GetType().Name}."),
    };

    private static IEnumerable<string> Item(ListItem item, string marker)
    {
        var indent = new string(' ', marker.Length);
        return Lines(TaskMark.Shown(item)).Where(line => line.Length > 0).Select((line, index) => (index == 0 ? marker : indent) + line);
    }

    private static string Row(TableRow row) => string.Join(" | ", row.Cells.Select(Cell));

    private static string Cell(TableCell cell) =>
        string.Join(" / ", Lines(cell.Blocks).Select(line => line.Trim()).Where(line => line.Length > 0));

    private static string Inlines(IEnumerable<Inline> inlines)
    {
        var text = new StringBuilder();
        foreach (var inline in inlines)
            text.Append(inline is Link link ? LinkText(link) : VisibleText.Of(inline));
        return text.ToString();
    }

    private static string LinkText(Link link)
    {
        var shown = VisibleText.Of(link.Inlines);
        var address = link.Address.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? link.Address["mailto:".Length..] : link.Address;
        return shown == address || shown == link.Address || LinkAddress.Safe(link.Address) is null ? shown : $"{shown} ({address})";
    }
}
