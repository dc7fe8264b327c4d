namespace Entente.Core.Text;

/// <summary>The one place that knows which blocks hold blocks.</summary>
internal static class BlockChildren
{
    /// <summary>The child sequences, in reading order: one per item, cell or container; none for a leaf.</summary>
    public static IEnumerable<Sequence<Block>> Of(Block block) => block switch
    {
        BulletList list => list.Items.Select(item => item.Blocks),
        OrderedList list => list.Items.Select(item => item.Blocks),
        Quote quote => [quote.Blocks],
        Panel panel => [panel.Blocks],
        Table table => table.Rows.SelectMany(row => row.Cells).Select(cell => cell.Blocks),
        _ => [],
    };

    /// <summary>The same block with each of its child sequences replaced.</summary>
    public static Block Map(Block block, Func<Sequence<Block>, Sequence<Block>> map) => block switch
    {
        BulletList list => list with { Items = Items(list.Items, map) },
        OrderedList list => list with { Items = Items(list.Items, map) },
        Quote quote => quote with { Blocks = map(quote.Blocks) },
        Panel panel => panel with { Blocks = map(panel.Blocks) },
        Table table => new Table(table.Rows.Select(row => Row(row, map)).ToSequence()),
        _ => block,
    };

    private static Sequence<ListItem> Items(Sequence<ListItem> items, Func<Sequence<Block>, Sequence<Block>> map) =>
        items.Select(item => item with { Blocks = map(item.Blocks) }).ToSequence();

    private static TableRow Row(TableRow row, Func<Sequence<Block>, Sequence<Block>> map) =>
        new(row.Cells.Select(cell => cell with { Blocks = map(cell.Blocks) }).ToSequence());
}
