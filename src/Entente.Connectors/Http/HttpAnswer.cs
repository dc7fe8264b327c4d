using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Entente.Connectors.Http;

/// <summary>A tracker's whole answer, of whatever status but a redirect, its body held within <see cref="ConnectorHttp.MaxAnswerBytes"/>.</summary>
/// <param name="Headers">Names without case; several values of one name are joined by a comma.</param>
/// <param name="Effect">What the request could change: decides what an unreadable answer means.</param>
internal sealed record HttpAnswer(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body, CallEffect Effect)
{
    /// <summary>What was called, as <see cref="CallEndpoint"/> names it; empty where nothing was.</summary>
    public string Endpoint { get; init; } = "";

    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>The tracker's own clock, from its <c>Date</c> header.</summary>
    public DateTimeOffset? Date => Header("Date") is { } text && RetryAfter.TryParseDate(text, out var date) ? date : null;

    /// <summary>The header's value, or null when it is absent.</summary>
    public string? Header(string name) => Headers.TryGetValue(name, out var value) ? value : null;

    /// <summary>The header as a whole number, or null when it is absent or none.</summary>
    public long? Number(string name) =>
        long.TryParse(Header(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The wait that the tracker asked for; see <see cref="RetryAfter"/>.</summary>
    /// <param name="now">Our clock, used only where the tracker tells no time of its own.</param>
    public TimeSpan? Wait(DateTimeOffset now) => RetryAfter.Read(Header("Retry-After"), Date ?? now);

    /// <summary>The body as JSON, which a successful answer must be: anything else fails as <c>tracker.unreadable</c> (RELIABILITY T06).</summary>
    public JsonElement Json()
    {
        if (!SaysJson)
            throw TransportFailures.Unreadable(Effect, $"Content-Type is \"{Header("Content-Type") ?? "missing"}\" instead of JSON");
        return JsonReading.TryParse(Body, out var root)
            ? root
            : throw TransportFailures.Unreadable(Effect, "the JSON is cut off, malformed or nested too deeply");
    }

    /// <summary>The body as JSON where it is any, for error answers that may also be text or HTML.</summary>
    public JsonElement? JsonOrNull() => SaysJson && JsonReading.TryParse(Body, out var root) ? root : null;

    /// <summary>The beginning of a plain-text body, at most 200 characters; empty for other kinds.</summary>
    public string PlainText()
    {
        if (Header("Content-Type") is not { } type || !type.StartsWith("text/plain", StringComparison.OrdinalIgnoreCase))
            return "";
        var text = Encoding.UTF8.GetString(Body.AsSpan(0, Math.Min(Body.Length, 800))).Trim();
        return text.Length <= 200 ? text : text[..200];
    }

    private bool SaysJson => Header("Content-Type") is { } type && type.Contains("json", StringComparison.OrdinalIgnoreCase);
}
