using System.Text;

namespace Entente.Core.Text.Html;

/// <summary>Escaping for text and for quoted attributes alike.</summary>
internal static class HtmlEscape
{
    public static string Text(string text) => Escaped(text, spaced: false, afterSpace: false);

    /// <summary>Keeps indents and repeated spaces visible: a space after a space or at the line start becomes a non-breaking one.</summary>
    public static string Spaced(string text, bool atLineStart) => Escaped(text, spaced: true, atLineStart);

    private static string Escaped(string text, bool spaced, bool afterSpace)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            if (spaced && c is (' ' or '\t'))
                escaped.Append(afterSpace ? "&nbsp;" : " ");
            else
                _ = Entity(c) is { } entity ? escaped.Append(entity) : escaped.Append(c);
            afterSpace = c is ' ' or '\t';
        }
        return escaped.ToString();
    }

    // ">" and "'" too: the result is then safe in every place where markup may put it.
    private static string? Entity(char c) => c switch
    {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' => "&quot;",
        '\'' => "&#39;",
        '\u00A0' => "&nbsp;",
        _ => null,
    };
}
