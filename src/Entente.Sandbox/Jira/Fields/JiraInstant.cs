using System.Globalization;
using System.Text.Json;

namespace Entente.Sandbox.Jira.Fields;

/// <summary>Times as clients send them and as they are stored: ISO 8601 with milliseconds in UTC.</summary>
internal static class JiraInstant
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mmzzz",
    ];

    /// <summary>Takes an offset with and without its colon, and Z.</summary>
    public static bool TryParse(string text, out DateTimeOffset instant) =>
        DateTimeOffset.TryParseExact(WithColon(text), Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out instant);

    public static JsonElement Stored(DateTimeOffset instant) => JiraJson.Element(instant.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz"));

    private static string WithColon(string text) =>
        text.Length > 5 && text[^5] is ('+' or '-') && text[^3] != ':' ? $"{text[..^2]}:{text[^2..]}" : text;
}
