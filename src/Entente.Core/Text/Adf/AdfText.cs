using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Entente.Core.Text.Adf;

/// <summary>The text of nodes and of JSON strings.</summary>
internal static class AdfText
{
    /// <summary>All text below a node, without recursion: it may be as deep as its author pleased.</summary>
    public static string Of(JsonElement root)
    {
        var text = new StringBuilder();
        var open = new Stack<JsonElement>([root]);
        while (open.TryPop(out var node))
        {
            if (AdfNode.Type(node) == "hardBreak")
                text.Append('\n');
            else if ((AdfNode.String(node, "text") ?? AdfNode.Text(node, "text")) is { } own)
                text.Append(own);
            foreach (var child in AdfNode.Content(node).Reverse())
                open.Push(child);
        }
        return text.ToString();
    }

    /// <summary>The value of a JSON string; null for other values. A lone <c>\ud800</c>, which the platform refuses to decode, stays one.</summary>
    public static string? Unescaped(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
            return null;
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return Decoded(value.GetRawText().AsSpan()[1..^1]);
        }
    }

    private static string Decoded(ReadOnlySpan<char> raw)
    {
        var text = new StringBuilder(raw.Length);
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] != '\\')
            {
                text.Append(raw[i]);
                continue;
            }
            i++;
            if (raw[i] == 'u')
            {
                text.Append((char)ushort.Parse(raw[(i + 1)..(i + 5)], NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                i += 4;
            }
            else
            {
                text.Append(raw[i] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'b' => '\b', 'f' => '\f', var c => c });
            }
        }
        return text.ToString();
    }
}
