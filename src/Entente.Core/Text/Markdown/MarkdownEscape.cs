using System.Text;

using Entente.Core.Text.Html;
using Entente.Core.Text.Phrases;

namespace Entente.Core.Text.Markdown;

/// <summary>Backslashes before what would be markup. Every ASCII punctuation may be escaped (CommonMark 2.4).</summary>
internal static class MarkdownEscape
{
    private const string Always = "\\`*_[]<>&~^|#";

    /// <summary>Text at any place of a line but its beginning. Indents and repeated spaces become non-breaking ones, which stay.</summary>
    public static string Text(string text, bool afterSpace = false)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            var isSpace = c is ' ' or '\t';
            if (Always.Contains(c))
                escaped.Append('\\');
            escaped.Append(!isSpace ? c : afterSpace ? '\u00A0' : ' ');
            afterSpace = isSpace;
        }
        return escaped.ToString();
    }

    /// <summary>A written line whose beginning would open a block: a list, an underlined heading, a rule.</summary>
    public static string LineStart(string line)
    {
        if (line.Length > 0 && line[0] is '-' or '+' or '=' or ':')
            return "\\" + line;
        var digits = line.TakeWhile(char.IsAsciiDigit).Count();
        return digits > 0 && digits < line.Length && line[digits] is '.' or ')' ? line.Insert(digits, "\\") : line;
    }

    /// <summary>Inside <c>&lt;code&gt;</c>, where backslashes do work but entities are what every product takes.</summary>
    public static string Code(string text) =>
        string.Concat(HtmlEscape.Text(text).Select(c => "\\`*_[]~^|!".Contains(c) ? PhraseText.Entity(c) : c.ToString()));

    /// <summary>Inside the quotes of a title. Markdig decodes entities there even after a backslash, so the ampersand itself becomes one.</summary>
    public static string Title(string title) =>
        Text(title).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\\&", "&amp;", StringComparison.Ordinal);

    /// <summary>A destination in angle brackets, so that parentheses need no counting.</summary>
    public static string Address(string address) => $"<{address.Replace("|", "%7C", StringComparison.Ordinal)}>";
}
