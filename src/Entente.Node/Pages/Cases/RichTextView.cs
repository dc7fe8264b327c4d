using Entente.Core.Text;

using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Entente.Node.Pages.Cases;

/// <summary>
/// Rich text as elements that are written here and nowhere else; what people wrote only ever becomes text of them. Links keep an address of http or
/// https, others lose it; images are named, never fetched.
/// </summary>
public sealed class RichTextView : ComponentBase
{
    private static readonly (Marks Mark, string Element)[] Elements =
    [
        (Marks.Strong, "strong"), (Marks.Emphasis, "em"), (Marks.Underline, "u"), (Marks.Strike, "s"),
        (Marks.Superscript, "sup"), (Marks.Subscript, "sub"), (Marks.Code, "code"),
    ];

    [Parameter, EditorRequired]
    public RichText Text { get; set; } = RichText.Empty;

    protected override void BuildRenderTree(RenderTreeBuilder builder) => Blocks(builder, Text.Blocks);

    /// <summary>The address as a link may carry it; null for one that is neither http nor https.</summary>
    internal static string? SafeAddress(string address) =>
        Uri.TryCreate(address.Trim(), UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
            ? uri.AbsoluteUri
            : null;

    private static void Blocks(RenderTreeBuilder to, IEnumerable<Block> blocks)
    {
        foreach (var block in blocks)
            One(to, block);
    }

    private static void One(RenderTreeBuilder to, Block block)
    {
        switch (block)
        {
            case Paragraph paragraph:
                Within(to, "p", () => Inlines(to, paragraph.Inlines));
                break;
            case Heading heading: // the page's outline is the page's own
                Within(to, "p", () => Within(to, "strong", () => Inlines(to, heading.Inlines)));
                break;
            case BulletList list:
                Within(to, "ul", () => Items(to, list.Items));
                break;
            case OrderedList list:
                to.OpenElement(0, "ol");
                to.AddAttribute(1, "start", list.Start);
                Items(to, list.Items);
                to.CloseElement();
                break;
            case CodeBlock code:
                Within(to, "pre", () => Within(to, "code", () => to.AddContent(2, code.Text)));
                break;
            case Quote quote:
                Within(to, "blockquote", () => Blocks(to, quote.Blocks));
                break;
            case Table table:
                Within(to, "table", () => Within(to, "tbody", () => Rows(to, table.Rows)));
                break;
            case Rule:
                Within(to, "hr", () => { });
                break;
            case Panel panel:
                Within(to, "blockquote", () => Boxed(to, panel));
                break;
            case UnknownBlock unknown:
                Within(to, "p", () => to.AddContent(2, unknown.Text));
                break;
        }
    }

    private static void Boxed(RenderTreeBuilder to, Panel panel)
    {
        Within(to, "p", () => Within(to, "strong", () => to.AddContent(2, panel.Title.Length > 0 ? panel.Title : panel.Kind.ToString())));
        Blocks(to, panel.Blocks);
    }

    private static void Items(RenderTreeBuilder to, IEnumerable<ListItem> items)
    {
        foreach (var item in items)
            Within(to, "li", () =>
            {
                if (item.IsDone is { } isDone)
                    to.AddContent(2, isDone ? "☑ " : "☐ ");
                Blocks(to, item.Blocks);
            });
    }

    private static void Rows(RenderTreeBuilder to, IEnumerable<TableRow> rows)
    {
        foreach (var row in rows)
            Within(to, "tr", () =>
            {
                foreach (var cell in row.Cells)
                {
                    to.OpenElement(0, cell.IsHeader ? "th" : "td");
                    to.AddAttribute(1, "colspan", cell.ColumnSpan);
                    to.AddAttribute(2, "rowspan", cell.RowSpan);
                    Blocks(to, cell.Blocks);
                    to.CloseElement();
                }
            });
    }

    private static void Inlines(RenderTreeBuilder to, IEnumerable<Inline> inlines)
    {
        foreach (var inline in inlines)
            One(to, inline);
    }

    private static void One(RenderTreeBuilder to, Inline inline)
    {
        switch (inline)
        {
            case Run run:
                Marked(to, run.Text, [.. Elements.Where(element => run.Marks.HasFlag(element.Mark)).Select(element => element.Element)]);
                break;
            case LineBreak:
                Within(to, "br", () => { });
                break;
            case Link link when SafeAddress(link.Address) is { } address:
                to.OpenElement(0, "a");
                to.AddAttribute(1, "href", address);
                to.AddAttribute(2, "rel", "noopener noreferrer nofollow");
                Inlines(to, link.Inlines);
                to.CloseElement();
                break;
            case Link link:
                Inlines(to, link.Inlines);
                break;
            case Image image:
                to.AddContent(0, image.Reference);
                break;
            case Mention mention:
                to.AddContent(0, $"@{mention.DisplayName}");
                break;
            case UnknownInline unknown:
                to.AddContent(0, unknown.Text);
                break;
        }
    }

    private static void Marked(RenderTreeBuilder to, string text, ReadOnlySpan<string> elements)
    {
        foreach (var element in elements)
            to.OpenElement(0, element);
        to.AddContent(1, text);
        foreach (var _ in elements)
            to.CloseElement();
    }

    private static void Within(RenderTreeBuilder to, string element, Action content)
    {
        to.OpenElement(0, element);
        content();
        to.CloseElement();
    }
}
