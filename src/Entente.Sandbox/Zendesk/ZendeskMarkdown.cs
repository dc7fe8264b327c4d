using System.Text;
using System.Text.RegularExpressions;

namespace Entente.Sandbox.Zendesk;

/// <summary>Renders the Markdown of a comment's <c>body</c> as Zendesk shows it: a single line break breaks the line, HTML in it is text.</summary>
internal static partial class ZendeskMarkdown
{
    public static string ToHtml(string markdown)
    {
        var lines = new Queue<string>(markdown.ReplaceLineEndings("\n").Trim('\n').Split('\n'));
        var made = new StringBuilder();
        while (lines.TryPeek(out var line))
        {
            if (string.IsNullOrWhiteSpace(line))
                lines.Dequeue();
            else if (line.StartsWith("```", StringComparison.Ordinal))
                Fence(lines, made);
            else if (Heading().Match(line) is { Success: true } heading)
                Title(lines, made, heading);
            else if (Rule().IsMatch(line))
                Line(lines, made);
            else if (line.StartsWith('>'))
                Quote(lines, made);
            else if (Item().IsMatch(line))
                List(lines, made, Item(), "ul");
            else if (Numbered().IsMatch(line))
                List(lines, made, Numbered(), "ol");
            else
                Paragraph(lines, made);
        }
        return made.ToString();
    }

    private static void Line(Queue<string> lines, StringBuilder made)
    {
        lines.Dequeue();
        made.Append("<hr>");
    }

    private static void Fence(Queue<string> lines, StringBuilder made)
    {
        lines.Dequeue();
        var code = new List<string>();
        while (lines.TryDequeue(out var line) && !line.StartsWith("```", StringComparison.Ordinal))
            code.Add(line);
        made.Append("<pre><code>").Append(ZendeskHtml.Escape(string.Join('\n', code))).Append("</code></pre>");
    }

    private static void Title(Queue<string> lines, StringBuilder made, Match heading)
    {
        lines.Dequeue();
        var level = heading.Groups[1].Length;
        made.Append($"<h{level} dir=\"auto\">").Append(Inline(heading.Groups[2].Value)).Append($"</h{level}>");
    }

    /// <summary>Quotes do not nest here: deeper marks stay in the text, so that no input can exhaust the stack.</summary>
    private static void Quote(Queue<string> lines, StringBuilder made)
    {
        var quoted = new List<string>();
        while (lines.TryPeek(out var line) && line.StartsWith('>'))
            quoted.Add(lines.Dequeue()[1..].TrimStart());
        made.Append("<blockquote><p dir=\"auto\">").Append(string.Join("<br>", quoted.Select(Inline))).Append("</p></blockquote>");
    }

    private static void List(Queue<string> lines, StringBuilder made, Regex item, string element)
    {
        made.Append($"<{element} dir=\"auto\">");
        while (lines.TryPeek(out var line) && item.Match(line) is { Success: true } match)
        {
            lines.Dequeue();
            made.Append("<li>").Append(Inline(match.Groups[1].Value)).Append("</li>");
        }
        made.Append($"</{element}>");
    }

    private static void Paragraph(Queue<string> lines, StringBuilder made)
    {
        var text = new List<string>();
        while (lines.TryPeek(out var line) && !string.IsNullOrWhiteSpace(line) && (text.Count == 0 || !Starts(line)))
            text.Add(lines.Dequeue().Trim());
        made.Append("<p dir=\"auto\">").Append(string.Join("<br>", text.Select(Inline))).Append("</p>");
    }

    private static bool Starts(string line) =>
        line.StartsWith("```", StringComparison.Ordinal) || line.StartsWith('>') || Heading().IsMatch(line) || Item().IsMatch(line)
            || Numbered().IsMatch(line);

    /// <summary>Marks inside a line. Code spans are cut out first, since nothing counts inside them.</summary>
    private static string Inline(string line)
    {
        var made = new StringBuilder();
        var position = 0;
        foreach (var code in Code().EnumerateMatches(line))
        {
            made.Append(Marks(line[position..code.Index]));
            made.Append("<code>").Append(ZendeskHtml.Escape(line.Substring(code.Index + 1, code.Length - 2))).Append("</code>");
            position = code.Index + code.Length;
        }
        return made.Append(Marks(line[position..])).ToString();
    }

    private static string Marks(string text)
    {
        var html = ZendeskHtml.Escape(text);
        html = Image().Replace(html, "<img src=\"$2\" alt=\"$1\">");
        html = Link().Replace(html, "<a href=\"$2\" rel=\"noopener noreferrer\">$1</a>");
        html = Bare().Replace(html, "$1<a href=\"$2\" rel=\"noopener noreferrer\">$2</a>");
        html = Strong().Replace(html, "<strong>$1</strong>");
        return Emphasis().Replace(html, "<em>$1</em>");
    }

    [GeneratedRegex("^(#{1,6})\\s+(.+?)\\s*#*$", RegexOptions.NonBacktracking)]
    private static partial Regex Heading();

    [GeneratedRegex("^\\s{0,3}(?:-{3,}|\\*{3,}|_{3,})\\s*$", RegexOptions.NonBacktracking)]
    private static partial Regex Rule();

    [GeneratedRegex("^\\s{0,8}[-*+]\\s+(.+)$", RegexOptions.NonBacktracking)]
    private static partial Regex Item();

    [GeneratedRegex("^\\s{0,8}[0-9]{1,9}[.)]\\s+(.+)$", RegexOptions.NonBacktracking)]
    private static partial Regex Numbered();

    [GeneratedRegex("`[^`]+`", RegexOptions.NonBacktracking)]
    private static partial Regex Code();

    [GeneratedRegex("!\\[([^\\]]*)\\]\\((https?://[^\\s()<>\"]+)\\)", RegexOptions.NonBacktracking)]
    private static partial Regex Image();

    [GeneratedRegex("\\[([^\\]]+)\\]\\((https?://[^\\s()<>\"]+|mailto:[^\\s()<>\"]+)\\)", RegexOptions.NonBacktracking)]
    private static partial Regex Link();

    [GeneratedRegex("(^|\\s)(https?://[^\\s<>\"]+)", RegexOptions.NonBacktracking)]
    private static partial Regex Bare();

    [GeneratedRegex("\\*\\*([^*\\s](?:[^*]*[^*\\s])?)\\*\\*", RegexOptions.NonBacktracking)]
    private static partial Regex Strong();

    [GeneratedRegex("\\*([^*\\s](?:[^*]*[^*\\s])?)\\*", RegexOptions.NonBacktracking)]
    private static partial Regex Emphasis();
}
