namespace Entente.Core.Text.Markdown;

/// <summary>Pipe tables. They always have a header row; one of empty cells stands for none. A cell is one line: blocks become lines of it.</summary>
internal static class MarkdownTables
{
    public static IEnumerable<string> Write(Table table)
    {
        var columns = table.Rows.Max(row => row.Cells.Count);
        var hasHeader = table.Rows[0].Cells.Any(cell => cell.IsHeader);
        yield return hasHeader ? Row(table.Rows[0], columns) : Line(Enumerable.Repeat(" ", columns));
        yield return Line(Enumerable.Repeat("---", columns));
        foreach (var row in table.Rows.Skip(hasHeader ? 1 : 0))
            yield return Row(row, columns);
    }

    private static string Row(TableRow row, int columns) =>
        Line(row.Cells.Select(Cell).Concat(Enumerable.Repeat(" ", columns - row.Cells.Count)));

    private static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";

    private static string Cell(TableCell cell) =>
        string.Join("<br>", CellText.Lines(cell.Blocks).Select(line => MarkdownInlineWriter.Write(line, inCell: true)));
}
