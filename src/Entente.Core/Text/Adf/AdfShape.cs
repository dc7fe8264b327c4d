using Entente.Core.Text.Plain;

namespace Entente.Core.Text.Adf;

/// <summary>
/// Turns a block into blocks that its holder takes: a heading in an item becomes a strong paragraph, a quotation in an item its blocks,
/// a table in a table its rows as lines. The text always stays.
/// </summary>
internal static class AdfShape
{
    public static IEnumerable<Block> Fitting(Block block, AdfContext context) => block switch
    {
        Panel panel when !Takes(context, block) => PanelText.Labelled(panel).SelectMany(inner => Fitting(inner, context)),
        Panel { Kind: PanelKind.Expand } panel when context != AdfContext.Document => Fitting(panel with { Kind = PanelKind.Info }, context),
        // Only expands have a title of their own.
        Panel { Kind: not PanelKind.Expand, Title.Length: > 0 } panel => Fitting(new Panel(panel.Kind, PanelText.Labelled(panel)), context),
        _ when Takes(context, block) => [block],
        Heading heading => [new Paragraph(heading.Inlines.Select(Strong).ToSequence())],
        Quote quote => quote.Blocks.SelectMany(inner => Fitting(inner, context)),
        Table table => PlainFormat.Read(PlainFormat.Write(new RichText([table]))).Blocks,
        Rule => [new Paragraph("———")],
        _ => [block],
    };

    private static bool Takes(AdfContext context, Block block) => block switch
    {
        Paragraph or BulletList or OrderedList or CodeBlock => true,
        Heading => context is not (AdfContext.Item or AdfContext.Quote),
        Rule => context is AdfContext.Document or AdfContext.Expand or AdfContext.Cell,
        Quote or Panel => context is AdfContext.Document or AdfContext.Expand or AdfContext.Cell,
        Table => context is AdfContext.Document or AdfContext.Expand,
        _ => false,
    };

    private static Inline Strong(Inline inline) => inline switch
    {
        Run run => run with { Marks = run.Marks | Marks.Strong },
        Link link => link with { Inlines = link.Inlines.Select(Strong).ToSequence() },
        _ => inline,
    };
}
