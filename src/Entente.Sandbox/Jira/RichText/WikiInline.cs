using System.Text;
using System.Text.Json.Nodes;

namespace Entente.Sandbox.Jira.RichText;

/// <summary>Turns one run of wiki markup into text nodes with marks. A mark counts only at a word's edge, as on the site.</summary>
internal sealed class WikiInline
{
    private const string Escapable = "*_-+^~{}[]|!#";

    private readonly List<JsonNode> nodes = [];
    private readonly StringBuilder plain = new();

    private WikiInline()
    {
    }

    public static IReadOnlyList<JsonNode> Parse(string text)
    {
        var run = new WikiInline();
        run.Read(text, []);
        return run.nodes;
    }

    private void Read(string text, IReadOnlyList<JsonObject> marks)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length && Escapable.Contains(text[at + 1], StringComparison.Ordinal))
                plain.Append(text[++at]);
            else if (text[at] == '\n')
                Break(marks);
            else if (TryCode(text, at, marks) is { } afterCode)
                at = afterCode;
            else if (TryLink(text, at, marks) is { } afterLink)
                at = afterLink;
            else if (TryMark(text, at, marks) is { } afterMark)
                at = afterMark;
            else
                plain.Append(text[at]);
        }

        Flush(marks);
    }

    private void Break(IReadOnlyList<JsonObject> marks)
    {
        Flush(marks);
        nodes.Add(AdfNodes.Atom("hardBreak"));
    }

    private void Flush(IReadOnlyList<JsonObject> marks)
    {
        if (plain.Length > 0)
            nodes.Add(AdfNodes.Text(plain.ToString(), marks));
        plain.Clear();
    }

    private int? TryCode(string text, int at, IReadOnlyList<JsonObject> marks)
    {
        if (!text.AsSpan(at).StartsWith("{{"))
            return null;
        var end = text.IndexOf("}}", at + 2, StringComparison.Ordinal);
        if (end <= at + 2)
            return null;
        Flush(marks);
        nodes.Add(AdfNodes.Text(text[(at + 2)..end], [.. marks.Where(IsLink), AdfNodes.Mark("code")]));
        return end + 1;
    }

    private static bool IsLink(JsonObject mark) => mark["type"]!.GetValue<string>() == "link";

    /// <summary><c>[text|address]</c>, <c>[address]</c>, <c>[~accountid:…]</c>; another bracket is text.</summary>
    private int? TryLink(string text, int at, IReadOnlyList<JsonObject> marks)
    {
        if (text[at] != '[' || text.IndexOf(']', at) is var end && end < 0)
            return null;
        var inside = text[(at + 1)..end];
        if (inside.StartsWith("~accountid:", StringComparison.Ordinal))
        {
            Flush(marks);
            nodes.Add(AdfNodes.Atom("mention", new() { ["id"] = inside[11..], ["text"] = "@" + inside[11..] }));
            return end;
        }

        var parts = inside.Split('|');
        var address = parts.Length > 1 ? parts[1].Trim() : parts[0].Trim();
        if (parts[0].Length == 0 || !Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https" or "mailto"))
            return null;
        Flush(marks);
        Read(parts[0], [.. marks, AdfNodes.Mark("link", new() { ["href"] = address })]);
        return end;
    }

    private int? TryMark(string text, int at, IReadOnlyList<JsonObject> marks)
    {
        if (MarkOf(text[at]) is not { } mark || !StartsHere(text, at) || marks.Any(outer => JsonNode.DeepEquals(outer, mark)))
            return null;
        for (var end = at + 2; end < text.Length && text[end] != '\n'; end++)
        {
            if (text[end] != text[at] || !EndsHere(text, end))
                continue;
            Flush(marks);
            Read(text[(at + 1)..end], [.. marks, mark]);
            return end;
        }

        return null;
    }

    private static bool StartsHere(string text, int at) =>
        (at == 0 || !char.IsLetterOrDigit(text[at - 1])) && at + 1 < text.Length && !char.IsWhiteSpace(text[at + 1]) && text[at + 1] != text[at];

    private static bool EndsHere(string text, int end) =>
        !char.IsWhiteSpace(text[end - 1]) && text[end - 1] != '\\' && (end + 1 == text.Length || !char.IsLetterOrDigit(text[end + 1]));

    private static JsonObject? MarkOf(char letter) => letter switch
    {
        '*' => AdfNodes.Mark("strong"),
        '_' => AdfNodes.Mark("em"),
        '-' => AdfNodes.Mark("strike"),
        '+' => AdfNodes.Mark("underline"),
        '^' => AdfNodes.Mark("subsup", new() { ["type"] = "sup" }),
        '~' => AdfNodes.Mark("subsup", new() { ["type"] = "sub" }),
        _ => null,
    };
}
