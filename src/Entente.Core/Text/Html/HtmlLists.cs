using AngleSharp.Dom;

namespace Entente.Core.Text.Html;

internal static class HtmlLists
{
    /// <summary>Every child is an item; a list directly inside a list (old editors write that) belongs to the item before it.</summary>
    public static Sequence<ListItem> Items(IElement list, HtmlStyle style)
    {
        var items = new List<ListItem>();
        foreach (var child in list.ChildNodes)
        {
            var blocks = Blocks(child, style with { Depth = style.Depth + 1 });
            if (blocks.Count == 0)
                continue;
            if (child is IElement { LocalName: "ul" or "ol" } && items.Count > 0)
                items[^1] = items[^1] with { Blocks = [.. items[^1].Blocks, .. blocks] };
            else
                items.Add(TaskMark.Recognised(blocks));
        }
        return items.ToSequence();
    }

    private static Sequence<Block> Blocks(INode child, HtmlStyle style) => child switch
    {
        IElement { LocalName: "li" } item => HtmlReader.ReadBlocks(item, style.Within(item)),
        IElement other => HtmlReader.ReadOne(other, style),
        IText text when !text.Data.All(HtmlText.IsSpace) => [new Paragraph(text.Data.Trim())],
        _ => [],
    };
}
