using System.Text;

namespace Entente.Core.Text.Markdown;

/// <summary>
/// Writes one line of inlines. A mark is written with Markdown's delimiter only where white space or the edge of the line is on both
/// outer sides, since only there no flanking rule can fail; elsewhere with the HTML element, which means the same everywhere.
/// </summary>
internal sealed class MarkdownInlineWriter
{
    private static readonly (Marks Mark, string Element, string? Delimiter)[] Spellings =
    [
        (Marks.Strong, "strong", "**"), (Marks.Emphasis, "em", "_"), (Marks.Strike, "s", "~~"), (Marks.Underline, "u", null),
        (Marks.Superscript, "sup", null), (Marks.Subscript, "sub", null),
    ];

    private readonly StringBuilder text = new();
    private readonly bool inCell;

    private MarkdownInlineWriter(bool inCell) => this.inCell = inCell;

    public static string Write(IReadOnlyList<Inline> inlines, bool inCell)
    {
        var writer = new MarkdownInlineWriter(inCell);
        writer.All(inlines, isOuter: true);
        return writer.text.ToString();
    }

    private void All(IReadOnlyList<Inline> inlines, bool isOuter)
    {
        for (var i = 0; i < inlines.Count; i++)
        {
            if (inlines[i] is Run run)
                Marked(run, isOuter && EndsOpen(inlines, i - 1) && StartsOpen(inlines, i + 1), i == 0 || inlines[i - 1] is LineBreak);
            else
                One(inlines[i]);
        }
    }

    private static bool EndsOpen(IReadOnlyList<Inline> inlines, int before) =>
        before < 0 || inlines[before] is LineBreak || (inlines[before] is Run { Marks: Marks.None } run && run.Text[^1] is ' ');

    private static bool StartsOpen(IReadOnlyList<Inline> inlines, int after) =>
        after == inlines.Count || inlines[after] is LineBreak || (inlines[after] is Run { Marks: Marks.None } run && run.Text[0] is ' ');

    private void Marked(Run run, bool isFree, bool atLineStart)
    {
        var marks = Spellings.Where(spelling => run.Marks.HasFlag(spelling.Mark)).ToList();
        // White space of other kinds at the edge would break a delimiter's flanking.
        isFree = isFree && !char.IsWhiteSpace(run.Text[0]) && !char.IsWhiteSpace(run.Text[^1]);
        foreach (var (_, element, delimiter) in marks)
            text.Append(isFree && delimiter is not null ? delimiter : $"<{element}>");
        text.Append(run.Marks.HasFlag(Marks.Code) ? Code(run.Text) : MarkdownEscape.Text(run.Text, atLineStart));
        foreach (var (_, element, delimiter) in Enumerable.Reverse(marks))
            text.Append(isFree && delimiter is not null ? delimiter : $"</{element}>");
    }

    private void One(Inline inline)
    {
        switch (inline)
        {
            case LineBreak:
                text.Append(inCell ? "<br>" : "\\\n");
                break;
            case Link link when LinkAddress.Safe(link.Address) is { } address:
                text.Append('[');
                All(link.Inlines, isOuter: false);
                text.Append("](").Append(MarkdownEscape.Address(address)).Append(')');
                break;
            case Link link:
                All(link.Inlines, isOuter: false);
                break;
            case Image image when LinkAddress.SafeImage(image.Source) is { } source:
                text.Append("![").Append(MarkdownEscape.Text(image.AlternativeText)).Append("](").Append(MarkdownEscape.Address(source));
                if (image.Name.Length > 0)
                    text.Append(" \"").Append(MarkdownEscape.Title(image.Name)).Append('"');
                text.Append(')');
                break;
            case Image image:
                text.Append("<em>").Append(MarkdownEscape.Text(image.Reference)).Append("</em>");
                break;
            case Mention mention:
                text.Append('@').Append(MarkdownEscape.Text(mention.DisplayName));
                break;
            default:
                throw new InvalidOperationException($"{inline.GetType().Name} is no inline of a tidy document.");
        }
    }

    // Backticks take everything as it stands but their own number, spaces at the edges and, in a table, the bar.
    private static string Code(string code)
    {
        if (code.Contains('`') || code.Contains('|') || code.Contains("  ", StringComparison.Ordinal) || code[0] is ' ' || code[^1] is ' ')
            return $"<code>{MarkdownEscape.Code(code)}</code>";
        return $"`{code}`";
    }
}
