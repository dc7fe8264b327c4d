using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Entente.Sandbox.Jira.RichText;

/// <summary>
/// Turns wiki markup into a document, block by block: headings, lists, tables, quotes, code, rules and paragraphs.
/// What it does not know stays as the text it is.
/// </summary>
internal sealed partial class WikiAdf
{
    private readonly string[] lines;
    private readonly List<JsonNode> blocks = [];
    private readonly List<string> paragraph = [];
    private int at;

    private WikiAdf(string wiki) => lines = wiki.ReplaceLineEndings("\n").Split('\n');

    public static JsonElement Parse(string wiki) => AdfNodes.Document(new WikiAdf(wiki).Blocks());

    private List<JsonNode> Blocks()
    {
        while (at < lines.Length)
        {
            if (TryBlock(lines[at]) is { } block)
            {
                EndParagraph();
                blocks.Add(block);
            }
            else if (string.IsNullOrWhiteSpace(lines[at]))
            {
                EndParagraph();
                at++;
            }
            else
            {
                paragraph.Add(lines[at++]);
            }
        }

        EndParagraph();
        return blocks;
    }

    private JsonNode? TryBlock(string line)
    {
        if (Fence().Match(line) is { Success: true } fence)
            return TryFence(fence);
        if (HeadingStart().Match(line) is { Success: true } heading)
        {
            at++;
            var level = new JsonObject { ["level"] = heading.Groups[1].Value[0] - '0' };
            return AdfNodes.Node("heading", WikiInline.Parse(heading.Groups[2].Value), level);
        }

        if (line.StartsWith("bq. ", StringComparison.Ordinal))
        {
            at++;
            return AdfNodes.Node("blockquote", [AdfNodes.Node("paragraph", WikiInline.Parse(line[4..]))]);
        }

        if (Rule().IsMatch(line))
        {
            at++;
            return AdfNodes.Atom("rule");
        }

        if (ListItem().IsMatch(line))
            return new WikiLists(TakeWhile(ListItem().IsMatch)).Parse();
        return line.StartsWith('|') && line.TrimEnd().EndsWith('|') && line.Trim().Length > 2 ? Table() : null;
    }

    /// <summary><c>{code}</c>, <c>{noformat}</c> or <c>{quote}</c> up to its twin; without a twin it is text.</summary>
    private JsonNode? TryFence(Match opening)
    {
        var name = opening.Groups["name"].Value;
        var close = "{" + name + "}";
        var first = opening.Groups["rest"].Value;
        var inside = new List<string>();
        for (var next = at; next < lines.Length; next++)
        {
            var line = next == at ? first : lines[next];
            var end = line.IndexOf(close, StringComparison.Ordinal);
            if (end < 0)
            {
                inside.Add(line);
                continue;
            }

            inside.Add(line[..end]);
            at = next + 1;
            return Fenced(name, opening.Groups["options"].Value, string.Join('\n', inside).Trim('\n'));
        }

        return null;
    }

    private static JsonObject Fenced(string name, string options, string text)
    {
        if (name == "quote")
            return AdfNodes.Node("blockquote", new WikiAdf(text).Blocks());
        var content = text.Length == 0 ? Array.Empty<JsonNode>() : [AdfNodes.Text(text)];
        var language = options.Split('|').FirstOrDefault(option => option.Length > 0 && !option.Contains('=', StringComparison.Ordinal));
        var attributes = name == "code" ? new JsonObject { ["language"] = language ?? "java" } : null;
        return AdfNodes.Node("codeBlock", content, attributes);
    }

    private JsonObject Table() => AdfNodes.Node("table", TakeWhile(line => line.StartsWith('|')).Select(Row));

    private static JsonObject Row(string line)
    {
        var cells = new List<JsonNode>();
        foreach (Match cell in Cell().Matches(line.TrimEnd()))
        {
            var type = cell.Groups[1].Value == "||" ? "tableHeader" : "tableCell";
            cells.Add(AdfNodes.Node(type, [AdfNodes.Node("paragraph", WikiInline.Parse(cell.Groups[2].Value.Trim()))]));
        }

        return AdfNodes.Node("tableRow", cells);
    }

    private List<string> TakeWhile(Func<string, bool> belongs)
    {
        var taken = new List<string>();
        while (at < lines.Length && belongs(lines[at]))
            taken.Add(lines[at++]);
        return taken;
    }

    private void EndParagraph()
    {
        if (paragraph.Count > 0)
            blocks.Add(AdfNodes.Node("paragraph", WikiInline.Parse(string.Join('\n', paragraph))));
        paragraph.Clear();
    }

    [GeneratedRegex(@"^\s*\{(?<name>code|noformat|quote)(?::(?<options>[^}]*))?\}(?<rest>.*)$", RegexOptions.NonBacktracking)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^h([1-6])\. (.*)$", RegexOptions.NonBacktracking)]
    private static partial Regex HeadingStart();

    [GeneratedRegex(@"^-{4,}\s*$", RegexOptions.NonBacktracking)]
    private static partial Regex Rule();

    [GeneratedRegex(@"^\s*([*#]+|-) \S", RegexOptions.NonBacktracking)]
    private static partial Regex ListItem();

    [GeneratedRegex(@"(\|\|?)((?:\[[^\]]*\]|\\\||[^|])+)", RegexOptions.NonBacktracking)]
    private static partial Regex Cell();
}
