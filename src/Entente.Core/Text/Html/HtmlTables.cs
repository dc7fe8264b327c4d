using AngleSharp.Dom;

namespace Entente.Core.Text.Html;

internal static class HtmlTables
{
    /// <summary>The table; its caption stands above it as a paragraph.</summary>
    public static IEnumerable<Block> Read(IElement table, HtmlStyle style)
    {
        var before = new List<Block>();
        var rows = new List<TableRow>();
        foreach (var part in table.Children)
        {
            var inner = style with { Depth = style.Depth + 1 };
            if (part.LocalName == "caption")
                before.AddRange(HtmlReader.ReadBlocks(part, inner));
            else if (part.LocalName == "tr")
                rows.Add(Row(part, inner));
            else
                rows.AddRange(part.Children.Where(child => child.LocalName == "tr").Select(row => Row(row, inner)));
        }
        return rows.Count > 0 ? [.. before, new Table(rows.ToSequence())] : before;
    }

    private static TableRow Row(IElement row, HtmlStyle style)
    {
        var inner = style with { Depth = style.Depth + 2 };
        return new(row.Children.Where(cell => cell.LocalName is "td" or "th").Select(cell => Cell(cell, inner)).ToSequence());
    }

    private static TableCell Cell(IElement cell, HtmlStyle style) =>
        new(HtmlReader.ReadBlocks(cell, style), cell.LocalName == "th", Span(cell, "colspan"), Span(cell, "rowspan"));

    private static int Span(IElement cell, string attribute) => int.TryParse(cell.GetAttribute(attribute), out var span) ? span : 1;
}
