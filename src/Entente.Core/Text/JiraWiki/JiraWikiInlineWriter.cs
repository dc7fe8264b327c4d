using System.Text;

using Entente.Core.Text.Phrases;

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
        inlines = PhraseRuns.Split(inlines);
        for (var i = 0; i < inlines.Count; i++)
        {
            var isFree = (i == 0 || IsOpen(inlines[i - 1], atEnd: true)) && (i + 1 == inlines.Count || IsOpen(inlines[i + 1], atEnd: false));
            writer.One(inlines[i], isFree, i == 0 || inlines[i - 1] is LineBreak, lineBreak);
        }
        return writer.markup.ToString();
    }

    private static bool IsOpen(Inline inline, bool atEnd) =>
        inline is LineBreak || (inline is Run { Marks: Marks.None } run && char.IsWhiteSpace(run.Text[atEnd ? ^1 : 0]));

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
            case Link link when LinkAddress.Safe(link.Address) is { } address:
                Looking(SharedMarks(link), isFree, $"[{JiraWikiEscape.Text(VisibleText.Of(link.Inlines), afterSpace: false)}|{address}]");
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
                markup.Append(options.HasAccountIds ? "[~accountid:" : "[~").Append(id).Append(']');
                break;
            case Mention mention:
                markup.Append('@').Append(JiraWikiEscape.Text(mention.DisplayName, afterSpace: false));
                break;
            default:
                throw new InvalidOperationException($"{inline.GetType().Name} is no inline of a tidy document.");
        }
    }

    // Looks stand around a link, since inside it they would have to be told from its text.
    private static Marks SharedMarks(Link link) =>
        link.Inlines.Aggregate(~Marks.Code, (marks, inline) => marks & (inline is Run run ? run.Marks : Marks.None));

    private void Marked(Run run, bool isFree, bool atLineStart)
    {
        var text = JiraWikiEscape.Text(run.Text, atLineStart);
        // A brace in front of the closing braces would be taken for one of them.
        var isCode = run.Marks.HasFlag(Marks.Code);
        Looking(run.Marks, isFree, isCode ? $"{{{{{text.Replace("\\}", "&#125;", StringComparison.Ordinal)}}}}}" : text);
    }

    private void Looking(Marks marks, bool isFree, string written)
    {
        var delimiters = Spellings.Where(spelling => marks.HasFlag(spelling.Mark))
            .Select(spelling => isFree ? spelling.Delimiter : $"{{{spelling.Delimiter}}}").ToList();
        foreach (var delimiter in delimiters)
            markup.Append(delimiter);
        markup.Append(written);
        foreach (var delimiter in Enumerable.Reverse(delimiters))
            markup.Append(delimiter);
    }
}
