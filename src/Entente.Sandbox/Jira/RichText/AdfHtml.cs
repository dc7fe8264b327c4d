using System.Net;
using System.Text.Json;

using Entente.Sandbox.Jira.World;

namespace Entente.Sandbox.Jira.RichText;

/// <summary>Renders a document as HTML that is safe on a page: all text is escaped, links lead to http, https or mailto only.</summary>
internal static class AdfHtml
{
    public static string Render(JsonElement document) => Children(document);

    /// <summary>Escaped text with its line breaks kept.</summary>
    public static string Text(string text) => WebUtility.HtmlEncode(text).Replace("\n", "<br/>", StringComparison.Ordinal);

    private static string Children(JsonElement node) => string.Concat(AdfDocument.Content(node).Select(Node));

    private static string Node(JsonElement node) => node.Member("type") switch
    {
        "text" => Marked(node),
        "hardBreak" => "<br/>",
        "rule" => "<hr/>",
        "heading" => Heading(node),
        "codeBlock" => $"<pre><code>{WebUtility.HtmlEncode(string.Concat(AdfDocument.Content(node).Select(AdfDocument.AtomText)))}</code></pre>",
        "paragraph" => Element("p", node),
        "bulletList" or "taskList" or "decisionList" => Element("ul", node),
        "orderedList" => Element("ol", node),
        "listItem" or "taskItem" or "decisionItem" => Element("li", node),
        "blockquote" => Element("blockquote", node),
        "panel" or "expand" or "nestedExpand" => Element("div", node),
        "table" => Element("table", node),
        "tableRow" => Element("tr", node),
        "tableCell" => Element("td", node),
        "tableHeader" => Element("th", node),
        "inlineCard" or "blockCard" or "embedCard" => Link(AdfDocument.Attribute(node, "url"), Text(AdfDocument.AtomText(node))),
        "media" or "mediaInline" => $"<em>{Text(AdfDocument.Attribute(node, "alt") ?? "attachment")}</em>",
        _ => Text(AdfDocument.AtomText(node)) + Children(node),
    };

    private static string Heading(JsonElement node)
    {
        var level = AdfDocument.Attribute(node, "level") is ['1' or '2' or '3' or '4' or '5' or '6'] digit ? digit : "6";
        return Element("h" + level, node);
    }

    private static string Element(string tag, JsonElement node) => $"<{tag}>{Children(node)}</{tag}>";

    private static string Marked(JsonElement node) =>
        AdfDocument.Marks(node).Aggregate(Text(node.Member("text") ?? ""), (text, mark) => mark.Member("type") switch
        {
            "strong" => $"<strong>{text}</strong>",
            "em" => $"<em>{text}</em>",
            "code" => $"<code>{text}</code>",
            "strike" => $"<del>{text}</del>",
            "underline" => $"<ins>{text}</ins>",
            "link" => Link(AdfDocument.Attribute(mark, "href"), text),
            _ => text,
        });

    private static string Link(string? address, string html) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https" or "mailto")
            ? $"<a href=\"{WebUtility.HtmlEncode(uri.AbsoluteUri)}\" rel=\"nofollow noopener\">{html}</a>"
            : html;
}
