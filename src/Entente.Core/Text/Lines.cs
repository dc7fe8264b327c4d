namespace Entente.Core.Text;

/// <summary>Splits tidied inlines at their line breaks.</summary>
internal static class Lines
{
    /// <summary>The paragraphs that the reader sees: two breaks in a row look like the end of one. Never an empty one.</summary>
    public static IEnumerable<IReadOnlyList<Inline>> OfParagraphs(IReadOnlyList<Inline> inlines)
    {
        var current = new List<Inline>();
        var breaks = 0;
        foreach (var inline in inlines)
        {
            if (inline is LineBreak)
            {
                breaks++;
                continue;
            }
            if (breaks > 1 && current.Count > 0)
            {
                yield return current;
                current = [];
            }
            else if (breaks == 1 && current.Count > 0)
            {
                current.Add(new LineBreak());
            }
            current.Add(inline);
            breaks = 0;
        }
        if (current.Count > 0)
            yield return current;
    }

    /// <summary>The lines between line breaks; one empty line for no inlines.</summary>
    public static IEnumerable<IReadOnlyList<Inline>> Of(IEnumerable<Inline> inlines)
    {
        var current = new List<Inline>();
        foreach (var inline in inlines)
        {
            if (inline is LineBreak)
            {
                yield return current;
                current = [];
            }
            else
            {
                current.Add(inline);
            }
        }
        yield return current;
    }
}
