using System.Security.Cryptography;
using System.Text;

namespace Entente.Sandbox.Jira.Webhooks;

/// <summary>One call to one address, with how often it was repeated.</summary>
internal sealed record WebhookDelivery(long Id, WebhookRegistration Registration, byte[] Body, string Identifier, DateTimeOffset DueAt, int Retries)
{
    public bool IsSecondary { get; init; }

    public OutgoingWebhook ToCall()
    {
        var headers = new List<KeyValuePair<string, string>>
        {
            new("Content-Type", "application/json; charset=UTF-8"),
            new("User-Agent", "Atlassian Webhook HTTP Client"),
            new("X-Atlassian-Webhook-Identifier", Identifier),
            new("X-Atlassian-Webhook-Flow", IsSecondary ? "Secondary" : "Primary"),
        };
        if (Retries > 0)
            headers.Add(new("X-Atlassian-Webhook-Retry", Retries.ToString()));
        if (Registration.Secret is { } secret)
            headers.Add(new("X-Hub-Signature", "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Body))));
        return new(Id, DueAt, Registration.Target, headers, Body);
    }
}
