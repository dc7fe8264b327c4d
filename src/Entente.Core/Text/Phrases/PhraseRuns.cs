namespace Entente.Core.Text.Phrases;

/// <summary>Takes the marks off the spaces at the edges of runs: phrase markups cannot end a look on a space.</summary>
internal static class PhraseRuns
{
    public static IReadOnlyList<Inline> Split(IReadOnlyList<Inline> inlines) => [.. inlines.SelectMany(Split)];

    private static IEnumerable<Inline> Split(Inline inline)
    {
        if (inline is not Run { Marks: not Marks.None } run)
            return [inline];
        var start = run.Text.Length - run.Text.TrimStart().Length;
        var end = run.Text.TrimEnd().Length;
        if (start >= end)
            return [new Run(run.Text)];
        Run[] parts = [new(run.Text[..start]), run with { Text = run.Text[start..end] }, new(run.Text[end..])];
        return parts.Where(part => part.Text.Length > 0);
    }
}
