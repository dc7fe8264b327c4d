namespace Entente.Core.Text.Markdown;

/// <summary>Writes lines; containers indent or prefix the lines of what they hold.</summary>
internal static class MarkdownWriter
{
    public static string Write(RichText tidy) => string.Join('\n', Lines(tidy.Blocks));

    private static List<string> Lines(IReadOnlyList<Block> blocks)
    {
        var lines = new List<string>();
        var alternate = false;
        for (var i = 0; i < blocks.Count; i++)
        {
            if (i > 0)
                lines.Add("");
            // Two lists in a row are kept apart by another marker (CommonMark 5.3).
            alternate = i > 0 && blocks[i].GetType() == blocks[i - 1].GetType() && !alternate;
            lines.AddRange(Lines(blocks[i], alternate));
        }
        return lines;
    }

    private static IEnumerable<string> Lines(Block block, bool alternate) => block switch
    {
        Paragraph paragraph => ParagraphLines(paragraph.Inlines),
        Heading heading => [$"{new string('#', heading.Level)} {MarkdownInlineWriter.Write(heading.Inlines, inCell: false)}"],
        BulletList list => list.Items.SelectMany(item => Item(item, alternate ? "+ " : "- ")),
        OrderedList list => list.Items.SelectMany((item, index) => Item(item, Number(list.Start + (long)index, alternate))),
        CodeBlock code => Fenced(code),
        Quote quote => Quoted(quote.Blocks),
        Panel panel => Quoted(PanelText.Labelled(panel)),
        Rule => ["___"],
        Table table => MarkdownTables.Write(table),
        _ => throw new InvalidOperationException($"{block.GetType().Name} is no block of a tidy document."),
    };

    private static IEnumerable<string> ParagraphLines(IReadOnlyList<Inline> inlines) =>
        MarkdownInlineWriter.Write(inlines, inCell: false).Split('\n').Select(MarkdownEscape.LineStart);

    private static string Number(long number, bool alternate) => $"{Math.Min(number, 999_999_999)}{(alternate ? ')' : '.')} ";

    private static IEnumerable<string> Item(ListItem item, string marker)
    {
        var indent = new string(' ', marker.Length);
        var lines = item.IsDone is { } done ? Task(item.Blocks, done) : Lines(item.Blocks);
        return lines.Select((line, index) => index == 0 ? marker + line : line.Length > 0 ? indent + line : "").Append("");
    }

    // Only a paragraph can follow the box on its line.
    private static List<string> Task(Sequence<Block> blocks, bool done)
    {
        var box = done ? "[x] " : "[ ] ";
        var lines = Lines(blocks);
        return blocks[0] is Paragraph ? [box + lines[0], .. lines.Skip(1)] : [box + "\u00A0", "", .. lines];
    }

    private static IEnumerable<string> Quoted(IReadOnlyList<Block> blocks) => Lines(blocks).Select(line => line.Length > 0 ? "> " + line : ">");

    private static IEnumerable<string> Fenced(CodeBlock code)
    {
        var longest = 0;
        var current = 0;
        foreach (var c in code.Text)
            longest = Math.Max(longest, current = c == '`' ? current + 1 : 0);
        var fence = new string('`', Math.Max(3, longest + 1));
        return [fence + code.Language, .. code.Text.Split('\n'), fence];
    }
}
