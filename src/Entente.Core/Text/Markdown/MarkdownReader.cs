using Entente.Core.Text.Html;
using Entente.Core.Text.Plain;

using Markdig;
using Markdig.Extensions.TaskLists;
using Markdig.Syntax;

namespace Entente.Core.Text.Markdown;

/// <summary>Reads the tree that Markdig parses.</summary>
internal static class MarkdownReader
{
    // No automatic links and no other extension: what they would find is text, and text it stays.
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables().UseTaskLists().UseEmphasisExtras(Markdig.Extensions.EmphasisExtras.EmphasisExtraOptions.Strikethrough).Build();

    public static RichText Read(string markdown)
    {
        if (!MarkdownTameness.IsTame(markdown))
            return PlainFormat.Read(markdown);
        try
        {
            return new RichText(Blocks(Markdig.Markdown.Parse(markdown, Pipeline), 0));
        }
        catch (ArgumentException)
        {
            // Markdig refuses nesting that would overflow its stack; such a text is shown as it stands.
            return PlainFormat.Read(markdown);
        }
    }

    private static Sequence<Block> Blocks(IEnumerable<Markdig.Syntax.Block> blocks, int depth) =>
        blocks.SelectMany(block => One(block, depth + 1)).ToSequence();

    private static IEnumerable<Block> One(Markdig.Syntax.Block block, int depth) => block switch
    {
        HeadingBlock heading => [new Heading(heading.Level, MarkdownInlines.Read(heading.Inline))],
        ParagraphBlock paragraph => [new Paragraph(MarkdownInlines.Read(paragraph.Inline))],
        ListBlock list => List(list, depth),
        FencedCodeBlock fenced => [new Text.CodeBlock(fenced.Info, fenced.Lines.ToString())],
        Markdig.Syntax.CodeBlock code => [new Text.CodeBlock(null, code.Lines.ToString())],
        QuoteBlock quote => [new Quote(Blocks(quote, depth))],
        ThematicBreakBlock => [new Rule()],
        HtmlBlock html => Html(html),
        Markdig.Extensions.Tables.Table table => [ReadTable(table, depth)],
        LinkReferenceDefinitionGroup => [],
        ContainerBlock container => Blocks(container, depth),
        LeafBlock leaf => [new UnknownBlock("block", leaf.Lines.ToString())],
        _ => [],
    };

    private static IEnumerable<Block> Html(HtmlBlock html) => html.Type == HtmlBlockType.Comment ? [] : HtmlFormat.Read(html.Lines.ToString()).Blocks;

    private static IEnumerable<Block> List(ListBlock list, int depth)
    {
        var items = list.OfType<ListItemBlock>().Select(item => Item(item, depth)).ToSequence();
        return list.IsOrdered ? [new OrderedList(items, int.TryParse(list.OrderedStart, out var start) ? start : 1)] : [new BulletList(items)];
    }

    private static ListItem Item(ListItemBlock item, int depth)
    {
        var task = (item.FirstOrDefault() as ParagraphBlock)?.Inline?.FirstChild as TaskList;
        var blocks = Blocks(item, depth);
        return task is null ? TaskMark.Recognised(blocks) : new ListItem(blocks, task.Checked);
    }

    private static Text.Table ReadTable(Markdig.Extensions.Tables.Table table, int depth) =>
        new(table.OfType<Markdig.Extensions.Tables.TableRow>().Select(row => new Text.TableRow(row.OfType<Markdig.Extensions.Tables.TableCell>()
            .Select(cell => new Text.TableCell(Blocks(cell, depth), row.IsHeader)).ToSequence())).ToSequence());
}
