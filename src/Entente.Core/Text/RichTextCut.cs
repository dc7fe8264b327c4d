namespace Entente.Core.Text;

/// <summary>Keeps the first characters of a document, with the structure that they stand in.</summary>
internal sealed class RichTextCut
{
    private int left;

    private RichTextCut(int left) => this.left = left;

    /// <summary>How many characters a reader sees; every block counts one, so that empty ones count too.</summary>
    public static int Length(RichText document)
    {
        var cut = new RichTextCut(int.MaxValue);
        cut.Blocks(document.Blocks);
        return int.MaxValue - cut.left;
    }

    public static RichText First(RichText document, int length) => new(new RichTextCut(length).Blocks(document.Blocks));

    private Sequence<Block> Blocks(IEnumerable<Block> blocks)
    {
        var kept = new List<Block>();
        foreach (var block in blocks)
        {
            if (left <= 0)
                break;
            left--;
            kept.Add(One(block));
        }
        return kept.ToSequence();
    }

    private Block One(Block block) => block switch
    {
        Paragraph paragraph => new Paragraph(Inlines(paragraph.Inlines)),
        Heading heading => heading with { Inlines = Inlines(heading.Inlines) },
        BulletList list => new BulletList(Kept(list.Items, item => item with { Blocks = Blocks(item.Blocks) })),
        OrderedList list => list with { Items = Kept(list.Items, item => item with { Blocks = Blocks(item.Blocks) }) },
        CodeBlock code => code with { Text = Taken(code.Text) },
        Quote quote => new Quote(Blocks(quote.Blocks)),
        Panel panel => panel with { Title = Taken(panel.Title), Blocks = Blocks(panel.Blocks) },
        Table table => new Table(Kept(table.Rows, Row)),
        UnknownBlock unknown => unknown with { Text = Taken(unknown.Text) },
        Rule => block,
        _ => throw new InvalidOperationException($"Unknown block {block.GetType().Name}."),
    };

    // Rows keep all their cells, so that the columns stay.
    private TableRow Row(TableRow row) => new(row.Cells.Select(cell => cell with { Blocks = Blocks(cell.Blocks) }).ToSequence());

    private Sequence<T> Kept<T>(IEnumerable<T> items, Func<T, T> cut)
    {
        var kept = new List<T>();
        foreach (var item in items)
        {
            if (left <= 0)
                break;
            left--;
            kept.Add(cut(item));
        }
        return kept.ToSequence();
    }

    private Sequence<Inline> Inlines(IEnumerable<Inline> inlines)
    {
        var kept = new List<Inline>();
        foreach (var inline in inlines)
        {
            if (left <= 0)
                break;
            if (Cut(inline) is { } part)
                kept.Add(part);
        }
        return kept.ToSequence();
    }

    // Only text can be cut; everything else is kept whole or not at all.
    private Inline? Cut(Inline inline)
    {
        switch (inline)
        {
            case Run run:
                return run with { Text = Taken(run.Text) };
            case Link link:
                return link with { Inlines = Inlines(link.Inlines) };
            default:
                left -= VisibleText.Of(inline).Length;
                return left >= 0 ? inline : null;
        }
    }

    private string Taken(string text)
    {
        var taken = TextOverflow.Cut(text, Math.Max(0, left));
        left -= text.Length;
        return taken;
    }
}
