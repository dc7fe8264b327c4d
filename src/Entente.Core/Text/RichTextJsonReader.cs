using System.Text.Json;

namespace Entente.Core.Text;

/// <summary>Reads the canonical JSON strictly: the journal is ours, so anything unexpected is damage and is reported, not repaired.</summary>
internal static class RichTextJsonReader
{
    // 64 levels of blocks take at most five levels of JSON each (table, rows, row, cells, cell).
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = (RichText.MaxDepth * 6) + 16 };

    public static RichText Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            return new RichText(Blocks(document.RootElement));
        }
        catch (JsonException exception)
        {
            var position = $"line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}";
            throw new RichTextException("json", "is not JSON", position, exception);
        }
        catch (Exception exception) when (exception is KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new RichTextException("json", "is not a document written by this program", null, exception);
        }
    }

    private static IEnumerable<Block> Blocks(JsonElement parent) => parent.GetProperty("blocks").EnumerateArray().Select(One).ToList();

    private static Block One(JsonElement block) => Text(block, "type") switch
    {
        "paragraph" => new Paragraph(Inlines(block)),
        "heading" => new Heading(block.GetProperty("level").GetInt32(), Inlines(block)),
        "bullets" => new BulletList(Items(block)),
        "numbers" => new OrderedList(Items(block), block.GetProperty("start").GetInt32()),
        "code" => new CodeBlock(Optional(block, "language"), Text(block, "text")),
        "quote" => new Quote(Blocks(block).ToSequence()),
        "table" => new Table(block.GetProperty("rows").EnumerateArray().Select(Row).ToSequence()),
        "rule" => new Rule(),
        "panel" when BlockNames.TryPanel(Text(block, "kind"), out var kind) =>
            new Panel(kind, Blocks(block).ToSequence(), Optional(block, "title") ?? ""),
        "unknown" => new UnknownBlock(Text(block, "kind"), Text(block, "text")),
        var type => throw new RichTextException("json", $"has a block of the unknown type {type}"),
    };

    private static Sequence<ListItem> Items(JsonElement list) => list.GetProperty("items").EnumerateArray()
        .Select(item => new ListItem(Blocks(item).ToSequence(), item.TryGetProperty("done", out var done) ? done.GetBoolean() : null)).ToSequence();

    private static TableRow Row(JsonElement row) => new(row.GetProperty("cells").EnumerateArray().Select(Cell).ToSequence());

    private static TableCell Cell(JsonElement cell) => new(
        Blocks(cell).ToSequence(),
        cell.TryGetProperty("header", out var header) && header.GetBoolean(),
        cell.TryGetProperty("columns", out var columns) ? columns.GetInt32() : 1,
        cell.TryGetProperty("rows", out var rows) ? rows.GetInt32() : 1);

    private static Sequence<Inline> Inlines(JsonElement parent) => parent.GetProperty("inlines").EnumerateArray().Select(Inline).ToSequence();

    private static Inline Inline(JsonElement inline) => Optional(inline, "type") switch
    {
        null => new Run(Text(inline, "text"), MarksOf(inline)),
        "break" => new LineBreak(),
        "link" => new Link(Text(inline, "address"), Inlines(inline)),
        "image" => new Image(
            Text(inline, "source"), Text(inline, "name"), Optional(inline, "alternative") ?? "", Optional(inline, "attachment")),
        "mention" => new Mention(Text(inline, "name"), Optional(inline, "id")),
        "unknown" => new UnknownInline(Text(inline, "kind"), Text(inline, "text")),
        var type => throw new RichTextException("json", $"has an inline of the unknown type {type}"),
    };

    private static Marks MarksOf(JsonElement run) => Optional(run, "marks") is not { } names ? Marks.None
        : BlockNames.TryMarks(names, out var marks) ? marks
        : throw new RichTextException("json", $"has unknown marks {names}");

    private static string Text(JsonElement parent, string name) => parent.GetProperty(name).GetString() ?? "";

    private static string? Optional(JsonElement parent, string name) => parent.TryGetProperty(name, out var value) ? value.GetString() : null;
}
