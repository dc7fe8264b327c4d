namespace Entente.Core.Text.JiraWiki;

/// <summary>One line of a table: <c>||heading||heading||</c> or <c>|cell|cell|</c>, mixed as people please.</summary>
internal static class JiraWikiTables
{
    public static TableRow Read(string line)
    {
        var cells = new List<TableCell>();
        var at = 0;
        var lastBracket = line.LastIndexOf(']');
        while (at < line.Length && line[at] == '|')
        {
            var isHeader = at + 1 < line.Length && line[at + 1] == '|';
            var start = at + (isHeader ? 2 : 1);
            at = End(line, start, lastBracket);
            // The bar at the end of the line opens no cell.
            if (start < line.Length || at < line.Length)
                cells.Add(new TableCell([new Paragraph(JiraWikiInlines.Read(line[start..at].Trim()))], isHeader));
        }
        return new TableRow(cells.ToSequence());
    }

    // Bars inside links and images belong to them.
    private static int End(string line, int start, int lastBracket)
    {
        var inLink = false;
        for (var i = start; i < line.Length; i++)
        {
            if (line[i] == '\\')
                i++;
            else if (line[i] == '[' && i < lastBracket)
                inLink = true;
            else if (line[i] == ']')
                inLink = false;
            else if (line[i] == '|' && !inLink)
                return i;
        }
        return line.Length;
    }
}
