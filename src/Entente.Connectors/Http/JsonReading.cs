using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace Entente.Connectors.Http;

/// <summary>
/// Reads trackers' JSON without trust: bounded depth, and no text that throws later. A missing member, a null and a member of another type all read
/// as null, because trackers leave out, blank and retype members freely; what a connector cannot do without it checks itself.
/// </summary>
internal static partial class JsonReading
{
    public const int MaxDepth = 64;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = MaxDepth };

    /// <summary>
    /// Parses UTF-8 bytes, with or without a byte order mark. Bytes that are no UTF-8 and lone surrogates become U+FFFD (RELIABILITY B02).
    /// </summary>
    public static bool TryParse(ReadOnlyMemory<byte> utf8, out JsonElement root)
    {
        root = default;
        try
        {
            using var document = JsonDocument.Parse(Mended(utf8), Options);
            root = document.RootElement.Clone();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>The member, or null when it is missing or null.</summary>
    public static JsonElement? Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : null;

    /// <summary>A string member.</summary>
    public static string? Text(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    /// <summary>An id, which trackers write as a number or as a string. Numbers keep all their digits.</summary>
    public static string? Id(this JsonElement element, string name) => element.Member(name)?.AsId();

    /// <summary>The element itself as an id.</summary>
    public static string? AsId(this JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString() is { Length: > 0 } text ? text : null,
        JsonValueKind.Number => element.GetRawText(),
        _ => null,
    };

    /// <summary>A whole number.</summary>
    public static long? Number(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number) ? number : null;

    /// <summary>A boolean.</summary>
    public static bool? Flag(this JsonElement element, string name) => element.Member(name)?.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>An ISO 8601 instant, in UTC. An offset without colon (<c>+0000</c>) is read too.</summary>
    public static DateTimeOffset? Time(this JsonElement element, string name) =>
        DateTimeOffset.TryParse(
            element.Text(name),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time)
            ? time
            : null;

    /// <summary>The items of a list member; none when it is missing or no list.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    private static ReadOnlyMemory<byte> Mended(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Span.StartsWith(Encoding.UTF8.Preamble))
            utf8 = utf8[Encoding.UTF8.Preamble.Length..];
        var isValid = Utf8.IsValid(utf8.Span);
        var hasSurrogates = utf8.Span.IndexOf("\\ud"u8) >= 0 || utf8.Span.IndexOf("\\uD"u8) >= 0;
        if (isValid && !hasSurrogates)
            return utf8;
        var text = Encoding.UTF8.GetString(utf8.Span);
        return Encoding.UTF8.GetBytes(Escapes().Replace(text, match => match.Groups["lone"].Success ? "\\ufffd" : match.Value));
    }

    // An escaped backslash and a whole pair are matched first so that neither is taken for a lone half.
    [GeneratedRegex(
        @"\\\\|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?<lone>\\u[dD][89a-fA-F][0-9a-fA-F]{2})",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Escapes();
}
