namespace Entente.Core.Text;

/// <summary>Cuts nesting at <see cref="RichText.MaxDepth"/>: the blocks of a container at the limit are replaced by their text.</summary>
internal static class DepthLimit
{
    public static Sequence<Block> Apply(Sequence<Block> blocks) => IsWithin(blocks, RichText.MaxDepth) ? blocks : Limited(blocks, RichText.MaxDepth);

    private static bool IsWithin(IEnumerable<Block> blocks, int left) =>
        left > 0 && blocks.All(block => Children(block).All(children => IsWithin(children, left - 1)));

    private static Sequence<Block> Limited(Sequence<Block> blocks, int left)
    {
        if (left == 1)
            return blocks.Select(Flattened).ToSequence();
        return blocks.Select(block => BlockChildren.Map(block, children => Limited(children, left - 1))).ToSequence();
    }

    private static Block Flattened(Block block) =>
        Children(block).Any(children => children.Count > 0) ? new Paragraph(string.Join(' ', Words(block))) : block;

    // A stack of its own: what lies below the limit may be as deep as its author pleased.
    private static IEnumerable<string> Words(Block root)
    {
        var open = new Stack<Block>([root]);
        while (open.TryPop(out var block))
        {
            var own = block switch
            {
                Paragraph paragraph => VisibleText.Of(paragraph.Inlines),
                Heading heading => VisibleText.Of(heading.Inlines),
                CodeBlock code => code.Text,
                UnknownBlock unknown => unknown.Text,
                Panel panel => panel.Title,
                _ => "",
            };
            if (own.Length > 0)
                yield return own;
            foreach (var child in Children(block).SelectMany(children => children).Reverse())
                open.Push(child);
        }
    }

    private static IEnumerable<Sequence<Block>> Children(Block block) => BlockChildren.Of(block);
}
