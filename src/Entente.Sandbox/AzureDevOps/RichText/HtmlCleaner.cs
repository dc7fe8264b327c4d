using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Entente.Sandbox.AzureDevOps.RichText;

/// <summary>
/// Cleans HTML as the server does before it stores it: unknown tags and dangerous attributes go, their text stays. What is plain text
/// stays plain text.
/// </summary>
internal static partial class HtmlCleaner
{
    private static readonly SortedSet<string> Tags = new(StringComparer.OrdinalIgnoreCase)
    {
        "a", "b", "blockquote", "br", "code", "del", "div", "em", "font", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "li",
        "ol", "p", "pre", "s", "span", "strike", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul",
    };

    private static readonly SortedSet<string> Attributes = new(StringComparer.OrdinalIgnoreCase)
    {
        "alt", "class", "colspan", "data-vss-mention", "height", "href", "rowspan", "src", "start", "style", "target", "title", "width",
    };

    /// <summary>Elements that go with all that is in them.</summary>
    private static readonly string[] Hidden = ["script", "style", "iframe", "object", "head", "title"];

    private const RegexOptions Whole = RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.NonBacktracking;

    public static string Clean(string html)
    {
        if (!html.Contains('<', StringComparison.Ordinal))
            return html;
        foreach (var tag in Hidden)
            html = Regex.Replace(html, $@"<{tag}\b.*?(</{tag}\s*>|$)", "", Whole);
        html = Comment().Replace(html, "");
        return Tag().Replace(html, Rewrite);
    }

    /// <summary>Stored HTML as a page may show it: cleaned, with every stray bracket escaped and no address but web ones.</summary>
    public static string Safe(string html)
    {
        var text = new StringBuilder();
        var at = 0;
        var cleaned = Clean(html);
        foreach (Match tag in Tag().Matches(cleaned))
        {
            text.Append(Text(cleaned[at..tag.Index])).Append(tag.Value);
            at = tag.Index + tag.Length;
        }

        return text.Append(Text(cleaned[at..])).ToString();
    }

    private static string Text(string between) => WebUtility.HtmlEncode(WebUtility.HtmlDecode(between));

    private static string Rewrite(Match tag)
    {
        var name = tag.Groups["name"].Value;
        if (!Tags.Contains(name))
            return "";
        if (tag.Value.StartsWith("</", StringComparison.Ordinal))
            return $"</{name.ToLowerInvariant()}>";
        var kept = new StringBuilder("<" + name.ToLowerInvariant());
        foreach (Match attribute in Attribute().Matches(tag.Groups["rest"].Value))
        {
            var value = attribute.Groups["value"].Value.Trim('"', '\'');
            if (Attributes.Contains(attribute.Groups["name"].Value) && IsHarmless(value))
                kept.Append($" {attribute.Groups["name"].Value.ToLowerInvariant()}=\"{value.Replace("\"", "&quot;", StringComparison.Ordinal)}\"");
        }

        return kept.Append('>').ToString();
    }

    private static bool IsHarmless(string value)
    {
        var plain = new string([.. WebUtility.HtmlDecode(value).Where(letter => letter > ' ')]);
        return !plain.StartsWith("javascript:", StringComparison.OrdinalIgnoreCase)
            && !plain.StartsWith("vbscript:", StringComparison.OrdinalIgnoreCase)
            && !plain.Contains("expression(", StringComparison.OrdinalIgnoreCase)
            && !value.Contains('<', StringComparison.Ordinal) && !value.Contains('>', StringComparison.Ordinal);
    }

    [GeneratedRegex("<!--.*?(-->|$)", RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex Comment();

    [GeneratedRegex(@"</?(?<name>[a-zA-Z][a-zA-Z0-9]*)(?<rest>(""[^""]*""|'[^']*'|[^'"">])*)>", RegexOptions.NonBacktracking)]
    private static partial Regex Tag();

    [GeneratedRegex(@"(?<name>[a-zA-Z][a-zA-Z0-9-]*)\s*=\s*(?<value>""[^""]*""|'[^']*'|[^\s""'>]+)", RegexOptions.NonBacktracking)]
    private static partial Regex Attribute();
}
