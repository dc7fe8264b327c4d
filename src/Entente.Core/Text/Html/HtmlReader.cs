using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Entente.Core.Text.Html;

/// <summary>
/// Walks the tree that AngleSharp builds as browsers do. Only what a browser shows is read; an element without a counterpart gives way
/// to its children. Recursion ends at <see cref="DeepestElement"/>: below it everything is text (RELIABILITY B03).
/// </summary>
internal sealed class HtmlReader
{
    private const int DeepestElement = 256;

    private static readonly HtmlParser Parser = new(new HtmlParserOptions { IsScripting = false });

    private readonly Flow flow = new();

    private HtmlReader()
    {
    }

    public static RichText Read(string html)
    {
        using var document = Parser.ParseDocument(HtmlDepth.Limit(html));
        return document.Body is { } body ? new RichText(ReadBlocks(body, default)) : RichText.Empty;
    }

    /// <summary>The blocks inside an element.</summary>
    internal static Sequence<Block> ReadBlocks(INode parent, HtmlStyle style)
    {
        var reader = new HtmlReader();
        reader.Children(parent, style);
        return reader.flow.Finish();
    }

    /// <summary>The blocks that an element itself makes.</summary>
    internal static Sequence<Block> ReadOne(IElement element, HtmlStyle style)
    {
        var reader = new HtmlReader();
        if (style.Depth >= DeepestElement)
            reader.Text(HtmlText.Shown(element), style);
        else
            reader.Element(element, style);
        return reader.flow.Finish();
    }

    private void Children(INode parent, HtmlStyle style)
    {
        if (style.Depth >= DeepestElement)
        {
            Text(HtmlText.Shown(parent), style);
            return;
        }
        // By the list: NextSibling searches the parent for its node, which makes long documents quadratic.
        foreach (var child in parent.ChildNodes)
        {
            if (child is IElement element)
                Element(element, style with { Depth = style.Depth + 1 });
            else if (child is IText text)
                Text(text.Data, style);
        }
    }

    private void Text(string data, HtmlStyle style)
    {
        var start = 0;
        while (start < data.Length)
        {
            var isSpace = HtmlText.IsSpace(data[start]);
            var end = start;
            while (end < data.Length && HtmlText.IsSpace(data[end]) == isSpace)
                end++;
            if (!isSpace)
                flow.Add(new Run(data[start..end], style.Marks), style.Address);
            else if (!flow.IsAtLineStart)
                flow.Add(new Run(" ", style.Marks), style.Address);
            start = end;
        }
    }

    private void Element(IElement element, HtmlStyle style)
    {
        var name = element.LocalName;
        if (HtmlElements.Hidden.Contains(name))
            return;
        style = style.Within(element);
        if (HtmlElements.Breaking.Contains(name))
            Broken(element, style);
        else if (!Leaf(element, style) && !Container(element, style))
            Children(element, style);
    }

    private void Broken(IElement element, HtmlStyle style)
    {
        flow.EndParagraph();
        Children(element, style);
        flow.EndParagraph();
    }

    private bool Leaf(IElement element, HtmlStyle style)
    {
        switch (element.LocalName)
        {
            case "br":
                flow.Add(new LineBreak());
                return true;
            case "hr":
                flow.Add(new Rule());
                return true;
            case "img":
                flow.Add(HtmlImages.Read(element), style.Address);
                return true;
            case "input" when element.GetAttribute("type") is "checkbox":
                flow.Add(new Run(element.HasAttribute("checked") ? "☑ " : "☐ "));
                return true;
            case "a" when HtmlMentions.Read(element) is { } mention:
                flow.Add(mention);
                return true;
            case "iframe" or "object" or "embed" or "video" or "audio" or "canvas" or "svg" or "math" or "applet":
                flow.Add(new UnknownInline(element.LocalName, HtmlText.Shown(element).Trim()), style.Address);
                return true;
            default:
                return false;
        }
    }

    private bool Container(IElement element, HtmlStyle style)
    {
        switch (element.LocalName)
        {
            case ['h', >= '1' and <= '6']:
                flow.AddAll(HtmlHeadings.Read(element.LocalName[1] - '0', ReadBlocks(element, style)));
                return true;
            case "ul" or "menu" or "dir":
                flow.Add(new BulletList(HtmlLists.Items(element, style)));
                return true;
            case "ol":
                flow.Add(new OrderedList(HtmlLists.Items(element, style), int.TryParse(element.GetAttribute("start"), out var start) ? start : 1));
                return true;
            case "pre" or "xmp" or "listing" or "plaintext":
                flow.Add(HtmlText.Code(element));
                return true;
            case "blockquote" or "details":
                flow.Add(HtmlPanels.Read(element, style));
                return true;
            case "table":
                flow.AddAll(HtmlTables.Read(element, style));
                return true;
            default:
                return false;
        }
    }
}
