namespace Entente.Core.Text;

/// <summary>Collects inlines and blocks in reading order: inlines gather in a paragraph until a block or a break ends it.</summary>
internal sealed class Flow
{
    private readonly List<Block> blocks = [];
    private readonly List<Inline> line = [];

    /// <summary>Whether nothing visible stands on the current line, so that HTML drops white space here.</summary>
    public bool IsAtLineStart { get; private set; } = true;

    /// <summary>Adds an inline, inside a link when <paramref name="address"/> is given; adjacent parts of one link become one.</summary>
    public void Add(Inline inline, string? address = null)
    {
        IsAtLineStart = inline is LineBreak || (inline is Run run && run.Text.EndsWith(' '));
        if (address is null || inline is LineBreak)
            line.Add(inline);
        else if (line.Count > 0 && line[^1] is Link last && last.Address == address)
            line[^1] = new Link(address, [.. last.Inlines, inline]);
        else
            line.Add(new Link(address, [inline]));
    }

    public void Add(Block block)
    {
        EndParagraph();
        blocks.Add(block);
    }

    public void AddAll(IEnumerable<Block> more)
    {
        EndParagraph();
        blocks.AddRange(more);
    }

    public void EndParagraph()
    {
        if (line.Any(inline => inline is not LineBreak && !(inline is Run run && string.IsNullOrWhiteSpace(run.Text))))
            blocks.Add(new Paragraph(line.ToSequence()));
        line.Clear();
        IsAtLineStart = true;
    }

    public Sequence<Block> Finish()
    {
        EndParagraph();
        return blocks.ToSequence();
    }
}
