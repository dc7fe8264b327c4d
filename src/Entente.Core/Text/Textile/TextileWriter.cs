using Entente.Core.Text.Html;

namespace Entente.Core.Text.Textile;

/// <summary>Writes blocks. Redmine's quotations take lines with <c>&gt;</c>; tables and items are one line each.</summary>
internal sealed class TextileWriter(TextileWriteOptions options)
{
    public string Write(RichText tidy) => string.Join("\n\n", tidy.Blocks.SelectMany(block => One(block, isQuoted: false)));

    private IEnumerable<string> One(Block block, bool isQuoted) => block switch
    {
        Paragraph paragraph => [Inlines(paragraph.Inlines, "\n")],
        Heading heading => [$"h{heading.Level}. {Inlines(heading.Inlines, " ")}"],
        BulletList list => [string.Join('\n', Items(list.Items, "*"))],
        OrderedList list => [string.Join('\n', Items(list.Items, "#"))],
        CodeBlock code when isQuoted => CellText.Lines([code]).Select(line => Inlines(line, " ")),
        CodeBlock code => [Code(code)],
        Quote quote => Quoted(quote.Blocks, isQuoted),
        Panel panel => Quoted(PanelText.Labelled(panel), isQuoted),
        Rule => ["---"],
        Table table => [string.Join('\n', table.Rows.Select(Row))],
        _ => throw new InvalidOperationException($"{block.GetType().Name} is no block of a tidy document."),
    };

    private static string Code(CodeBlock code)
    {
        var language = code.Language is null ? "" : $" class=\"{code.Language}\"";
        return $"<pre><code{language}>\n{HtmlEscape.Text(code.Text)}\n</code></pre>";
    }

    private IEnumerable<string> Quoted(IEnumerable<Block> blocks, bool isQuoted)
    {
        var inner = blocks.SelectMany(block => One(block, isQuoted: true));
        return isQuoted ? inner : [string.Join('\n', string.Join("\n\n", inner).Split('\n').Select(line => line.Length > 0 ? "> " + line : ">"))];
    }

    private string Inlines(IReadOnlyList<Inline> inlines, string lineBreak) => TextileInlineWriter.Write(inlines, options, lineBreak);

    // An item is one line with its line breaks, followed by the lists that it ends with.
    private IEnumerable<string> Items(IEnumerable<ListItem> items, string marker)
    {
        foreach (var item in items)
        {
            var blocks = TaskMark.Shown(item);
            var ownCount = blocks.Count;
            while (ownCount > 0 && blocks[ownCount - 1] is BulletList or OrderedList)
                ownCount--;
            if (ownCount > 0)
                yield return $"{marker} {string.Join('\n', CellText.Lines(blocks.Take(ownCount)).Select(line => Inlines(line, "\n")))}";
            foreach (var nested in blocks.Skip(ownCount))
                foreach (var line in Nested(nested, marker))
                    yield return line;
        }
    }

    private IEnumerable<string> Nested(Block list, string marker) =>
        list is OrderedList ordered ? Items(ordered.Items, marker + "#") : Items(((BulletList)list).Items, marker + "*");

    private string Row(TableRow row) => $"|{string.Join('|', row.Cells.Select(Cell))}|";

    private string Cell(TableCell cell)
    {
        var text = string.Join("<br />", CellText.Lines(cell.Blocks).Select(line => Inlines(line, "<br />")));
        return $"{(cell.IsHeader ? "_." : "")} {text} ";
    }
}
