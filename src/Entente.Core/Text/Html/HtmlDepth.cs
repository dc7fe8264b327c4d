using System.Collections.Frozen;
using System.Text;

namespace Entente.Core.Text.Html;

/// <summary>
/// Drops the tags of elements that are nested too deep, before the parser sees them: its work on each tag grows with the number of open
/// elements, so that 200,000 open elements (one MiB) would take hours. The text inside stays. Counting too many is harmless, and only
/// what is never deep by itself is left out: void elements and those that their next sibling closes.
/// </summary>
internal static class HtmlDepth
{
    private const int Deepest = 250;

    private static readonly FrozenSet<string> Flat = FrozenSet.ToFrozenSet(
    [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
        "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup",
    ]);

    public static string Limit(string html)
    {
        var open = new Dictionary<string, int>(StringComparer.Ordinal);
        var (depth, dropped, kept) = (0, new Stack<string>(), 0);
        StringBuilder? limited = null;
        for (var at = html.IndexOf('<'); at >= 0 && at + 1 < html.Length;)
        {
            var isClosing = html[at + 1] == '/';
            var name = Name(html, at + (isClosing ? 2 : 1));
            if (name.Length == 0)
            {
                at = html.IndexOf('<', at + 1);
                continue;
            }
            var end = End(html, at);
            var isFlat = Flat.Contains(name);
            var drop = isClosing ? dropped.Count > 0 && dropped.Peek() == name : !isFlat && depth >= Deepest;
            if (drop)
            {
                (limited ??= new StringBuilder(html.Length)).Append(html, kept, at - kept);
                kept = end;
                if (isClosing)
                    dropped.Pop();
                else
                    dropped.Push(name);
            }
            else if (!isFlat)
            {
                depth += Counted(open, name, isClosing);
            }
            at = html.IndexOf('<', end);
        }
        return limited is null ? html : limited.Append(html, kept, html.Length - kept).ToString();
    }

    private static int Counted(Dictionary<string, int> open, string name, bool isClosing)
    {
        var count = open.GetValueOrDefault(name);
        if (isClosing && count == 0)
            return 0;
        open[name] = count + (isClosing ? -1 : 1);
        return isClosing ? -1 : 1;
    }

    private static string Name(string html, int at)
    {
        var end = at;
        while (end < html.Length && end - at < 40 && (char.IsAsciiLetterOrDigit(html[end]) || html[end] is '-' or ':'))
            end++;
        return end > at && char.IsAsciiLetter(html[at]) ? html[at..end].ToLowerInvariant() : "";
    }

    // The end of the tag: the first ">" that stands in no quoted attribute value.
    private static int End(string html, int at)
    {
        while (at < html.Length && html[at] != '>')
        {
            var isQuoted = html[at] == '=' && at + 1 < html.Length && html[at + 1] is '"' or '\'';
            var quote = isQuoted ? html.IndexOf(html[at + 1], at + 2) : at;
            if (quote < 0)
                return html.Length;
            at = quote + 1;
        }
        return Math.Min(html.Length, at + 1);
    }
}
