using System.Text.Json;

namespace Entente.Core.Text.Adf;

internal static class AdfTables
{
    public static Table Read(JsonElement table, int depth) =>
        new(AdfNode.Content(table).Select(row => new TableRow(AdfNode.Content(row).Select(cell => Cell(cell, depth + 2)).ToSequence())).ToSequence());

    private static TableCell Cell(JsonElement cell, int depth) => new(
        AdfReader.Blocks(cell, depth),
        AdfNode.Type(cell) == "tableHeader",
        AdfNode.Number(cell, "colspan") ?? 1,
        AdfNode.Number(cell, "rowspan") ?? 1);
}
