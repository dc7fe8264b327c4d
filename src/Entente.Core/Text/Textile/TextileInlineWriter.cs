using System.Text;

using Entente.Core.Text.Phrases;

namespace Entente.Core.Text.Textile;

/// <summary>Writes one line. A mark that touches a word has no spelling in Redmine and is left out; its text stays.</summary>
internal sealed class TextileInlineWriter(TextileWriteOptions options)
{
    private const string Phrases = "*_-+^~@%";

    private static readonly (Marks Mark, char Delimiter)[] Spellings =
    [
        (Marks.Strong, '*'), (Marks.Emphasis, '_'), (Marks.Underline, '+'), (Marks.Strike, '-'),
        (Marks.Superscript, '^'), (Marks.Subscript, '~'), (Marks.Code, '@'),
    ];

    private readonly StringBuilder textile = new();

    public static string Write(IReadOnlyList<Inline> inlines, TextileWriteOptions options, string lineBreak)
    {
        var writer = new TextileInlineWriter(options);
        for (var i = 0; i < inlines.Count; i++)
        {
            var isFree = (i == 0 || IsOpen(inlines[i - 1], atEnd: true)) && (i + 1 == inlines.Count || IsOpen(inlines[i + 1], atEnd: false));
            writer.One(inlines[i], isFree, i == 0 || inlines[i - 1] is LineBreak, lineBreak);
        }
        return writer.textile.ToString();
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
                textile.Append(lineBreak);
                break;
            case Link link:
                Linked(link, atLineStart);
                break;
            case Image { Name: [_, ..] name } when options.LiveImages && !name.Any(c => " !|()\"".Contains(c)):
                textile.Append('!').Append(name).Append('!');
                break;
            case Image image:
                Marked(new Run(image.Reference, Marks.Emphasis), isFree, atLineStart);
                break;
            case Mention mention:
                Text("@" + mention.DisplayName, atLineStart);
                break;
            default:
                throw new InvalidOperationException($"{inline.GetType().Name} is no inline of a tidy document.");
        }
    }

    private void Linked(Link link, bool atLineStart)
    {
        var shown = VisibleText.Of(link.Inlines);
        var address = LinkAddress.Safe(link.Address);
        // The quotation mark must open a word, and the address ends at white space: after other text the link shows its address instead.
        var canOpen = textile.Length == 0 || char.IsWhiteSpace(textile[^1]) || textile[^1] == '>';
        if (address is null || shown == link.Address)
            Text(shown, atLineStart);
        else if (canOpen && shown.Length < 2000)
            Quoted(shown, address);
        else
            Text($"{shown} ({address})", atLineStart);
    }

    private void Quoted(string shown, string address)
    {
        textile.Append('"');
        Text(shown, atLineStart: false);
        textile.Append("\":").Append(address).Append(' ');
    }

    private void Marked(Run run, bool isFree, bool atLineStart)
    {
        var delimiters = Spellings.Where(spelling => isFree && run.Marks.HasFlag(spelling.Mark)).Select(spelling => spelling.Delimiter).ToList();
        foreach (var delimiter in delimiters)
            textile.Append(delimiter);
        Text(run.Text, atLineStart && delimiters.Count == 0);
        foreach (var delimiter in Enumerable.Reverse(delimiters))
            textile.Append(delimiter);
    }

    private void Text(string text, bool atLineStart)
    {
        var afterSpace = atLineStart;
        for (var i = 0; i < text.Length; i++)
        {
            var address = PhraseText.AddressLength(text, i);
            if (address > 0)
            {
                textile.Append(text, i, address);
                i += address - 1;
                afterSpace = false;
                continue;
            }
            var isSpace = text[i] is ' ' or '\t';
            textile.Append(isSpace ? (afterSpace ? "&nbsp;" : " ") : Character(text, i, atLineStart));
            afterSpace = isSpace;
        }
    }

    private static string Character(string text, int at, bool atLineStart)
    {
        var c = text[at];
        var isMarkup = c is '<' or '>' or '"' or '!' or '|' or '[' or ']' or '?'
            || (c == '=' && ((at > 0 && text[at - 1] == '=') || (at + 1 < text.Length && text[at + 1] == '=')))
            || (c == '&' && PhraseText.EntityLength(text, at, out _) > 0)
            || (Phrases.Contains(c) && !PhraseText.IsInsideWord(text, at))
            // h1. p. bq. fn1. and the signs of lists at the beginning of a line
            || (atLineStart && ((c == '.' && at <= 4) || (c == '#' && at == 0)));
        return isMarkup ? PhraseText.Entity(c) : c.ToString();
    }
}
