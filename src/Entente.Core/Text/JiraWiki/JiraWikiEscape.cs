using System.Text;
using System.Text.RegularExpressions;

using Entente.Core.Text.Phrases;

namespace Entente.Core.Text.JiraWiki;

/// <summary>
/// Backslashes before what would be markup. A backslash itself is written as an entity, since two of them are a line break in Jira.
/// </summary>
internal static partial class JiraWikiEscape
{
    public static string Text(string text, bool afterSpace)
    {
        var escaped = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            var address = PhraseText.AddressLength(text, i);
            if (address > 0)
            {
                escaped.Append(text, i, address);
                i += address - 1;
                afterSpace = false;
                continue;
            }
            var isSpace = text[i] is ' ' or '\t';
            escaped.Append(isSpace ? (afterSpace ? '\u00A0' : ' ').ToString() : Character(text, i));
            afterSpace = isSpace;
        }
        return escaped.ToString();
    }

    /// <summary>A written line whose beginning would open a block. Markers of lists are escaped already but for the number sign.</summary>
    public static string LineStart(string line)
    {
        var block = Block().Match(line);
        return block.Success ? line.Insert(block.Groups["dot"].Index, "&#46;").Remove(block.Groups["dot"].Index + 5, 1)
            : line.StartsWith('#') ? "\\" + line
            : line;
    }

    private static string Character(string text, int at)
    {
        var c = text[at];
        return c switch
        {
            '\\' => "&#92;",
            '&' => PhraseText.EntityLength(text, at, out _) > 0 ? "&amp;" : "&",
            '{' or '}' or '[' or ']' or '|' => "\\" + c,
            '*' or '_' or '-' or '+' or '^' or '~' => PhraseText.IsInsideWord(text, at) ? c.ToString() : "\\" + c,
            '!' => at + 1 < text.Length && !char.IsWhiteSpace(text[at + 1]) ? "\\!" : "!",
            '?' => at + 1 < text.Length && text[at + 1] == '?' ? "\\?" : "?",
            '(' => Icon().IsMatch(text, at) ? "\\(" : "(",
            ':' or ';' => at + 1 < text.Length && text[at + 1] is ')' or '(' or 'D' or 'P' or '-' ? "\\" + c : c.ToString(),
            _ => c.ToString(),
        };
    }

    [GeneratedRegex(@"^\s*(h[1-6]|bq)(?<dot>\.)\s")]
    private static partial Regex Block();

    [GeneratedRegex(@"\G\((x|/|!|\?|y|n|i|on|off|\*[rgby]?|\+|-|flag|flagoff)\)")]
    private static partial Regex Icon();
}
