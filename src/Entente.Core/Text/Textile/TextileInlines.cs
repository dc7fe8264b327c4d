using System.Text.RegularExpressions;

using Entente.Core.Text.Phrases;

namespace Entente.Core.Text.Textile;

/// <summary>Reads one line of Textile.</summary>
internal static partial class TextileInlines
{
    private static readonly IReadOnlyDictionary<char, Marks> Delimiters = new Dictionary<char, Marks>
    {
        ['*'] = Marks.Strong,
        ['_'] = Marks.Emphasis,
        ['+'] = Marks.Underline,
        ['-'] = Marks.Strike,
        ['^'] = Marks.Superscript,
        ['~'] = Marks.Subscript,
        ['@'] = Marks.Code,
    };

    public static Sequence<Inline> Read(string line) => new PhraseReader(line, Delimiters, Special).Read().ToSequence();

    private static int Special(PhraseReader reader, int at, Marks marks, List<Inline> into) => reader.Text[at] switch
    {
        '&' => Entity(reader.Text, at, marks, into),
        '"' => Linked(reader, at, marks, into),
        '!' => Pictured(reader.Text, at, into),
        'h' or 'H' => Address(reader.Text, at, marks, into),
        _ => at,
    };

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

    private static int Linked(PhraseReader reader, int at, Marks marks, List<Inline> into)
    {
        if (LinkTo().Match(reader.Text, at) is not { Success: true } link)
            return at;
        // A full stop after an address ends the sentence, not the address.
        var address = link.Groups["address"].Value.TrimEnd('.', ',', ';', ':', '!', ')');
        var shown = link.Groups["text"];
        into.Add(new Link(LinkAddress.Safe(address) ?? "", reader.Read(shown.Index, shown.Index + shown.Length, marks).ToSequence()));
        return link.Groups["address"].Index + address.Length;
    }

    private static int Pictured(string text, int at, List<Inline> into)
    {
        if ((at > 0 && char.IsLetterOrDigit(text[at - 1])) || Picture().Match(text, at) is not { Success: true } picture)
            return at;
        var source = picture.Groups["source"].Value;
        var isAddress = source.Contains("://", StringComparison.Ordinal);
        into.Add(new Image(isAddress ? source : "", isAddress ? "" : source, picture.Groups["alternative"].Value));
        return at + picture.Length;
    }

    [GeneratedRegex(@"\G""(?<text>[^""\n]{1,2000})"":(?<address>(?:[a-zA-Z][a-zA-Z0-9+.-]{1,20}:|/|#)[^\s""<>|]{1,4000})")]
    private static partial Regex LinkTo();

    [GeneratedRegex(@"\G!(?<source>[^!|\s(][^!|\s(]{0,1000}\.[a-zA-Z0-9]{1,8}|https?://[^!|\s(]{1,2000})(?:\((?<alternative>[^()!\n]{0,400})\))?!")]
    private static partial Regex Picture();
}
