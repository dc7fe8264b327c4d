using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Entente.Connectors.Http;
using Entente.Core.Tickets;

namespace Entente.Connectors.Zendesk;

/// <summary>
/// Reads a webhook of either kind: an event subscription (<c>subject: zen:ticket:35436</c>) or one that a trigger calls with JSON of its own making
/// (<c>{"ticket_id": "{{ticket.id}}"}</c>). The signature is judged on the raw bytes before anything is parsed (RELIABILITY W06). Pure.
/// </summary>
internal static class ZendeskWebhook
{
    /// <summary>Larger bodies are refused unread: an event is a few kilobytes.</summary>
    public const int MaxBodyBytes = 256 << 10;

    private const string SubjectPrefix = "zen:ticket:";

    public static WebhookReading Read(ConnectionSettings settings, WebhookCall call)
    {
        if (call.Body.Length > MaxBodyBytes)
            return WebhookReading.Refused($"The body is longer than {MaxBodyBytes} bytes.");
        if (Forgery(settings, call) is { } reason)
            return WebhookReading.Refused(reason);
        if (!JsonReading.TryParse(call.Body, out var root) || root.ValueKind != JsonValueKind.Object)
            return WebhookReading.Refused("The body is no JSON object.");
        var hits = TicketIds(root).Distinct(StringComparer.Ordinal).Select(id => new PollHit(id, null));
        return new WebhookReading(null, DeliveryId(call), [.. hits]);
    }

    private static string? Forgery(ConnectionSettings settings, WebhookCall call)
    {
        if (settings.WebhookSecret.Length == 0)
            return "No webhook secret is set for this connection.";
        if (Header(call, "X-Zendesk-Webhook-Signature") is not { } signature
            || Header(call, "X-Zendesk-Webhook-Signature-Timestamp") is not { } timestamp)
            return "The signature is missing.";

        // Zendesk signs the timestamp and the body with nothing between them.
        byte[] signed = [.. Encoding.UTF8.GetBytes(timestamp), .. call.Body];
        var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(settings.WebhookSecret), signed);
        var given = new byte[expected.Length];
        if (!Convert.TryFromBase64String(signature.Trim(), given, out var length) || length != expected.Length
            || !CryptographicOperations.FixedTimeEquals(expected, given))
        {
            return "The signature does not match.";
        }

        return DateTimeOffset.TryParse(
                timestamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var sentAt)
            && (call.ReceivedAt - sentAt).Duration() <= settings.WebhookTolerance
            ? null
            : $"The signature's time {timestamp} is too far from ours.";
    }

    private static string DeliveryId(WebhookCall call) =>
        Header(call, "X-Zendesk-Webhook-Invocation-Id") is { Length: > 0 and <= 100 } id ? id : Convert.ToHexStringLower(SHA256.HashData(call.Body));

    private static IEnumerable<string> TicketIds(JsonElement root)
    {
        var isEvent = root.Text("type")?.StartsWith("zen:", StringComparison.Ordinal) == true;
        var subject = root.Text("subject") ?? "";
        var hasSubject = subject.StartsWith(SubjectPrefix, StringComparison.Ordinal);
        string?[] named =
        [
            hasSubject ? subject[SubjectPrefix.Length..] : null,
            root.Id("ticket_id"),
            root.Member("ticket")?.Id("id"),
            // An event's own id is the event's, not a ticket's.
            isEvent ? null : root.Id("id"),
        ];
        return named.Concat(root.Items("ticket_ids").Select(item => item.AsId())).Where(IsTicketId).Select(id => id!);
    }

    // 20 digits hold every 64-bit id; a templated placeholder that was not filled in is no id.
    private static bool IsTicketId(string? id) => id is { Length: > 0 and <= 20 } && id.All(char.IsAsciiDigit);

    private static string? Header(WebhookCall call, string name)
    {
        foreach (var (key, value) in call.Headers)
            if (key.Equals(name, StringComparison.OrdinalIgnoreCase))
                return value;
        return null;
    }
}
