using System.Globalization;
using System.Text.Json;

namespace Entente.Core.Text.Adf;

/// <summary>Reads inline nodes.</summary>
internal static class AdfInlines
{
    public static bool IsInline(JsonElement node) => AdfNode.Type(node) is
        "text" or "hardBreak" or "mention" or "emoji" or "inlineCard" or "status" or "date" or "mediaInline" or "placeholder" or "inlineExtension";

    /// <summary>The inlines of a block; adjacent parts of one link become one link.</summary>
    public static Sequence<Inline> Read(JsonElement parent)
    {
        var inlines = new List<Inline>();
        foreach (var node in AdfNode.Content(parent))
        {
            var (inline, address) = (One(node), Address(node));
            if (address is not null && inlines.Count > 0 && inlines[^1] is Link last && last.Address == address)
                inlines[^1] = new Link(address, [.. last.Inlines, inline]);
            else
                inlines.Add(address is null ? inline : new Link(address, [inline]));
        }
        return inlines.ToSequence();
    }

    public static void Add(Flow flow, JsonElement node) => flow.Add(One(node), Address(node));

    public static Inline Card(JsonElement node) =>
        AdfNode.Text(node, "url") is { Length: > 0 } url ? new Link(url, [new Run(url)]) : new UnknownInline(AdfNode.Type(node), "");

    private static Inline One(JsonElement node) => AdfNode.Type(node) switch
    {
        "text" => new Run(AdfNode.String(node, "text") ?? "", AdfMarks.Read(node)),
        "hardBreak" => new LineBreak(),
        "mention" => new Mention(AdfNode.Text(node, "text") ?? AdfNode.Text(node, "id") ?? "unknown", AdfNode.Text(node, "id")),
        "emoji" => new Run(AdfNode.Text(node, "text") is { Length: > 0 } text ? text : AdfNode.Text(node, "shortName") ?? "[emoji]"),
        "inlineCard" => Card(node),
        "status" => new Run($"[{AdfNode.Text(node, "text") ?? "status"}]", Marks.Strong),
        "date" => new Run(Date(AdfNode.Text(node, "timestamp"))),
        "mediaInline" or "media" => AdfMedia.Read(node),
        var type => new UnknownInline(type, AdfText.Of(node)),
    };

    private static string? Address(JsonElement node)
    {
        foreach (var mark in AdfMarks.Of(node))
            if (AdfNode.Type(mark) == "link" && AdfNode.Text(mark, "href") is { Length: > 0 } address)
                return address.Trim();
        return null;
    }

    // Milliseconds since 1970 at midnight UTC, as a string.
    private static string Date(string? timestamp) =>
        long.TryParse(timestamp, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var milliseconds)
        && milliseconds is > -62_135_596_800_000 and < 253_402_300_800_000
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : timestamp ?? "[date]";
}
