using System.Text;

using AngleSharp.Dom;

namespace Entente.Core.Text.Html;

/// <summary>Text of a subtree, gathered without recursion since the subtree may be as deep as its author pleased.</summary>
internal static class HtmlText
{
    public static bool IsSpace(char c) => c is ' ' or '\t' or '\n' or '\r' or '\f';

    /// <summary>The text that a browser shows, <c>br</c> as a line end.</summary>
    public static string Shown(INode root)
    {
        var text = new StringBuilder();
        var open = new Stack<(INodeList Nodes, int Next)>([(root.ChildNodes, 0)]);
        while (open.TryPop(out var level))
        {
            if (level.Next == level.Nodes.Length)
                continue;
            open.Push((level.Nodes, level.Next + 1));
            var node = level.Nodes[level.Next];
            if (node is IText data)
                text.Append(data.Data);
            else if (node is IElement { LocalName: "br" })
                text.Append('\n');
            else if (node is IElement element && !HtmlElements.Hidden.Contains(element.LocalName))
                open.Push((element.ChildNodes, 0));
        }
        return text.ToString();
    }

    public static CodeBlock Code(IElement pre)
    {
        var classes = $"{pre.ClassName} {(pre.FirstElementChild is { LocalName: "code" } code ? code.ClassName : "")}";
        var language = classes.Split(' ').FirstOrDefault(name => name.StartsWith("language-", StringComparison.Ordinal));
        return new CodeBlock(language?["language-".Length..], Shown(pre));
    }
}
