using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Entente.Sandbox.AzureDevOps.RichText;

/// <summary>Renders the everyday part of Markdown: paragraphs, headings, lists, fences, emphasis, code and links. The rest stays text.</summary>
internal static partial class MarkdownHtml
{
    public static string Render(string markdown)
    {
        var html = new StringBuilder();
        var lines = markdown.ReplaceLineEndings("\n").Split('\n');
        for (var at = 0; at < lines.Length;)
            at = Block(lines, at, html);
        return html.ToString();
    }

    /// <summary>Renders the block that begins at a line; returns the line after it.</summary>
    private static int Block(string[] lines, int at, StringBuilder html)
    {
        if (string.IsNullOrWhiteSpace(lines[at]))
            return at + 1;
        if (lines[at].StartsWith("```", StringComparison.Ordinal))
            return Fence(lines, at, html);
        if (Heading().Match(lines[at]) is { Success: true } heading)
        {
            var level = heading.Groups[1].Length;
            html.Append($"<h{level}>{Inline(heading.Groups[2].Value)}</h{level}>");
            return at + 1;
        }

        return Item().IsMatch(lines[at]) ? List(lines, at, html) : Paragraph(lines, at, html);
    }

    private static int Fence(string[] lines, int at, StringBuilder html)
    {
        var end = at + 1;
        while (end < lines.Length && !lines[end].StartsWith("```", StringComparison.Ordinal))
            end++;
        html.Append($"<pre><code>{WebUtility.HtmlEncode(string.Join('\n', lines[(at + 1)..end]))}</code></pre>");
        return Math.Min(end + 1, lines.Length);
    }

    private static int List(string[] lines, int at, StringBuilder html)
    {
        var tag = char.IsDigit(lines[at].TrimStart()[0]) ? "ol" : "ul";
        html.Append($"<{tag}>");
        for (; at < lines.Length && Item().Match(lines[at]) is { Success: true } item; at++)
            html.Append($"<li>{Inline(item.Groups[1].Value)}</li>");
        html.Append($"</{tag}>");
        return at;
    }

    private static int Paragraph(string[] lines, int at, StringBuilder html)
    {
        var end = at + 1;
        while (end < lines.Length && !string.IsNullOrWhiteSpace(lines[end]) && !Item().IsMatch(lines[end])
            && !lines[end].StartsWith("```", StringComparison.Ordinal))
            end++;
        html.Append($"<p>{string.Join("<br>", lines[at..end].Select(Inline))}</p>");
        return end;
    }

    private static string Inline(string text)
    {
        var html = WebUtility.HtmlEncode(text);
        html = Code().Replace(html, "<code>$1</code>");
        html = Strong().Replace(html, "<strong>$1</strong>");
        html = Emphasis().Replace(html, "<em>$1</em>");
        return LinkTo().Replace(html, "<a href=\"$2\">$1</a>");
    }

    [GeneratedRegex("^(#{1,6}) (.*)$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\s*(?:[-*+]|\d+\.) (.*)$")]
    private static partial Regex Item();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"\*\*([^*]+)\*\*")]
    private static partial Regex Strong();

    [GeneratedRegex(@"(?<![\w*])[*_]([^*_]+)[*_](?![\w*])")]
    private static partial Regex Emphasis();

    [GeneratedRegex(@"\[([^\]]+)\]\((https?://[^\s)]+)\)")]
    private static partial Regex LinkTo();
}
