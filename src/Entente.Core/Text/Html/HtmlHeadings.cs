namespace Entente.Core.Text.Html;

internal static class HtmlHeadings
{
    /// <summary>Mail programs put lists and tables into headings; only the paragraphs become headings, the rest stays what it is.</summary>
    public static IEnumerable<Block> Read(int level, Sequence<Block> blocks) =>
        blocks.Select(block => block is Paragraph paragraph ? new Heading(level, paragraph.Inlines) : block);
}
