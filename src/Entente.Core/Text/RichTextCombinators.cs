namespace Entente.Core.Text;

/// <summary>What connectors and policies do to documents. All return a new document.</summary>
public static class RichTextCombinators
{
    /// <summary>Replaces every inline, the content of links before the link itself.</summary>
    public static RichText MapInlines(this RichText document, Func<Inline, Inline> map) =>
        document.MapLines(inlines => inlines.Select(inline => MapOne(inline, map)));

    /// <summary>Replaces every line of inlines: the content of a paragraph or heading.</summary>
    public static RichText MapLines(this RichText document, Func<IReadOnlyList<Inline>, IEnumerable<Inline>> map) =>
        document.Map(block => block switch
        {
            Paragraph paragraph => new Paragraph(map(paragraph.Inlines).ToSequence()),
            Heading heading => heading with { Inlines = map(heading.Inlines).ToSequence() },
            _ => block,
        });

    /// <summary>Replaces every block, children before their parent.</summary>
    public static RichText Map(this RichText document, Func<Block, Block> map)
    {
        return new(document.Blocks.Select(Mapped));

        Block Mapped(Block block) => map(BlockChildren.Map(block, children => children.Select(Mapped).ToSequence()));
    }

    /// <summary>Replaces every image where it stands: by one that lives at the target, or by a readable reference.</summary>
    public static RichText ReplaceImages(this RichText document, Func<Image, Inline> replace) =>
        document.MapInlines(inline => inline is Image image ? replace(image) : inline);

    /// <summary>Every image as the emphasised text <c>[image: cart.png]</c>: for bytes that travel as attachments. Drops the address (B10).</summary>
    public static RichText ImagesAsReferences(this RichText document) =>
        document.ReplaceImages(image => new Run(image.Reference, Marks.Emphasis));

    /// <summary>All images in reading order, those inside links too.</summary>
    public static IReadOnlyList<Image> Images(this RichText document) => [.. document.Inlines().OfType<Image>()];

    /// <summary>All links in reading order.</summary>
    public static IReadOnlyList<Link> Links(this RichText document) => [.. document.Inlines().OfType<Link>()];

    /// <summary>All mentions in reading order.</summary>
    public static IReadOnlyList<Mention> Mentions(this RichText document) => [.. document.Inlines().OfType<Mention>()];

    /// <summary>All inlines in reading order, a link before its content.</summary>
    public static IEnumerable<Inline> Inlines(this RichText document) => document.Blocks.SelectMany(Of).SelectMany(Opened);

    private static IEnumerable<Inline> Of(Block block) => block switch
    {
        Paragraph paragraph => paragraph.Inlines,
        Heading heading => heading.Inlines,
        _ => BlockChildren.Of(block).SelectMany(children => children).SelectMany(Of),
    };

    private static IEnumerable<Inline> Opened(Inline inline) => inline is Link link ? link.Inlines.SelectMany(Opened).Prepend(link) : [inline];

    private static Inline MapOne(Inline inline, Func<Inline, Inline> map) =>
        map(inline is Link link ? link with { Inlines = link.Inlines.Select(inner => MapOne(inner, map)).ToSequence() } : inline);
}
