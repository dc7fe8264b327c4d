using AngleSharp.Dom;

namespace Entente.Core.Text.Html;

internal static class HtmlPanels
{
    /// <summary>A quotation, or the panel that our own writer made of one, or a section that folds.</summary>
    public static Block Read(IElement element, HtmlStyle style)
    {
        if (element.LocalName == "details")
            return Folding(element, style);
        var blocks = HtmlReader.ReadBlocks(element, style);
        if (!BlockNames.TryPanel(element.GetAttribute("data-panel") ?? "-", out var kind))
            return new Quote(blocks);
        var title = element.GetAttribute("data-title") ?? "";
        var label = PanelText.Labelled(new Panel(kind, [], title))[0];
        var isLabelled = blocks is [Paragraph first, ..] && VisibleText.Of(first.Inlines) == VisibleText.Of(((Paragraph)label).Inlines);
        return new Panel(kind, isLabelled ? blocks.Skip(1).ToSequence() : blocks, title);
    }

    private static Panel Folding(IElement details, HtmlStyle style)
    {
        var summary = details.Children.FirstOrDefault(child => child.LocalName == "summary");
        var title = summary is null ? "" : HtmlText.Shown(summary).Trim();
        var blocks = HtmlReader.ReadBlocks(details, style);
        var isRepeated = title.Length > 0 && blocks.Count > 0 && blocks[0] is Paragraph first && VisibleText.Of(first.Inlines).Trim() == title;
        return new Panel(PanelKind.Expand, isRepeated ? blocks.Skip(1).ToSequence() : blocks, title);
    }
}
