namespace Entente.Core.Text.JiraWiki;

/// <summary>Writes blocks. Macros do not nest in themselves, so an inner quotation or panel gives way to its blocks.</summary>
internal sealed class JiraWikiWriter(JiraWikiWriteOptions options)
{
    public string Write(RichText tidy) => string.Join("\n\n", Blocks(tidy.Blocks, isInMacro: false));

    private IEnumerable<string> Blocks(IEnumerable<Block> blocks, bool isInMacro) => blocks.SelectMany(block => One(block, isInMacro));

    private IEnumerable<string> One(Block block, bool isInMacro) => block switch
    {
        Paragraph paragraph => [Lines(paragraph.Inlines)],
        Heading heading => [$"h{heading.Level}. {Inlines(heading.Inlines, " ")}"],
        BulletList list => [string.Join('\n', Items(list.Items, "*"))],
        OrderedList list => [string.Join('\n', Items(list.Items, "#"))],
        CodeBlock code => [JiraWikiCode.Write(code)],
        Quote quote when isInMacro => Blocks(quote.Blocks, isInMacro),
        Quote quote => [Macro("quote", "", quote.Blocks)],
        Panel panel when isInMacro => Blocks(PanelText.Labelled(panel), isInMacro),
        Panel { Kind: PanelKind.Expand } panel => [Macro("panel", Title(panel), panel.Title.Length > 0 ? panel.Blocks : PanelText.Labelled(panel))],
        Panel panel => [Macro(MacroOf(panel.Kind), Title(panel), panel.Blocks)],
        Rule => ["----"],
        Table table => [string.Join('\n', table.Rows.Select(Row))],
        _ => throw new InvalidOperationException($"{block.GetType().Name} is no block of a tidy document."),
    };

    private static string MacroOf(PanelKind kind) => kind switch
    {
        PanelKind.Note => "note",
        PanelKind.Tip or PanelKind.Success => "tip",
        PanelKind.Warning or PanelKind.Error => "warning",
        PanelKind.Info or PanelKind.Expand => "info",
    };

    // Parameters cannot be escaped: what would end them is left out of a title.
    private static string Title(Panel panel) =>
        string.Concat(panel.Title.Where(c => c is not ('{' or '}' or '|' or '='))) is { Length: > 0 } title ? ":title=" + title : "";

    private string Macro(string name, string parameters, IEnumerable<Block> blocks) =>
        $"{{{name}{parameters}}}\n{string.Join("\n\n", Blocks(blocks, isInMacro: true))}\n{{{name}}}";

    private string Lines(IReadOnlyList<Inline> inlines) =>
        string.Join('\n', Inlines(inlines, "\n").Split('\n').Select(JiraWikiEscape.LineStart));

    private string Inlines(IReadOnlyList<Inline> inlines, string lineBreak) => JiraWikiInlineWriter.Write(inlines, options, lineBreak);

    // An item is one line, followed by the lists that it ends with; what else it holds becomes lines of that line.
    private IEnumerable<string> Items(IEnumerable<ListItem> items, string marker)
    {
        foreach (var item in items)
        {
            var blocks = TaskMark.Shown(item);
            var ownCount = blocks.Count;
            while (ownCount > 0 && blocks[ownCount - 1] is BulletList or OrderedList)
                ownCount--;
            if (Joined(blocks.Take(ownCount)) is { Length: > 0 } own)
                yield return $"{marker} {own}";
            foreach (var nested in blocks.Skip(ownCount))
                foreach (var line in Nested(nested, marker))
                    yield return line;
        }
    }

    private IEnumerable<string> Nested(Block list, string marker) =>
        list is OrderedList ordered ? Items(ordered.Items, marker + "#") : Items(((BulletList)list).Items, marker + "*");

    private string Joined(IEnumerable<Block> blocks) => string.Join("\\\\ ", CellText.Lines(blocks).Select(line => Inlines(line, "\\\\ ")));

    private string Row(TableRow row) =>
        string.Concat(row.Cells.Select(cell => (cell.IsHeader ? "||" : "|") + Padded(Joined(cell.Blocks)))) + (row.Cells[^1].IsHeader ? "||" : "|");

    // An empty cell needs a space, else its bars would be those of a heading.
    private static string Padded(string cell) => cell.Length > 0 ? cell : " ";
}
