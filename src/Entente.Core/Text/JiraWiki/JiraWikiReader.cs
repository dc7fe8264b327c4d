using System.Text.RegularExpressions;

namespace Entente.Core.Text.JiraWiki;

/// <summary>Cuts the text at its block macros; what stands between them is read line by line.</summary>
internal static partial class JiraWikiReader
{
    public static Sequence<Block> Read(string markup)
    {
        var blocks = new List<Block>();
        var unclosed = new HashSet<string>(StringComparer.Ordinal);
        var start = 0;
        var at = 0;
        while (at < markup.Length && Opening().Match(markup, at) is { Success: true } open)
        {
            var name = open.Groups["name"].Value;
            var end = open.Index + open.Length;
            var close = unclosed.Contains(name) ? -1 : Closing(markup, name, end);
            if (close < 0)
            {
                unclosed.Add(name);
                at = end;
                continue;
            }
            blocks.AddRange(JiraWikiLines.Read(markup[start..open.Index]));
            blocks.Add(Macro(name, open.Groups["parameters"].Value, markup[end..close]));
            start = at = close + name.Length + 2;
        }
        blocks.AddRange(JiraWikiLines.Read(markup[start..]));
        return blocks.ToSequence();
    }

    private static int Closing(string markup, string name, int from)
    {
        if (name is "code" or "noformat")
            return markup.IndexOf($"{{{name}}}", from, StringComparison.Ordinal);
        var unclosed = new HashSet<string>(StringComparer.Ordinal);
        while (from < markup.Length && Opening().Match(markup, from) is { Success: true } next)
        {
            from = next.Index + next.Length;
            var inner = next.Groups["name"].Value;
            if (inner == name && !next.Groups["parameters"].Success)
                return next.Index;
            // What stands in code closes nothing.
            if (inner is not ("code" or "noformat") || unclosed.Contains(inner))
                continue;
            if (Closing(markup, inner, from) is >= 0 and var end)
                from = end + inner.Length + 2;
            else
                unclosed.Add(inner);
        }
        return -1;
    }

    private static Block Macro(string name, string parameters, string body) => name switch
    {
        "code" or "noformat" => new CodeBlock(Language(parameters), JiraWikiCode.Restored(body)),
        "quote" => new Quote(Read(body)),
        "info" => new Panel(PanelKind.Info, Read(body), Parameter(parameters, "title")),
        "note" => new Panel(PanelKind.Note, Read(body), Parameter(parameters, "title")),
        "tip" => new Panel(PanelKind.Tip, Read(body), Parameter(parameters, "title")),
        "warning" => new Panel(PanelKind.Warning, Read(body), Parameter(parameters, "title")),
        "expand" => new Panel(PanelKind.Expand, Read(body), Parameter(parameters, "title") is { Length: > 0 } title ? title : parameters),
        _ => new Panel(PanelKind.Info, Read(body), Parameter(parameters, "title")),
    };

    // {code:java}, {code:java|title=Bar.java}, {code:title=Bar.java|language=java}
    private static string? Language(string parameters) =>
        parameters.Split('|').FirstOrDefault(part => part.Length > 0 && !part.Contains('=')) ?? Parameter(parameters, "language");

    private static string Parameter(string parameters, string name) =>
        parameters.Split('|').FirstOrDefault(part => part.StartsWith(name + "=", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..] ?? "";

    [GeneratedRegex(@"(?<!\\|\{)\{(?<name>code|noformat|quote|panel|info|note|tip|warning|expand)(:(?<parameters>[^{}\n]*))?\}")]
    private static partial Regex Opening();
}
