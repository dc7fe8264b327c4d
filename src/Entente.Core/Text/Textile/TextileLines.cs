using System.Text.RegularExpressions;

namespace Entente.Core.Text.Textile;

/// <summary>Reads lines: headings, quotations, rules, lists, tables and paragraphs. A line end inside a paragraph is a line break.</summary>
internal sealed partial class TextileLines
{
    private readonly List<Block> blocks = [];
    private readonly List<Inline> paragraph = [];
    private readonly List<TableRow> rows = [];
    private readonly List<string> quoted = [];
    private readonly MarkedLists lists = new();

    public static Sequence<Block> Read(string text)
    {
        var reader = new TextileLines();
        foreach (var line in text.Split('\n'))
            reader.Take(line.TrimEnd());
        reader.End();
        return reader.blocks.ToSequence();
    }

    private void Take(string line)
    {
        if (line.Length == 0)
            End();
        else if (line[0] == '>' && paragraph.Count == 0)
            quoted.Add(line[1..].TrimStart(' '));
        else if (Heading().Match(line) is { Success: true } heading)
            Add(new Heading(heading.Groups[1].Value[0] - '0', TextileInlines.Read(heading.Groups[2].Value)));
        else if (Quoted().Match(line) is { Success: true } quotation)
            Add(new Quote([new Paragraph(TextileInlines.Read(quotation.Groups[1].Value))]));
        else if (Ruler().IsMatch(line))
            Add(new Rule());
        else if (Item().Match(line) is { Success: true } item)
            TakeItem(item.Groups[1].Value, TextileInlines.Read(item.Groups[2].Value));
        else if (line[0] == '|' && line[^1] == '|' && line.Length > 1)
            TakeRow(line);
        else
            TakeText(Plain().Match(line) is { Success: true } plain ? plain.Groups[1].Value : line);
    }

    private void TakeItem(string marker, Sequence<Inline> line)
    {
        EndParagraph();
        EndTable();
        EndQuote();
        lists.Add(marker, line);
    }

    private void TakeRow(string line)
    {
        EndParagraph();
        EndQuote();
        blocks.AddRange(lists.Take());
        rows.Add(new TableRow(line[1..^1].Split('|').Select(Cell).ToSequence()));
    }

    private static TableCell Cell(string cell)
    {
        var isHeader = cell.StartsWith("_.", StringComparison.Ordinal);
        var lines = (isHeader ? cell[2..] : cell).Trim().Split("<br />").SelectMany(line => TextileInlines.Read(line).Prepend(new LineBreak()));
        return new TableCell([new Paragraph(lines.ToSequence())], isHeader);
    }

    private void TakeText(string line)
    {
        EndTable();
        EndQuote();
        if (lists.IsOpen)
        {
            lists.Continue(TextileInlines.Read(line.TrimStart()));
            return;
        }
        if (paragraph.Count > 0)
            paragraph.Add(new LineBreak());
        paragraph.AddRange(TextileInlines.Read(line));
    }

    private void Add(Block block)
    {
        End();
        blocks.Add(block);
    }

    private void End()
    {
        EndParagraph();
        EndTable();
        EndQuote();
        blocks.AddRange(lists.Take());
    }

    private void EndParagraph()
    {
        if (paragraph.Count > 0)
            blocks.Add(new Paragraph(paragraph.ToSequence()));
        paragraph.Clear();
    }

    private void EndTable()
    {
        if (rows.Count > 0)
            blocks.Add(new Table(rows.ToSequence()));
        rows.Clear();
    }

    // The quoted lines are read on their own, one level down: a quotation in a quotation is text with its mark.
    private void EndQuote()
    {
        if (quoted.Count > 0)
            blocks.Add(new Quote(Read(string.Join('\n', quoted.Select(line => line.StartsWith('>') ? " " + line : line)))));
        quoted.Clear();
    }

    [GeneratedRegex(@"^h([1-6])\.\s+(.*)$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^bq\.\s+(.*)$")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^-{3,}$")]
    private static partial Regex Ruler();

    [GeneratedRegex(@"^\s?([*#]{1,64})\s+(.*)$")]
    private static partial Regex Item();

    [GeneratedRegex(@"^p\.\s+(.*)$")]
    private static partial Regex Plain();
}
