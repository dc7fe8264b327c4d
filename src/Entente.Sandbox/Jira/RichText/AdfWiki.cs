using System.Text;
using System.Text.Json;

using Entente.Sandbox.Jira.World;

namespace Entente.Sandbox.Jira.RichText;

/// <summary>
/// Renders a document as wiki markup, the rich text of version 2 and of webhook bodies. Nodes without a wiki form keep their
/// text, so nothing disappears from sight.
/// </summary>
internal static class AdfWiki
{
    public static string Render(JsonElement document) => Blocks(AdfDocument.Content(document)).TrimEnd('\n');

    private static string Blocks(IEnumerable<JsonElement> nodes) => string.Join("\n\n", nodes.Select(node => Block(node, "")));

    private static string Block(JsonElement node, string bullets) => node.Member("type") switch
    {
        "paragraph" => EscapeStart(Inline(node)),
        "heading" => $"h{AdfDocument.Attribute(node, "level") ?? "1"}. {Inline(node)}",
        "bulletList" => Items(node, bullets + "*"),
        "orderedList" => Items(node, bullets + "#"),
        "taskList" or "decisionList" => string.Join('\n', AdfDocument.Content(node).Select(item => "* " + Inline(item))),
        "codeBlock" => CodeBlock(node),
        "blockquote" => $"{{quote}}\n{Blocks(AdfDocument.Content(node))}\n{{quote}}",
        "panel" => $"{{panel}}\n{Blocks(AdfDocument.Content(node))}\n{{panel}}",
        "rule" => "----",
        "table" => string.Join('\n', AdfDocument.Content(node).Select(Row)),
        "mediaSingle" or "mediaGroup" => string.Join('\n', AdfDocument.Content(node).Select(Media)),
        _ => AdfDocument.Content(node).Any() ? Blocks(AdfDocument.Content(node)) : AdfDocument.AtomText(node),
    };

    private static string CodeBlock(JsonElement node)
    {
        var language = AdfDocument.Attribute(node, "language");
        var text = string.Concat(AdfDocument.Content(node).Select(AdfDocument.AtomText));
        return language is null ? $"{{noformat}}\n{text}\n{{noformat}}" : $"{{code:{language}}}\n{text}\n{{code}}";
    }

    private static string Items(JsonElement list, string bullets)
    {
        var lines = new List<string>();
        foreach (var item in AdfDocument.Content(list))
        {
            var text = string.Join('\n', AdfDocument.Content(item).Where(child => !IsList(child)).Select(child => Block(child, "")));
            lines.Add($"{bullets} {text}");
            lines.AddRange(AdfDocument.Content(item).Where(IsList).Select(child => Block(child, bullets)));
        }

        return string.Join('\n', lines);
    }

    private static bool IsList(JsonElement node) => node.Member("type") is "bulletList" or "orderedList";

    private static string Row(JsonElement row)
    {
        var text = new StringBuilder();
        var bar = "|";
        foreach (var cell in AdfDocument.Content(row))
        {
            bar = cell.Member("type") == "tableHeader" ? "||" : "|";
            text.Append(bar).Append(Blocks(AdfDocument.Content(cell)) is { Length: > 0 } content ? content : " ");
        }

        return text.Append(bar).ToString();
    }

    private static string Media(JsonElement media) => $"!{AdfDocument.Attribute(media, "alt") ?? AdfDocument.Attribute(media, "id") ?? "media"}!";

    private static string Inline(JsonElement node) =>
        Run([.. AdfDocument.Content(node).Select(child => (child, (IReadOnlyList<JsonElement>)[.. AdfDocument.Marks(child)]))]);

    /// <summary>Neighbours that share their outermost mark stand inside one pair of signs: markup has no other way to say it.</summary>
    private static string Run(IReadOnlyList<(JsonElement Node, IReadOnlyList<JsonElement> Marks)> nodes)
    {
        var text = new StringBuilder();
        for (var at = 0; at < nodes.Count;)
        {
            if (nodes[at].Marks.Count == 0)
            {
                text.Append(InlineNode(nodes[at++].Node));
                continue;
            }

            var mark = nodes[at].Marks[0];
            var group = nodes.Skip(at).TakeWhile(each => each.Marks.Count > 0 && JsonElement.DeepEquals(each.Marks[0], mark)).ToList();
            text.Append(Wrap(Run([.. group.Select(each => (each.Node, (IReadOnlyList<JsonElement>)[.. each.Marks.Skip(1)]))]), mark));
            at += group.Count;
        }

        return text.ToString();
    }

    private static string InlineNode(JsonElement node) => node.Member("type") switch
    {
        "text" => AdfDocument.Marks(node).Any(mark => mark.Member("type") == "code") ? node.Member("text") ?? "" : Escape(node.Member("text") ?? ""),
        "mention" => $"[~accountid:{AdfDocument.Attribute(node, "id")}]",
        "inlineCard" when AdfDocument.Attribute(node, "url") is { } url => $"[{url}|{url}|smart-link]",
        "mediaInline" => Media(node),
        _ => AdfDocument.Content(node).Any() ? Block(node, "") : AdfDocument.AtomText(node),
    };

    private static string Wrap(string text, JsonElement mark) => mark.Member("type") switch
    {
        "code" => $"{{{{{text}}}}}",
        "strong" => $"*{text}*",
        "em" => $"_{text}_",
        "strike" => $"-{text}-",
        "underline" => $"+{text}+",
        "subsup" => AdfDocument.Attribute(mark, "type") == "sup" ? $"^{text}^" : $"~{text}~",
        "link" when AdfDocument.Attribute(mark, "href") is { } href => $"[{text}|{href}]",
        "textColor" => $"{{color:{AdfDocument.Attribute(mark, "color")}}}{text}{{color}}",
        _ => text,
    };

    /// <summary>Characters that would begin markup where they stand; inside a word they are harmless.</summary>
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            var previous = at == 0 ? ' ' : text[at - 1];
            var next = at + 1 < text.Length ? text[at + 1] : ' ';
            var begins = text[at] is '*' or '_' && !char.IsLetterOrDigit(previous) && !char.IsWhiteSpace(next);
            if (begins || text[at] is '{' or '[')
                escaped.Append('\\');
            escaped.Append(text[at]);
        }

        return escaped.ToString();
    }

    /// <summary>A paragraph that begins like a list or a table is not one.</summary>
    private static string EscapeStart(string text) =>
        text.Length > 1 && (text[0] is '|' || (text[0] is '#' or '*' or '-' && text[1] == ' ')) ? "\\" + text : text;
}
