using System.Text.Json.Nodes;

namespace Entente.Sandbox.Jira.RichText;

/// <summary>Builds nested lists from lines such as <c>* one</c>, <c>** nested</c>, <c># first</c>.</summary>
internal sealed class WikiLists(IReadOnlyList<string> lines)
{
    private const int DeepestList = 20;

    private int at;

    /// <summary>One list; its outermost kind is that of the first line.</summary>
    public JsonObject Parse() => List(1);

    private JsonObject List(int depth)
    {
        var items = new List<JsonNode>();
        var type = Bullets(lines[at])[Math.Min(depth, Bullets(lines[at]).Length) - 1] == '#' ? "orderedList" : "bulletList";
        while (at < lines.Count && Bullets(lines[at]).Length >= depth)
            items.Add(Item(depth));
        return AdfNodes.Node(type, items);
    }

    private JsonObject Item(int depth)
    {
        var content = new List<JsonNode>();
        if (Bullets(lines[at]).Length == depth || depth == DeepestList)
            content.Add(AdfNodes.Node("paragraph", WikiInline.Parse(lines[at++].TrimStart().TrimStart('*', '#', '-').Trim())));
        else
            content.Add(AdfNodes.Node("paragraph", []));
        if (at < lines.Count && depth < DeepestList && Bullets(lines[at]).Length > depth)
            content.Add(List(depth + 1));
        return AdfNodes.Node("listItem", content);
    }

    private static string Bullets(string line) => string.Concat(line.TrimStart().TakeWhile(letter => letter is '*' or '#' or '-'));
}
