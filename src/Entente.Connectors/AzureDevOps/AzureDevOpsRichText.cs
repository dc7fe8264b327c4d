using Entente.Cel;
using Entente.Core.Text;
using Entente.Core.Text.Html;
using Entente.Core.Text.Markdown;
using Entente.Core.Text.Plain;
using Entente.Core.Tickets;

namespace Entente.Connectors.AzureDevOps;

/// <summary>
/// Rich text from and for long fields and comments: HTML, or Markdown where a field or comment was turned into it. Pictures in a text are attachments
/// of their own that no relation names; only their address tells them. Pure.
/// </summary>
internal static class AzureDevOpsRichText
{
    /// <summary>The empty document as a value.</summary>
    public static CelValue None { get; } = RichTextValue.Of(RichText.Empty);

    /// <summary>The text; its pictures carry the id of their attachment and no address, which only our account may open (RELIABILITY B10).</summary>
    public static RichText Read(string text, bool isMarkdown) => Parse(text, isMarkdown).ReplaceImages(image =>
        AzureDevOpsFile.InAddress(image.Source) is { } file ? new Image("", file.Name, image.AlternativeText, file.Id) : image);

    /// <summary>The files that a text shows, in reading order.</summary>
    public static IReadOnlyList<AzureDevOpsFile> Files(string text, bool isMarkdown) =>
        !text.Contains(AzureDevOpsFile.PathPart, StringComparison.OrdinalIgnoreCase)
            ? []
            : [.. Parse(text, isMarkdown).Images().Select(image => AzureDevOpsFile.InAddress(image.Source)).OfType<AzureDevOpsFile>()];

    /// <summary>HTML, or Markdown for a field that holds it. Images become readable references: their bytes travel as attachments.</summary>
    public static string Write(RichText text, bool isMarkdown = false) => isMarkdown
        ? MarkdownFormat.Write(text.ImagesAsReferences())
        : HtmlFormat.Write(text.ImagesAsReferences());

    /// <summary>The rich text that a value holds; text counts as plain text. Null when it holds neither.</summary>
    public static RichText? From(CelValue value) => value.Kind == CelKind.Null ? null : RichTextValue.Read(value);

    /// <summary>Whether both look the same once Azure DevOps holds them.</summary>
    public static bool Same(CelValue left, CelValue right) =>
        RichTextValue.Read(left) is { } one && RichTextValue.Read(right) is { } other && Stored(one).Equals(Stored(other));

    /// <summary>Whether both say the same, whatever a sanitiser made of the markup.</summary>
    public static bool SaysTheSame(RichText left, RichText right) => Words(left).SequenceEqual(Words(right), StringComparer.Ordinal);

    public static bool IsInternal(RichText text, string mark) =>
        text.Blocks is [Paragraph { Inlines: [Run first, ..] }, ..] && first.Text.TrimStart().StartsWith(mark, StringComparison.OrdinalIgnoreCase);

    /// <summary>The text with the mark in a line of its own before it.</summary>
    public static RichText WithMark(RichText text, string mark) => text.Prepend(new Paragraph([new Run(mark)]));

    /// <summary>The text of an internal comment without its mark.</summary>
    public static RichText WithoutMark(RichText text, string mark)
    {
        if (!IsInternal(text, mark) || text.Blocks[0] is not Paragraph paragraph)
            return text;
        var first = (Run)paragraph.Inlines[0];
        var rest = paragraph.Inlines.Skip(1);
        var left = first.Text.TrimStart()[mark.Length..].TrimStart();
        List<Inline> head = left.Length > 0 ? [first with { Text = left }, .. rest] : [.. rest.SkipWhile(inline => inline is LineBreak)];
        return new RichText(head.Count > 0 ? [new Paragraph(head.ToSequence()), .. text.Blocks.Skip(1)] : text.Blocks.Skip(1));
    }

    private static RichText Parse(string text, bool isMarkdown) => isMarkdown ? MarkdownFormat.Read(text) : HtmlFormat.Read(text);

    private static RichText Stored(RichText text) => HtmlFormat.Read(Write(text)).Normalise();

    private static string[] Words(RichText text) =>
        PlainFormat.Write(text.ImagesAsReferences()).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
