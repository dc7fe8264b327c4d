using System.Collections.Frozen;
using System.Text;
using System.Text.Json;

using Entente.Sandbox.Jira.World;

namespace Entente.Sandbox.Jira.RichText;

/// <summary>What an Atlassian Document must be like before the site takes it, and its plain text.</summary>
internal static class AdfDocument
{
    private static readonly FrozenSet<string> KnownNodes = FrozenSet.ToFrozenSet(
    [
        "blockCard", "blockquote", "bodiedExtension", "bulletList", "caption", "codeBlock", "date", "decisionItem", "decisionList", "embedCard",
        "emoji", "expand", "extension", "hardBreak", "heading", "inlineCard", "inlineExtension", "layoutColumn", "layoutSection", "listItem",
        "media", "mediaGroup", "mediaInline", "mediaSingle", "mention", "multiBodiedExtension", "nestedExpand", "orderedList", "panel",
        "paragraph", "placeholder", "rule", "status", "table", "tableCell", "tableHeader", "tableRow", "taskItem", "taskList", "text",
    ]);

    private static readonly FrozenSet<string> KnownMarks = FrozenSet.ToFrozenSet(
    [
        "alignment", "annotation", "backgroundColor", "border", "breakout", "code", "em", "fragment", "indentation", "link", "strike",
        "strong", "subsup", "textColor", "underline",
    ]);

    /// <summary>The site wants an object whose type is <c>doc</c>; everything finer answers INVALID_INPUT.</summary>
    public static bool IsDocument(JsonElement value) => value.ValueKind == JsonValueKind.Object && value.Member("type") == "doc";

    /// <summary>Version 1, known nodes and marks only, no empty text node.</summary>
    public static bool IsValid(JsonElement document) =>
        IsDocument(document)
        && document.Member("version") == "1"
        && document.Child("content") is { ValueKind: JsonValueKind.Array } content
        && content.EnumerateArray().All(node => node.Member("type") != "text" && IsValidNode(node));

    public static IEnumerable<JsonElement> Content(JsonElement node) =>
        node.Child("content") is { ValueKind: JsonValueKind.Array } content ? content.EnumerateArray() : [];

    public static IEnumerable<JsonElement> Marks(JsonElement node) =>
        node.Child("marks") is { ValueKind: JsonValueKind.Array } marks ? marks.EnumerateArray() : [];

    public static string? Attribute(JsonElement node, string name) => node.Child("attrs")?.Member(name);

    /// <summary>What a reader reads, for the text index: blocks on lines of their own, no marks.</summary>
    public static string PlainText(JsonElement document)
    {
        var text = new StringBuilder();
        AppendPlain(document, text);
        return text.ToString().Trim();
    }

    /// <summary>The visible text of a node that has no content of its own: a mention's name, a card's address.</summary>
    public static string AtomText(JsonElement node) => node.Member("type") switch
    {
        "text" => node.Member("text") ?? "",
        "hardBreak" => "\n",
        "mention" => Attribute(node, "text") ?? "@" + Attribute(node, "id"),
        "emoji" => Attribute(node, "text") ?? Attribute(node, "shortName") ?? "",
        "status" => Attribute(node, "text") ?? "",
        "inlineCard" or "blockCard" or "embedCard" => Attribute(node, "url") ?? "",
        "date" => DateText(Attribute(node, "timestamp")),
        _ => "",
    };

    private static string DateText(string? milliseconds) =>
        long.TryParse(milliseconds, out var instant) && Math.Abs(instant) < 8_640_000_000_000
            ? DateTimeOffset.FromUnixTimeMilliseconds(instant).ToString("yyyy-MM-dd")
            : milliseconds ?? "";

    private static void AppendPlain(JsonElement node, StringBuilder text)
    {
        text.Append(AtomText(node));
        foreach (var child in Content(node))
            AppendPlain(child, text);
        if (node.Member("type") is "paragraph" or "heading" or "codeBlock" or "tableCell" or "tableHeader")
            text.Append('\n');
    }

    private static bool IsValidNode(JsonElement node)
    {
        if (node.Member("type") is not { } type || !KnownNodes.Contains(type))
            return false;
        if (type == "text" && (node.Child("text") is not { ValueKind: JsonValueKind.String } text || text.GetString()!.Length == 0))
            return false;
        if (node.Child("content") is { } content && content.ValueKind != JsonValueKind.Array)
            return false;
        return Marks(node).All(mark => mark.Member("type") is { } name && KnownMarks.Contains(name)) && Content(node).All(IsValidNode);
    }
}
