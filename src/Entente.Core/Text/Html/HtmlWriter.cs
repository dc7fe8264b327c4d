using System.Text;

namespace Entente.Core.Text.Html;

/// <summary>The allow-list as code: what is not written here cannot come out.</summary>
internal sealed class HtmlWriter
{
    private static readonly (Marks Mark, string Element)[] Elements =
    [
        (Marks.Strong, "strong"), (Marks.Emphasis, "em"), (Marks.Underline, "u"), (Marks.Strike, "s"),
        (Marks.Superscript, "sup"), (Marks.Subscript, "sub"), (Marks.Code, "code"),
    ];

    private readonly StringBuilder html = new();

    private HtmlWriter()
    {
    }

    public static string Write(RichText tidy)
    {
        var writer = new HtmlWriter();
        writer.Blocks(tidy.Blocks);
        return writer.html.ToString();
    }

    private void Blocks(IEnumerable<Block> blocks)
    {
        foreach (var block in blocks)
            One(block);
    }

    private void One(Block block)
    {
        switch (block)
        {
            case Paragraph paragraph:
                Wrapped("p", () => Inlines(paragraph.Inlines));
                break;
            case Heading heading:
                Wrapped($"h{heading.Level}", () => Inlines(heading.Inlines));
                break;
            case BulletList list:
                Wrapped("ul", () => Items(list.Items));
                break;
            case OrderedList list:
                Wrapped("ol", () => Items(list.Items), list.Start == 1 ? "" : $" start=\"{list.Start}\"");
                break;
            case CodeBlock code:
                html.Append("<pre><code").Append(code.Language is null ? "" : $" class=\"language-{HtmlEscape.Text(code.Language)}\"").Append('>')
                    .Append(HtmlEscape.Text(code.Text)).Append("</code></pre>");
                break;
            case Quote quote:
                Wrapped("blockquote", () => Blocks(quote.Blocks));
                break;
            case Table table:
                Wrapped("table", () => Wrapped("tbody", () => Rows(table.Rows)));
                break;
            case Rule:
                html.Append("<hr>");
                break;
            case Panel panel:
                Boxed(panel);
                break;
            default:
                throw new InvalidOperationException($"{block.GetType().Name} is no block of a tidy document.");
        }
    }

    // A panel is a quotation that says which panel it is; where the target drops the attributes, a labelled quotation remains.
    private void Boxed(Panel panel)
    {
        var title = panel.Title.Length > 0 ? $" data-title=\"{HtmlEscape.Text(panel.Title)}\"" : "";
        Wrapped("blockquote", () => Blocks(PanelText.Labelled(panel)), $" data-panel=\"{BlockNames.Of(panel.Kind)}\"{title}");
    }

    private void Items(IEnumerable<ListItem> items)
    {
        foreach (var item in items)
            Wrapped("li", () => Contents(TaskMark.Shown(item)));
    }

    private void Rows(IEnumerable<TableRow> rows)
    {
        foreach (var row in rows)
            Wrapped("tr", () => Cells(row.Cells));
    }

    private void Cells(IEnumerable<TableCell> cells)
    {
        foreach (var cell in cells)
        {
            var columns = cell.ColumnSpan > 1 ? $" colspan=\"{cell.ColumnSpan}\"" : "";
            var rows = cell.RowSpan > 1 ? $" rowspan=\"{cell.RowSpan}\"" : "";
            Wrapped(cell.IsHeader ? "th" : "td", () => Contents(cell.Blocks), columns + rows);
        }
    }

    // A single paragraph needs no element of its own inside an item or a cell.
    private void Contents(Sequence<Block> blocks)
    {
        if (blocks is [Paragraph only])
            Inlines(only.Inlines);
        else
            Blocks(blocks);
    }

    private void Inlines(IEnumerable<Inline> inlines)
    {
        var atLineStart = true;
        foreach (var inline in inlines)
        {
            One(inline, atLineStart);
            atLineStart = inline is LineBreak;
        }
    }

    private void One(Inline inline, bool atLineStart)
    {
        switch (inline)
        {
            case Run run:
                Marked(run, atLineStart);
                break;
            case LineBreak:
                html.Append("<br>");
                break;
            case Link link when LinkAddress.Safe(link.Address) is { } address:
                Wrapped("a", () => Inlines(link.Inlines), $" href=\"{HtmlEscape.Text(address)}\" rel=\"noopener noreferrer nofollow\"");
                break;
            case Link link:
                Inlines(link.Inlines);
                break;
            case Image image:
                Pictured(image);
                break;
            case Mention mention:
                html.Append(HtmlEscape.Text("@" + mention.DisplayName));
                break;
            default:
                throw new InvalidOperationException($"{inline.GetType().Name} is no inline of a tidy document.");
        }
    }

    private void Marked(Run run, bool atLineStart)
    {
        var elements = Elements.Where(element => run.Marks.HasFlag(element.Mark)).Select(element => element.Element).ToList();
        foreach (var element in elements)
            html.Append('<').Append(element).Append('>');
        html.Append(HtmlEscape.Spaced(run.Text, atLineStart));
        foreach (var element in Enumerable.Reverse(elements))
            html.Append("</").Append(element).Append('>');
    }

    private void Pictured(Image image)
    {
        if (LinkAddress.SafeImage(image.Source) is not { } source)
        {
            html.Append("<em>").Append(HtmlEscape.Text(image.Reference)).Append("</em>");
            return;
        }
        html.Append($"<img src=\"{HtmlEscape.Text(source)}\" alt=\"{HtmlEscape.Text(image.AlternativeText)}\"");
        if (image.Name.Length > 0)
            html.Append($" title=\"{HtmlEscape.Text(image.Name)}\"");
        if (image.AttachmentId is { } id)
            html.Append($" data-attachment=\"{HtmlEscape.Text(id)}\"");
        html.Append('>');
    }

    private void Wrapped(string element, Action content, string attributes = "")
    {
        html.Append('<').Append(element).Append(attributes).Append('>');
        content();
        html.Append("</").Append(element).Append('>');
    }
}
