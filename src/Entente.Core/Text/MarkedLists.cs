namespace Entente.Core.Text;

/// <summary>Builds nested lists from lines whose marker says their place: <c>*</c>, <c>**</c>, <c>*#</c>. Used by wiki markup and Textile.</summary>
internal sealed class MarkedLists
{
    private readonly List<Open> open = [];
    private readonly List<Block> finished = [];

    public bool IsOpen => open.Count > 0;

    public void Add(string marker, Sequence<Inline> line)
    {
        var common = 0;
        while (common < open.Count && common < marker.Length && open[common].Marker == marker[common])
            common++;
        CloseTo(common);
        while (open.Count < marker.Length)
            open.Add(new Open(marker[open.Count]));
        open[^1].Items.Add([new Paragraph(line)]);
    }

    /// <summary>A further line of the last item.</summary>
    public void Continue(Sequence<Inline> line)
    {
        var item = open[^1].Items[^1];
        if (item[^1] is Paragraph last)
            item[^1] = new Paragraph([.. last.Inlines, new LineBreak(), .. line]);
        else
            item.Add(new Paragraph(line));
    }

    /// <summary>Closes all lists and hands them over.</summary>
    public IReadOnlyList<Block> Take()
    {
        CloseTo(0);
        var taken = finished.ToList();
        finished.Clear();
        return taken;
    }

    private void CloseTo(int depth)
    {
        while (open.Count > depth)
        {
            var closed = open[^1];
            open.RemoveAt(open.Count - 1);
            var items = closed.Items.Select(item => TaskMark.Recognised(item.ToSequence())).ToSequence();
            Block list = closed.Marker == '#' ? new OrderedList(items) : new BulletList(items);
            if (open.Count == 0)
                finished.Add(list);
            else if (open[^1].Items.Count == 0)
                open[^1].Items.Add([list]);
            else
                open[^1].Items[^1].Add(list);
        }
    }

    private sealed record Open(char Marker)
    {
        public List<List<Block>> Items { get; } = [];
    }
}
