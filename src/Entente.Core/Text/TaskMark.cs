namespace Entente.Core.Text;

/// <summary>The ballot boxes that stand for a task's state where a format has none, and their way back.</summary>
internal static class TaskMark
{
    private const string Open = "☐", Done = "☑";

    public static Sequence<Block> Shown(ListItem item)
    {
        if (item.IsDone is not { } done)
            return item.Blocks;
        var mark = new Run(done ? Done + " " : Open + " ");
        return item.Blocks.Count > 0 && item.Blocks[0] is Paragraph first
            ? [new Paragraph([mark, .. first.Inlines]), .. item.Blocks.Skip(1)]
            : [new Paragraph([mark]), .. item.Blocks];
    }

    public static ListItem Recognised(Sequence<Block> blocks)
    {
        if (blocks.Count == 0 || blocks[0] is not Paragraph { Inlines: [Run first, ..] inlines } || !IsMark(first.Text, out var done))
            return new ListItem(blocks);
        var rest = first.Text[Open.Length..].TrimStart(' ', '\u00A0');
        var shown = new Paragraph([first with { Text = rest }, .. inlines.Skip(1)]);
        return new ListItem([shown, .. blocks.Skip(1)], done);
    }

    private static bool IsMark(string text, out bool done)
    {
        done = text.StartsWith(Done, StringComparison.Ordinal) || text.StartsWith('☒');
        return (done || text.StartsWith(Open, StringComparison.Ordinal)) && (text.Length == 1 || text[1] is ' ' or '\u00A0');
    }
}
