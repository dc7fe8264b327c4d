using System.Text.RegularExpressions;

using Entente.Core.Text.Phrases;

namespace Entente.Core.Text.JiraWiki;

/// <summary>Reads one line of wiki markup.</summary>
internal static partial class JiraWikiInlines
{
    internal static readonly IReadOnlyDictionary<char, Marks> Delimiters = new Dictionary<char, Marks>
    {
        ['*'] = Marks.Strong,
        ['_'] = Marks.Emphasis,
        ['+'] = Marks.Underline,
        ['-'] = Marks.Strike,
        ['^'] = Marks.Superscript,
        ['~'] = Marks.Subscript,
    };

    private const int LongestPhrase = 10_000;

    public static Sequence<Inline> Read(string line) => new PhraseReader(line, Delimiters, Special).Read().ToSequence();

    private static int Special(PhraseReader reader, int at, Marks marks, List<Inline> into) => reader.Text[at] switch
    {
        '\\' => Escape(reader.Text, at, marks, into),
        '&' => Entity(reader.Text, at, marks, into),
        '{' => Braced(reader, at, marks, into),
        '[' => Bracketed(reader, at, marks, into),
        '!' => Pictured(reader.Text, at, into),
        'h' or 'H' => Address(reader.Text, at, marks, into),
        _ => at,
    };

    private static int Escape(string text, int at, Marks marks, List<Inline> into)
    {
        if (at + 1 == text.Length || !(char.IsPunctuation(text[at + 1]) || char.IsSymbol(text[at + 1])))
            return at;
        if (text[at + 1] == '\\')
        {
            into.Add(new LineBreak());
            return at + 2 < text.Length && text[at + 2] == ' ' ? at + 3 : at + 2;
        }
        into.Add(new Run(text[at + 1].ToString(), marks));
        return at + 2;
    }

    private static int Entity(string text, int at, Marks marks, List<Inline> into)
    {
        var length = PhraseText.EntityLength(text, at, out var decoded);
        if (length > 0)
            into.Add(new Run(decoded, marks));
        return at + length;
    }

    private static int Address(string text, int at, Marks marks, List<Inline> into)
    {
        var length = PhraseText.AddressLength(text, at);
        if (length > 0)
            into.Add(new Run(text[at..(at + length)], marks));
        return at + length;
    }

    // {{code}}, {*}inside a word{*}, {color:red}text{color}, {anchor:name}
    private static int Braced(PhraseReader reader, int at, Marks marks, List<Inline> into)
    {
        var text = reader.Text;
        if (Decoration().Match(text, at) is { Success: true } decoration)
            return at + decoration.Length;
        if (at + 2 < text.Length && text[at + 1] == '{' && Find(text, "}}", at + 2) is > 0 and var end && end > at + 2)
        {
            into.AddRange(reader.Read(at + 2, end, marks | Marks.Code));
            return end + 2;
        }
        if (at + 2 >= text.Length || text[at + 2] != '}' || !Delimiters.TryGetValue(text[at + 1], out var mark) || marks.HasFlag(mark))
            return at;
        var close = Find(text, text.Substring(at, 3), at + 3);
        if (close < 0)
            return at;
        into.AddRange(reader.Read(at + 3, close, marks | mark));
        return close + 3;
    }

    // A phrase is short; a line of a million braces must not be searched a million times.
    private static int Find(string text, string closing, int from) =>
        text.IndexOf(closing, from, Math.Min(text.Length - from, LongestPhrase), StringComparison.Ordinal);

    // [address], [text|address], [text|address|tip], [~user], [~accountid:id]; [^attachment] stays as it stands.
    private static int Bracketed(PhraseReader reader, int at, Marks marks, List<Inline> into)
    {
        var text = reader.Text;
        if (Mention().Match(text, at) is { Success: true } mention)
        {
            var id = mention.Groups["id"].Value;
            into.Add(new Mention(id, id));
            return at + mention.Length;
        }
        if (LinkTo().Match(text, at) is not { Success: true } link || link.Groups["address"] is not { } address)
            return at;
        var shown = link.Groups["text"];
        var target = LinkAddress.Safe(address.Value) ?? "";
        var content = shown.Success ? reader.Read(shown.Index, shown.Index + shown.Length, marks) : [new Run(address.Value, marks)];
        into.Add(new Link(target, content.ToSequence()));
        return at + link.Length;
    }

    private static int Pictured(string text, int at, List<Inline> into)
    {
        if ((at > 0 && char.IsLetterOrDigit(text[at - 1])) || Picture().Match(text, at) is not { Success: true } picture)
            return at;
        var source = picture.Groups["source"].Value;
        var alternative = picture.Groups["parameters"].Value.Split(',', '|').Select(part => part.Trim())
            .FirstOrDefault(part => part.StartsWith("alt=", StringComparison.Ordinal))?["alt=".Length..].Trim('"') ?? "";
        var isAddress = source.Contains("://", StringComparison.Ordinal);
        into.Add(new Image(isAddress ? source : "", isAddress ? "" : source, alternative));
        return at + picture.Length;
    }

    [GeneratedRegex(@"\G\{(color|anchor)(:[^{}\n]{1,80})?\}")]
    private static partial Regex Decoration();

    [GeneratedRegex(@"\G\[~(accountid:)?(?<id>[^\]\[|\n]{1,160})\]")]
    private static partial Regex Mention();

    [GeneratedRegex(@"\G\[(?:(?<text>(?:\\.|[^\]\[|\\\n]){1,2000})\|)?"
        + @"(?<address>(?:[a-zA-Z][a-zA-Z0-9+.-]{1,20}:|/|#)[^\]\[|\n\\ ]{1,4000})(?:\|[^\]\[\n]{0,400})?\]")]
    private static partial Regex LinkTo();

    [GeneratedRegex(@"\G!(?<source>[^!|\s\\][^!|\n\\]{0,1000}\.[a-zA-Z0-9]{1,8}|https?://[^!|\s\\]{1,2000})(?:\|(?<parameters>[^!\n]{0,400}))?!")]
    private static partial Regex Picture();
}
