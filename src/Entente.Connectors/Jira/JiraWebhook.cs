using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Entente.Connectors.Http;
using Entente.Core.Tickets;

namespace Entente.Connectors.Jira;

/// <summary>
/// Verifies and reads Jira's admin webhooks. Pure. Bodies differ by deployment: Cloud sends comments as events of their own with a slim issue,
/// Server within <c>jira:issue_updated</c>; all that is taken from any of them is which issue to read. The body's <c>timestamp</c> is not held
/// against our clock: Jira repeats a delivery unchanged for up to 30 minutes; what is played back later changes nothing, since a hint only leads
/// to a read.
/// </summary>
internal static class JiraWebhook
{
    private const string Method = "sha256=";

    /// <param name="hub">The account id under which the hub works; null while it was not asked for yet.</param>
    public static WebhookReading Read(WebhookCall call, string secret, string? hub)
    {
        if (secret.Length == 0)
            return WebhookReading.Refused("No webhook secret is set for this connection.");
        if (!call.Headers.TryGetValue("X-Hub-Signature", out var signature))
            return WebhookReading.Refused("The call is not signed: set a secret at the webhook in Jira.");
        if (!IsGenuine(call.Body, signature, secret))
            return WebhookReading.Refused("The signature does not match the secret.");
        if (!JsonReading.TryParse(call.Body, out var body) || body.ValueKind != JsonValueKind.Object)
            return WebhookReading.Refused("The body is no JSON object.");
        var isOurs = hub is not null && Actor(body) == hub;
        return new WebhookReading(
            null, DeliveryId(call, body), [.. IssueIds(body).Distinct(StringComparer.Ordinal).Select(id => new PollHit(id, null, isOurs))]);
    }

    private static bool IsGenuine(byte[] body, string signature, string secret)
    {
        if (!signature.StartsWith(Method, StringComparison.OrdinalIgnoreCase))
            return false;
        var hex = signature.AsSpan(Method.Length).Trim();
        Span<byte> stated = stackalloc byte[SHA256.HashSizeInBytes];
        if (hex.Length != 2 * stated.Length || Convert.FromHexString(hex, stated, out _, out _) != System.Buffers.OperationStatus.Done)
            return false;
        return CryptographicOperations.FixedTimeEquals(stated, HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));
    }

    /// <summary>The identifier is the same across retries; the event's name keeps apart what one act of a person caused.</summary>
    private static string DeliveryId(WebhookCall call, JsonElement body)
    {
        var name = body.Text("webhookEvent") ?? "";
        return call.Headers.TryGetValue("X-Atlassian-Webhook-Identifier", out var id) && id.Length > 0
            ? $"{id}:{name}"
            : $"sha256:{Convert.ToHexStringLower(SHA256.HashData(call.Body))}";
    }

    /// <summary>
    /// Who caused the event. Cloud's comment events name no user, but who wrote the comment last; of a deleted one that says nothing.
    /// </summary>
    private static string? Actor(JsonElement body)
    {
        if (body.Member("user") is { } user)
            return JiraPeople.Id(user);
        return body.Text("webhookEvent") is "comment_created" or "comment_updated" && body.Member("comment")?.Member("updateAuthor") is { } author
            ? JiraPeople.Id(author)
            : null;
    }

    private static IEnumerable<string> IssueIds(JsonElement body)
    {
        if (body.Member("issue")?.Id("id") is { } issue)
            yield return issue;
        if (body.Member("issueLink") is { } link)
        {
            if (link.Id("sourceIssueId") is { } source)
                yield return source;
            if (link.Id("destinationIssueId") is { } destination)
                yield return destination;
        }

        if (body.Member("worklog")?.Id("issueId") is { } logged)
            yield return logged;
        if (body.Member("comment")?.Text("self") is { } address && InAddress(address) is { } commented)
            yield return commented;
    }

    /// <summary>The id in <c>…/rest/api/2/issue/10040/comment/10001</c>; a key there is no id.</summary>
    private static string? InAddress(string address)
    {
        var parts = address.Split('/');
        var at = Array.IndexOf(parts, "issue");
        return at >= 0 && at + 1 < parts.Length && parts[at + 1].Length > 0 && parts[at + 1].All(char.IsAsciiDigit) ? parts[at + 1] : null;
    }
}
