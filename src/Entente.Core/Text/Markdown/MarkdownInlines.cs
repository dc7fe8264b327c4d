using System.Net;

using Markdig.Extensions.TaskLists;
using Markdig.Syntax.Inlines;

namespace Entente.Core.Text.Markdown;

/// <summary>Reads inlines. Inline HTML switches marks on and off; tags that mean nothing here stay visible as text.</summary>
internal sealed class MarkdownInlines
{
    private readonly List<Inline> inlines = [];
    private readonly List<Marks> open = [];
    private bool isAfterBox;

    private MarkdownInlines()
    {
    }

    public static Sequence<Inline> Read(ContainerInline? container)
    {
        var reader = new MarkdownInlines();
        if (container is not null)
            reader.Children(container, Marks.None);
        return reader.inlines.ToSequence();
    }

    private void Children(ContainerInline container, Marks marks)
    {
        foreach (var child in container)
            One(child, marks);
    }

    private void One(Markdig.Syntax.Inlines.Inline inline, Marks marks)
    {
        switch (inline)
        {
            case LiteralInline literal:
                Add(literal.Content.ToString(), marks);
                break;
            case CodeInline code:
                Add(code.Content, marks | Marks.Code);
                break;
            case HtmlEntityInline entity:
                Add(entity.Transcoded.ToString(), marks);
                break;
            case LineBreakInline { IsHard: true }:
                inlines.Add(new LineBreak());
                break;
            case LineBreakInline:
                Add(" ", marks);
                break;
            case EmphasisInline emphasis:
                Children(emphasis, marks | MarkOf(emphasis));
                break;
            case AutolinkInline autolink:
                inlines.Add(new Link((autolink.IsEmail ? "mailto:" : "") + autolink.Url, [new Run(autolink.Url)]));
                break;
            case LinkInline link:
                Linked(link);
                break;
            case HtmlInline html:
                Tag(html.Tag, marks);
                break;
            case TaskList:
                isAfterBox = true;
                break;
            case ContainerInline container:
                Children(container, marks);
                break;
            default:
                Add(inline.ToString() ?? "", marks);
                break;
        }
    }

    private void Add(string text, Marks marks)
    {
        inlines.Add(new Run(isAfterBox ? text.TrimStart(' ') : text, open.Aggregate(marks, (all, one) => all | one)));
        isAfterBox = false;
    }

    private void Linked(LinkInline link)
    {
        var address = LinkAddress.Safe(link.Url ?? "");
        var inner = Read(link);
        if (link.IsImage)
            inlines.Add(new Image(LinkAddress.SafeImage(link.Url ?? "") ?? "", link.Title ?? "", VisibleText.Of(inner)));
        else if (address is null)
            inlines.AddRange(inner);
        else
            inlines.Add(new Link(address, inner));
    }

    private static Marks MarkOf(EmphasisInline emphasis) => emphasis.DelimiterChar switch
    {
        '~' => Marks.Strike,
        _ => emphasis.DelimiterCount == 2 ? Marks.Strong : Marks.Emphasis,
    };

    private void Tag(string tag, Marks marks)
    {
        var isClosing = tag.StartsWith("</", StringComparison.Ordinal);
        var name = string.Concat(tag.Skip(isClosing ? 2 : 1).TakeWhile(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
        var mark = MarkOf(name);
        if (name == "br")
            inlines.Add(new LineBreak());
        else if (mark == Marks.None)
            Add(tag.StartsWith("<!--", StringComparison.Ordinal) ? "" : WebUtility.HtmlDecode(tag), marks);
        else if (!isClosing)
            open.Add(mark);
        else if (open.LastIndexOf(mark) is >= 0 and var last)
            open.RemoveAt(last);
    }

    private static Marks MarkOf(string element) => element switch
    {
        "strong" or "b" => Marks.Strong,
        "em" or "i" => Marks.Emphasis,
        "u" or "ins" => Marks.Underline,
        "s" or "del" or "strike" => Marks.Strike,
        "code" or "kbd" or "tt" or "samp" => Marks.Code,
        "sup" => Marks.Superscript,
        "sub" => Marks.Subscript,
        _ => Marks.None,
    };
}
