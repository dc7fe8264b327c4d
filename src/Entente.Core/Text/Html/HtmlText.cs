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
        var node = root.FirstChild;
        while (node is not null)
        {
            if (node is IText data)
                text.Append(data.Data);
            else if (node is IElement { LocalName: "br" })
                text.Append('\n');
            node = node is IElement element && HtmlElements.Hidden.Contains(element.LocalName) ? AfterSubtree(node, root) : Next(node, root);
        }
        return text.ToString();
    }

    public static CodeBlock Code(IElement pre)
    {
        var classes = $"{pre.ClassName} {(pre.FirstElementChild is { LocalName: "code" } code ? code.ClassName : "")}";
        var language = classes.Split(' ').FirstOrDefault(name => name.StartsWith("language-", StringComparison.Ordinal));
        return new CodeBlock(language?["language-".Length..], Shown(pre));
    }

    private static INode? Next(INode node, INode root) => node.FirstChild ?? AfterSubtree(node, root);

    private static INode? AfterSubtree(INode node, INode root)
    {
        for (var current = node; current is not null && current != root; current = current.Parent)
            if (current.NextSibling is { } sibling)
                return sibling;
        return null;
    }
}
