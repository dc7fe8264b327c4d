using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Entente.Connectors.Http;
using Entente.Core.Tickets;

namespace Entente.Connectors.ServiceNow;

/// <summary>
/// Verifies and reads the calls of the business rule that we ship (ServiceNow has no webhooks of its own). The signature is judged on the raw bytes
/// before anything is parsed (RELIABILITY W06). Pure.
/// </summary>
/// <remarks>
/// The rule runs later than the update that set it off and then tells the record as it is by then; so whom it names as last author decides nothing,
/// and only the update count tells whether a read is needed.
/// </remarks>
internal static class ServiceNowWebhook
{
    /// <summary>Larger bodies are refused unread: a call is a few hundred bytes.</summary>
    public const int MaxBodyBytes = 64 << 10;

    private const int MaxDeliveryLength = 100;

    public static WebhookReading Read(WebhookCall call, ConnectionSettings settings, string table)
    {
        if (call.Body.Length > MaxBodyBytes)
            return WebhookReading.Refused($"The body is longer than {MaxBodyBytes} bytes.");
        if (Forgery(call, settings) is { } reason)
            return WebhookReading.Refused(reason);
        if (!JsonReading.TryParse(call.Body, out var body) || body.ValueKind != JsonValueKind.Object)
            return WebhookReading.Refused("The body is no JSON object.");
        return new WebhookReading(null, DeliveryId(call), Hit(body, table) is { } hit ? [hit] : []);
    }

    private static string? Forgery(WebhookCall call, ConnectionSettings settings)
    {
        if (settings.WebhookSecret.Length == 0)
            return "No webhook secret is set for this connection.";
        if (Header(call, "X-Entente-Signature") is not { } signature || Header(call, "X-Entente-Timestamp") is not { } timestamp)
            return "The signature is missing.";
        byte[] signed = [.. Encoding.UTF8.GetBytes(timestamp + "."), .. call.Body];
        var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(settings.WebhookSecret), signed);
        var given = new byte[expected.Length];
        if (!Convert.TryFromBase64String(signature.Trim(), given, out var length) || length != expected.Length
            || !CryptographicOperations.FixedTimeEquals(expected, given))
            return "The signature does not match.";
        return long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= 253_402_300_799
            && (call.ReceivedAt - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() <= settings.WebhookTolerance
                ? null
                : $"The signature's time {timestamp} is too far from ours.";
    }

    private static PollHit? Hit(JsonElement body, string table)
    {
        if (body.Text("table") != table || body.Text("sys_id") is not { } id || !ServiceNowQuery.IsSysId(id))
            return null;
        return new PollHit(id, body.Text("operation") is "insert" or "update" ? body.Id("sys_mod_count") : null);
    }

    private static string DeliveryId(WebhookCall call) => Header(call, "X-Entente-Delivery") is { Length: > 0 and <= MaxDeliveryLength } id
        ? id
        : $"sha256:{Convert.ToHexStringLower(SHA256.HashData(call.Body))}";

    private static string? Header(WebhookCall call, string name) => call.Headers
        .Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value).FirstOrDefault();
}
