using System.Text;

namespace Entente.Core.Text.JiraWiki;

/// <summary>Writes one line. A mark that touches a word is written with braces, <c>{*}so{*}</c>, which Jira reads anywhere.</summary>
internal sealed class JiraWikiInlineWriter(JiraWikiWriteOptions options)
{
    private static readonly (Marks Mark, string Delimiter)[] Spellings =
    [
        (Marks.Strong, "*"), (Marks.Emphasis, "_"), (Marks.Underline, "+"), (Marks.Strike, "-"), (Marks.Superscript, "^"), (Marks.Subscript, "~"),
    ];

    private readonly StringBuilder markup = new();

    public static string Write(IReadOnlyList<Inline> inlines, JiraWikiWriteOptions options, string lineBreak)
    {
        var writer = new JiraWikiInlineWriter(options);
        for (var i = 0; i < inlines.Count; i++)
        {
            var isFree = (i == 0 || IsOpen(inlines[i - 1], atEnd: true)) && (i + 1 == inlines.Count || IsOpen(inlines[i + 1], atEnd: false));
            writer.One(inlines[i], isFree, i == 0 || inlines[i - 1] is LineBreak, lineBreak);
        }
        return writer.markup.ToString();
    }

    private static bool IsOpen(Inline inline, bool atEnd) =>
        inline is LineBreak || (inline is Run { Marks: Marks.None } run && run.Text[atEnd ? ^1 : 0] is ' ');

    private void One(Inline inline, bool isFree, bool atLineStart, string lineBreak)
    {
        switch (inline)
        {
            case Run run:
                Marked(run, isFree, atLineStart);
                break;
            case LineBreak:
                markup.Append(lineBreak);
                break;
            case Link link when LinkAddress.Safe(link.Address) is { } address && VisibleText.Of(link.Inlines) is var shown:
                markup.Append('[').Append(JiraWikiEscape.Text(shown, afterSpace: false)).Append('|').Append(address).Append(']');
                break;
            case Link link:
                foreach (var inner in link.Inlines)
                    One(inner, isFree: false, atLineStart, lineBreak);
                break;
            case Image { Name: [not ' ', ..] name } when options.LiveImages && !name.AsSpan().ContainsAny('!', '|', '\\'):
                markup.Append('!').Append(name).Append('!');
                break;
            case Image image:
                Marked(new Run(image.Reference, Marks.Emphasis), isFree, atLineStart);
                break;
            case Mention { Id: { Length: > 0 } id } when options.LiveMentions && !id.AsSpan().ContainsAny(']', '[', '|'):
                markup.Append("[~").Append(id).Append(']');
                break;
            case Mention mention:
                markup.Append('@').Append(JiraWikiEscape.Text(mention.DisplayName, afterSpace: false));
                break;
            default:
                throw new InvalidOperationException($"{inline.GetType().Name} is no inline of a tidy document.");
        }
    }

    private void Marked(Run run, bool isFree, bool atLineStart)
    {
        var delimiters = Spellings.Where(spelling => run.Marks.HasFlag(spelling.Mark))
            .Select(spelling => isFree ? spelling.Delimiter : $"{{{spelling.Delimiter}}}").ToList();
        var isCode = run.Marks.HasFlag(Marks.Code);
        foreach (var delimiter in delimiters)
            markup.Append(delimiter);
        markup.Append(isCode ? "{{" : "").Append(JiraWikiEscape.Text(run.Text, atLineStart)).Append(isCode ? "}}" : "");
        foreach (var delimiter in Enumerable.Reverse(delimiters))
            markup.Append(delimiter);
    }
}
