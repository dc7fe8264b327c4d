using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Entente.Core.Text;

/// <summary>Writes the canonical JSON. Its names are stored in journals: they may be added to, never renamed.</summary>
internal static class RichTextJson
{
    // Relaxed: the text is stored and hashed, never put into a page, and a person must be able to read it.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static RichText Read(string json) => RichTextJsonReader.Read(json);

    public static string Write(RichText document)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            Blocks(writer, "blocks", document.Blocks);
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Blocks(Utf8JsonWriter writer, string name, IEnumerable<Block> blocks) => Array(writer, name, blocks, One);

    private static void Array<T>(Utf8JsonWriter writer, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> one)
    {
        writer.WriteStartArray(name);
        foreach (var item in items)
        {
            writer.WriteStartObject();
            one(writer, item);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static void One(Utf8JsonWriter writer, Block block)
    {
        writer.WriteString("type", BlockNames.Of(block));
        switch (block)
        {
            case Paragraph paragraph:
                Inlines(writer, paragraph.Inlines);
                break;
            case Heading heading:
                writer.WriteNumber("level", heading.Level);
                Inlines(writer, heading.Inlines);
                break;
            case BulletList list:
                Array(writer, "items", list.Items, Item);
                break;
            case OrderedList list:
                writer.WriteNumber("start", list.Start);
                Array(writer, "items", list.Items, Item);
                break;
            case CodeBlock code:
                Optional(writer, "language", code.Language);
                writer.WriteString("text", code.Text);
                break;
            case Quote quote:
                Blocks(writer, "blocks", quote.Blocks);
                break;
            case Table table:
                Array(writer, "rows", table.Rows, static (writer, row) => Array(writer, "cells", row.Cells, Cell));
                break;
            case Panel panel:
                writer.WriteString("kind", BlockNames.Of(panel.Kind));
                Optional(writer, "title", panel.Title);
                Blocks(writer, "blocks", panel.Blocks);
                break;
            case UnknownBlock unknown:
                writer.WriteString("kind", unknown.Kind);
                writer.WriteString("text", unknown.Text);
                break;
        }
    }

    private static void Item(Utf8JsonWriter writer, ListItem item)
    {
        if (item.IsDone is { } done)
            writer.WriteBoolean("done", done);
        Blocks(writer, "blocks", item.Blocks);
    }

    private static void Cell(Utf8JsonWriter writer, TableCell cell)
    {
        if (cell.IsHeader)
            writer.WriteBoolean("header", true);
        if (cell.ColumnSpan > 1)
            writer.WriteNumber("columns", cell.ColumnSpan);
        if (cell.RowSpan > 1)
            writer.WriteNumber("rows", cell.RowSpan);
        Blocks(writer, "blocks", cell.Blocks);
    }

    private static void Inlines(Utf8JsonWriter writer, IEnumerable<Inline> inlines) => Array(writer, "inlines", inlines, One);

    private static void One(Utf8JsonWriter writer, Inline inline)
    {
        switch (inline)
        {
            case Run run:
                writer.WriteString("text", run.Text);
                if (run.Marks != Marks.None)
                    writer.WriteString("marks", BlockNames.Of(run.Marks));
                break;
            case LineBreak:
                writer.WriteString("type", "break");
                break;
            case Link link:
                writer.WriteString("type", "link");
                writer.WriteString("address", link.Address);
                Inlines(writer, link.Inlines);
                break;
            case Image image:
                writer.WriteString("type", "image");
                writer.WriteString("source", image.Source);
                writer.WriteString("name", image.Name);
                Optional(writer, "alternative", image.AlternativeText);
                Optional(writer, "attachment", image.AttachmentId);
                break;
            case Mention mention:
                writer.WriteString("type", "mention");
                writer.WriteString("name", mention.DisplayName);
                Optional(writer, "id", mention.Id);
                break;
            case UnknownInline unknown:
                writer.WriteString("type", "unknown");
                writer.WriteString("kind", unknown.Kind);
                writer.WriteString("text", unknown.Text);
                break;
        }
    }

    private static void Optional(Utf8JsonWriter writer, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            writer.WriteString(name, value);
    }
}
