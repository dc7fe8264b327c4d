using Entente.Core.Text.Unicode;

namespace Entente.Core.Text;

/// <summary>
/// Brings a document into its simplest form. Writers tidy first, so that each of them meets only merged runs, marks that do not begin or
/// end on a space, no empty blocks and no unknown nodes. Comparison additionally drops what no reader sees: how much white space, which
/// Unicode form, whether a bare address is a link, whether a name was a mention.
/// </summary>
internal sealed class Tidier
{
    private readonly bool comparing;

    private Tidier(bool comparing) => this.comparing = comparing;

    public static RichText ForWriting(RichText document) => new(new Tidier(comparing: false).Blocks(document.Blocks));

    public static RichText ForComparison(RichText document) => new(new Tidier(comparing: true).Blocks(document.Blocks));

    private Sequence<Block> Blocks(IEnumerable<Block> blocks)
    {
        var tidy = new List<Block>();
        var items = new List<ListItem>();
        foreach (var block in blocks.SelectMany(Tidy))
        {
            // Two bullet lists in a row look like one, and half of the formats cannot keep them apart.
            if (comparing && block is BulletList list)
            {
                items.AddRange(list.Items);
                continue;
            }
            End();
            tidy.Add(block);
        }
        End();
        return tidy.ToSequence();

        void End()
        {
            if (items.Count > 0)
                tidy.Add(new BulletList(items.ToSequence()));
            items.Clear();
        }
    }

    private IEnumerable<Block> Tidy(Block block) => block switch
    {
        Paragraph paragraph => Paragraphs(paragraph.Inlines),
        Heading heading => Single(heading.Inlines) is { Count: > 0 } inlines ? [new Heading(heading.Level, inlines)] : [],
        BulletList list => Items(list.Items) is { Count: > 0 } items ? [new BulletList(items)] : [],
        OrderedList list => Items(list.Items) is { Count: > 0 } items ? [new OrderedList(items, list.Start)] : [],
        CodeBlock code => Code(code),
        Quote quote => Blocks(quote.Blocks) is { Count: > 0 } blocks ? [new Quote(blocks)] : [],
        Table table => Rows(table.Rows) is { Count: > 0 } rows ? [new Table(rows)] : [],
        Rule => [block],
        Panel panel => TidyPanel(panel),
        UnknownBlock unknown => Paragraphs([new Run(unknown.Text)]),
        _ => throw new InvalidOperationException($"Unknown block {block.GetType().Name}."),
    };

    private IEnumerable<Block> Paragraphs(Sequence<Inline> inlines) =>
        Lines.OfParagraphs(InlineTidier.Tidy(inlines, comparing)).Select(line => new Paragraph(line.ToSequence()));

    // Headings stand on one line in every format.
    private Sequence<Inline> Single(Sequence<Inline> inlines) => InlineTidier.Tidy(inlines.Select(OnOneLine), comparing).ToSequence();

    private static Inline OnOneLine(Inline inline) => inline switch
    {
        LineBreak => new Run(" "),
        Run run => run with { Text = run.Text.ReplaceLineEndings(" ") },
        UnknownInline unknown => new Run(unknown.Text.ReplaceLineEndings(" ")),
        _ => inline,
    };

    private Sequence<ListItem> Items(Sequence<ListItem> items) =>
        items.Select(item => item with { Blocks = Blocks(item.Blocks) }).Where(item => item.Blocks.Count > 0).ToSequence();

    private IEnumerable<Block> Code(CodeBlock code)
    {
        var lines = code.Text.Split('\n').Select(line => comparing ? Composer.Compose(line.Replace('\u00A0', ' ').TrimEnd()) : line.TrimEnd());
        var text = string.Join('\n', lines).Trim('\n');
        return text.Length > 0 ? [code with { Text = text }] : [];
    }

    private Sequence<TableRow> Rows(Sequence<TableRow> rows) =>
        rows.Select(row => new TableRow(row.Cells.Select(cell => cell with { Blocks = Blocks(cell.Blocks) }).ToSequence()))
            .Where(row => row.Cells.Any(cell => cell.Blocks.Count > 0)).ToSequence();

    private IEnumerable<Block> TidyPanel(Panel panel)
    {
        var blocks = Blocks(panel.Blocks);
        var title = comparing ? VisibleText.Of(InlineTidier.Tidy([new Run(panel.Title)], comparing)) : panel.Title;
        return blocks.Count > 0 || title.Length > 0 ? [new Panel(panel.Kind, blocks, title)] : [];
    }
}
