using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Entente.Connectors.Http;
using Entente.Core.Tickets;

namespace Entente.Connectors.AzureDevOps;

/// <summary>
/// Verifies and reads service hooks. Pure. Azure DevOps signs nothing: a call is genuine that brings the connection's webhook secret, as the password
/// of basic authentication or in the header <c>X-Entente-Secret</c>. The resource's <c>id</c> is the work item in all events but
/// <c>workitem.updated</c>, where it numbers the update.
/// </summary>
internal static class AzureDevOpsWebhook
{
    /// <summary>Larger bodies are refused unread; one with all details of a long work item is some hundred kilobytes.</summary>
    public const int MaxBodyBytes = 2 << 20;

    public const string SecretHeader = "X-Entente-Secret";

    private const string Kind = "workitem.";

    /// <param name="people">Who the hub is.</param>
    public static WebhookReading Read(WebhookCall call, string secret, AzureDevOpsPeople people)
    {
        if (call.Body.Length > MaxBodyBytes)
            return WebhookReading.Refused($"The body is longer than {MaxBodyBytes} bytes.");
        if (secret.Length == 0)
            return WebhookReading.Refused("No webhook secret is set for this connection.");
        if (!Secrets(call).Any(given => IsSame(given, secret)))
            return WebhookReading.Refused("The call brings no secret or another one: set it as basic authentication password of the service hook.");
        if (!JsonReading.TryParse(call.Body, out var root) || root.ValueKind != JsonValueKind.Object)
            return WebhookReading.Refused("The body is no JSON object.");
        return new WebhookReading(null, DeliveryId(call, root), [.. Hits(root, people)]);
    }

    /// <summary>A notification keeps its number within its subscription across retries.</summary>
    private static string DeliveryId(WebhookCall call, JsonElement root) =>
        root.Id("subscriptionId") is { Length: <= 64 } subscription && root.Id("notificationId") is { Length: <= 20 } notification
            ? $"{subscription}:{notification}"
            : root.Id("id") is { Length: <= 64 } id ? id : Convert.ToHexStringLower(SHA256.HashData(call.Body));

    private static IEnumerable<PollHit> Hits(JsonElement root, AzureDevOpsPeople people)
    {
        if (root.Text("eventType")?.StartsWith(Kind, StringComparison.Ordinal) != true || root.Member("resource") is not { } resource)
            yield break;
        var isUpdate = root.Text("eventType") == "workitem.updated";
        var id = resource.Id("workItemId") ?? resource.Member("revision")?.Id("id") ?? (isUpdate ? null : resource.Id("id"));
        if (id is { Length: > 0 and <= 20 } && id.All(char.IsAsciiDigit))
            yield return new PollHit(id, Revision(root, resource), people.IsHub(Author(resource)));
    }

    /// <summary>
    /// The revision that the event tells; none where it shows no field, for links change without a revision, and none of what was deleted.
    /// </summary>
    private static string? Revision(JsonElement root, JsonElement resource) =>
        root.Text("eventType") is "workitem.deleted" or "workitem.restored" || resource.Member("fields") is null
            ? null
            : (resource.Number("rev") ?? resource.Member("revision")?.Number("rev"))?.ToString(CultureInfo.InvariantCulture);

    private static JsonElement? Author(JsonElement resource) =>
        resource.Member("revisedBy") ?? (resource.Member("fields")?.Member(AzureDevOpsSchema.ChangedBy) is { ValueKind: JsonValueKind.String } changed
            ? changed
            : null);

    private static IEnumerable<string> Secrets(WebhookCall call)
    {
        foreach (var (name, value) in call.Headers)
        {
            if (name.Equals(SecretHeader, StringComparison.OrdinalIgnoreCase))
                yield return value;
            else if (name.Equals("Authorization", StringComparison.OrdinalIgnoreCase) && Password(value) is { } password)
                yield return password;
        }
    }

    private static string? Password(string authorization)
    {
        const string Scheme = "Basic ";
        if (!authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return null;
        var encoded = authorization[Scheme.Length..].Trim();
        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded, bytes, out var length))
            return null;
        var pair = Encoding.UTF8.GetString(bytes, 0, length);
        return pair.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon ? pair[(colon + 1)..] : null;
    }

    // Hashed first, so that the time it takes tells nothing of either's length.
    private static bool IsSame(string given, string secret) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
