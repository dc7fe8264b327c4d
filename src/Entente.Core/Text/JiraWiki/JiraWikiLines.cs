using System.Text.RegularExpressions;

namespace Entente.Core.Text.JiraWiki;

/// <summary>Reads lines: headings, quotations, rules, lists, tables and paragraphs. A line end inside a paragraph is a line break.</summary>
internal sealed partial class JiraWikiLines
{
    private readonly List<Block> blocks = [];
    private readonly List<Inline> paragraph = [];
    private readonly List<TableRow> rows = [];
    private readonly MarkedLists lists = new();

    public static Sequence<Block> Read(string text)
    {
        var reader = new JiraWikiLines();
        foreach (var line in text.Split('\n'))
            reader.Take(line.TrimEnd());
        reader.End();
        return reader.blocks.ToSequence();
    }

    private void Take(string line)
    {
        if (line.Length == 0)
        {
            End();
        }
        else if (Heading().Match(line) is { Success: true } heading)
        {
            Add(new Heading(heading.Groups[1].Value[0] - '0', JiraWikiInlines.Read(heading.Groups[2].Value)));
        }
        else if (line.TrimStart().StartsWith("bq. ", StringComparison.Ordinal))
        {
            Add(new Quote([new Paragraph(JiraWikiInlines.Read(line.TrimStart()["bq. ".Length..]))]));
        }
        else if (Ruler().IsMatch(line))
        {
            Add(new Rule());
        }
        else if (Item().Match(line) is { Success: true } item)
        {
            EndParagraph();
            EndTable();
            lists.Add(item.Groups[1].Value, JiraWikiInlines.Read(item.Groups[2].Value));
        }
        else if (line.StartsWith('|') && line.Length > 1)
        {
            EndParagraph();
            EndLists();
            rows.Add(JiraWikiTables.Read(line));
        }
        else
        {
            TakeText(line);
        }
    }

    private void TakeText(string line)
    {
        EndTable();
        if (lists.IsOpen)
        {
            lists.Continue(JiraWikiInlines.Read(line.TrimStart()));
            return;
        }
        if (paragraph.Count > 0)
            paragraph.Add(new LineBreak());
        paragraph.AddRange(JiraWikiInlines.Read(line));
    }

    private void Add(Block block)
    {
        End();
        blocks.Add(block);
    }

    private void End()
    {
        EndParagraph();
        EndLists();
        EndTable();
    }

    private void EndParagraph()
    {
        if (paragraph.Count > 0)
            blocks.Add(new Paragraph(paragraph.ToSequence()));
        paragraph.Clear();
    }

    private void EndLists() => blocks.AddRange(lists.Take());

    private void EndTable()
    {
        if (rows.Count > 0)
            blocks.Add(new Table(rows.ToSequence()));
        rows.Clear();
    }

    [GeneratedRegex(@"^\s*h([1-6])\.\s+(.*)$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\s*-{4,}\s*$")]
    private static partial Regex Ruler();

    [GeneratedRegex(@"^\s*([*#]{1,64}|-)\s+(.*)$")]
    private static partial Regex Item();
}
