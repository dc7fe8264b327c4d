using System.Text;

namespace Entente.Core.Text;

/// <summary>
/// Keeps a partner's <c>{{ticket.id}}</c> or <c>{% if %}</c> from being run as Liquid (or as a Redmine macro) where it lands. An entity
/// such as <c>&amp;#123;</c> does not help, since products expand after decoding. So a word joiner (U+2060: no width, no line break, kept
/// by sanitisers) is put after the first brace; every reader takes it out again, so nothing bounces.
/// </summary>
public static class Placeholders
{
    private const char Joiner = '\u2060';

    /// <summary>The document with every placeholder opening broken, across adjacent runs too.</summary>
    public static RichText Guard(RichText document) => Mapped(document, GuardText);

    /// <summary>The document as it was before <see cref="Guard(RichText)"/>.</summary>
    public static RichText Restore(RichText document) => Mapped(document, RestoreText);

    public static string Guard(string text) => GuardText(text, '\0');

    public static string Restore(string text) => RestoreText(text, '\0');

    private static RichText Mapped(RichText document, Func<string, char, string> map)
    {
        return document.MapLines(Line).Map(block => block switch
        {
            CodeBlock code => code with { Text = map(code.Text, '\0') },
            UnknownBlock unknown => unknown with { Text = map(unknown.Text, '\0') },
            Panel panel => panel with { Title = map(panel.Title, '\0') },
            _ => block,
        });

        IEnumerable<Inline> Line(IReadOnlyList<Inline> inlines)
        {
            var before = '\0';
            return [.. inlines.Select(inline => One(inline, ref before, map))];
        }
    }

    private static Inline One(Inline inline, ref char before, Func<string, char, string> map)
    {
        switch (inline)
        {
            case Run run:
                var mapped = run with { Text = map(run.Text, before) };
                before = run.Text.Length > 0 ? run.Text[^1] : before;
                return mapped;
            case Link link:
                var inner = new List<Inline>();
                foreach (var child in link.Inlines)
                    inner.Add(One(child, ref before, map));
                return link with { Inlines = inner.ToSequence() };
            case Image image:
                before = '\0';
                return image with { Name = map(image.Name, '\0'), AlternativeText = map(image.AlternativeText, '\0') };
            case Mention mention:
                before = '\0';
                return mention with { DisplayName = map(mention.DisplayName, '\0') };
            case UnknownInline unknown:
                before = '\0';
                return unknown with { Text = map(unknown.Text, '\0') };
            default:
                before = '\0';
                return inline;
        }
    }

    private static string GuardText(string text, char before)
    {
        if (!text.Contains('{') && before != '{')
            return text;
        var guarded = new StringBuilder(text.Length + 8);
        foreach (var c in text)
        {
            if (before == '{' && c is '{' or '%')
                guarded.Append(Joiner);
            guarded.Append(c);
            before = c;
        }
        return guarded.ToString();
    }

    private static string RestoreText(string text, char before)
    {
        if (!text.Contains(Joiner))
            return text;
        var restored = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == Joiner && before == '{' && i + 1 < text.Length && text[i + 1] is '{' or '%')
                continue;
            restored.Append(text[i]);
            before = text[i];
        }
        return restored.ToString();
    }
}
