using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Entente.Sandbox.Zendesk;

/// <summary>Makes submitted HTML safe by an allow-list, as Zendesk does on write, and turns stored HTML into plain text.</summary>
internal static partial class ZendeskHtml
{
    private static readonly HashSet<string> Allowed = new(StringComparer.OrdinalIgnoreCase)
    {
        "a", "abbr", "b", "blockquote", "br", "code", "dd", "del", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i",
        "img", "ins", "li", "ol", "p",
        "pre", "q", "s", "small", "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul",
    };

    private static readonly HashSet<string> Void = new(StringComparer.OrdinalIgnoreCase) { "br", "hr", "img" };

    /// <summary>Elements whose content goes with them.</summary>
    private static readonly HashSet<string> Swallowed = new(StringComparer.OrdinalIgnoreCase)
    {
        "script", "style", "iframe", "object", "noscript", "template", "title",
    };

    private static readonly HashSet<string> Attributes = new(StringComparer.OrdinalIgnoreCase)
    {
        "href", "src", "alt", "title", "dir", "colspan", "rowspan", "width", "height",
    };

    private static readonly HashSet<string> Blocks = new(StringComparer.OrdinalIgnoreCase)
    {
        "p", "div", "li", "tr", "pre", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "hr",
    };

    public static string Escape(string text) => WebUtility.HtmlEncode(text);

    /// <summary>Keeps allowed elements and attributes, closes what was left open, escapes the rest.</summary>
    public static string Sanitise(string html)
    {
        var made = new StringBuilder(html.Length);
        var open = new Stack<string>();
        string? swallowing = null;
        foreach (var piece in Pieces().EnumerateMatches(html))
        {
            var text = html.AsSpan(piece.Index, piece.Length);
            if (TagName(text) is not { } name)
            {
                if (swallowing is null && !text.StartsWith("<!--"))
                    made.Append(Escape(WebUtility.HtmlDecode(text.ToString())));
                continue;
            }
            var closes = text[1] == '/';
            if (swallowing is not null)
                swallowing = closes && name == swallowing ? null : swallowing;
            else if (Swallowed.Contains(name))
                swallowing = closes ? null : name;
            else if (Allowed.Contains(name) && closes)
                Close(made, open, name);
            else if (Allowed.Contains(name))
                Open(made, open, name, text.ToString());
        }
        while (open.TryPop(out var left))
            made.Append("</").Append(left).Append('>');
        return made.ToString();
    }

    /// <summary>The text that a reader would see: blocks and line breaks become lines, the rest of the markup goes.</summary>
    public static string ToText(string html)
    {
        var made = new StringBuilder(html.Length);
        foreach (var piece in Pieces().EnumerateMatches(html))
        {
            var text = html.AsSpan(piece.Index, piece.Length);
            var name = TagName(text);
            if (name is null && !text.StartsWith("<!--"))
                made.Append(WebUtility.HtmlDecode(text.ToString()));
            else if (name is not null && (name.Equals("br", StringComparison.OrdinalIgnoreCase) || (text[1] == '/' && Blocks.Contains(name))))
                made.Append('\n');
            else if (name is not null && name.Equals("p", StringComparison.OrdinalIgnoreCase) && made.Length > 0)
                made.Append('\n');
        }
        return Blank().Replace(made.ToString(), "\n\n").Trim();
    }

    private static void Open(StringBuilder made, Stack<string> open, string name, string tag)
    {
        made.Append('<').Append(name);
        foreach (var match in AttributePairs().Matches(tag).Where(match => Attributes.Contains(match.Groups[1].Value)))
        {
            var value = WebUtility.HtmlDecode(match.Groups[2].Value.Trim('"', '\''));
            if (IsSafe(match.Groups[1].Value, value))
                made.Append(' ').Append(match.Groups[1].Value.ToLowerInvariant()).Append("=\"").Append(Escape(value)).Append('"');
        }
        if (name == "a")
            made.Append(" rel=\"noopener noreferrer\"");
        made.Append('>');
        if (!Void.Contains(name))
            open.Push(name);
    }

    private static void Close(StringBuilder made, Stack<string> open, string name)
    {
        if (!open.Contains(name))
            return;
        while (open.Pop() is var inner)
        {
            made.Append("</").Append(inner).Append('>');
            if (inner == name)
                return;
        }
    }

    private static bool IsSafe(string attribute, string value)
    {
        if (!attribute.Equals("href", StringComparison.OrdinalIgnoreCase) && !attribute.Equals("src", StringComparison.OrdinalIgnoreCase))
            return true;
        return value.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || value.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            || value.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase)
            || (value.StartsWith('/') && !value.StartsWith("//", StringComparison.Ordinal));
    }

    private static string? TagName(ReadOnlySpan<char> piece)
    {
        if (piece.Length < 3 || piece[0] != '<' || piece[^1] != '>' || piece[1] == '!')
            return null;
        var start = piece[1] == '/' ? 2 : 1;
        var end = start;
        while (end < piece.Length && char.IsAsciiLetterOrDigit(piece[end]))
            end++;
        return end == start ? null : piece[start..end].ToString().ToLowerInvariant();
    }

    /// <summary>Comments, tags, and the text between; a lone bracket is text.</summary>
    [GeneratedRegex("<!--[\\s\\S]*?(?:-->|$)|</?[A-Za-z][^<>]*>|[^<]+|<", RegexOptions.NonBacktracking)]
    private static partial Regex Pieces();

    [GeneratedRegex("([A-Za-z-]+)\\s*=\\s*(\"[^\"]*\"|'[^']*'|[^\\s\"'>]+)", RegexOptions.NonBacktracking)]
    private static partial Regex AttributePairs();

    [GeneratedRegex("[ \\t]*\\n(?:[ \\t]*\\n)+", RegexOptions.NonBacktracking)]
    private static partial Regex Blank();
}
