namespace Entente.Core.Text;

/// <summary>Blocks as lines of inlines, for formats whose cells hold nothing else.</summary>
internal static class CellText
{
    public static IEnumerable<IReadOnlyList<Inline>> Lines(IEnumerable<Block> blocks) => blocks.SelectMany(Of);

    private static IEnumerable<IReadOnlyList<Inline>> Of(Block block) => block switch
    {
        Paragraph paragraph => [paragraph.Inlines],
        Heading heading => [heading.Inlines],
        BulletList list => list.Items.SelectMany(item => Marked(item, "• ")),
        OrderedList list => list.Items.SelectMany((item, index) => Marked(item, $"{(long)list.Start + index}. ")),
        CodeBlock code => code.Text.Split('\n').Where(line => !string.IsNullOrWhiteSpace(line)).Select(line => (Inline[])[new Run(line, Marks.Code)]),
        Quote quote => Lines(quote.Blocks),
        Panel panel => Lines(PanelText.Labelled(panel)),
        Table table => table.Rows.Select(Joined),
        Rule => [[new Run("———")]],
        _ => throw new InvalidOperationException($"{block.GetType().Name} is no block of a tidy document."),
    };

    private static IEnumerable<IReadOnlyList<Inline>> Marked(ListItem item, string marker) =>
        Lines(TaskMark.Shown(item)).Select((line, index) => index == 0 ? (IReadOnlyList<Inline>)[new Run(marker), .. line] : line);

    private static List<Inline> Joined(TableRow row)
    {
        var line = new List<Inline>();
        foreach (var (cell, index) in row.Cells.Select((cell, index) => (cell, index)))
        {
            if (index > 0)
                line.Add(new Run(" / "));
            foreach (var inner in Lines(cell.Blocks))
                line.AddRange([.. inner, new Run(" ")]);
        }
        return [.. InlineTidier.Tidy(line, comparing: false)];
    }
}
