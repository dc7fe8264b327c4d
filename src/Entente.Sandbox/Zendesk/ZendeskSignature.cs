using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Entente.Sandbox.Zendesk;

/// <summary>
/// The headers of a webhook call: signature over timestamp and raw body with nothing between, and the webhook's own authentication.
/// </summary>
internal static class ZendeskSignature
{
    public static IReadOnlyList<KeyValuePair<string, string>> Headers(ZendeskWebhook webhook, string invocation, byte[] body, DateTimeOffset now)
    {
        var timestamp = ZendeskJson.Time(now);
        var headers = new List<KeyValuePair<string, string>>
        {
            new("Content-Type", webhook.Format == "json" ? "application/json; charset=utf-8" : "application/x-www-form-urlencoded"),
            new("User-Agent", "Zendesk Webhook"),
            new("X-Zendesk-Account-Id", $"{ZendeskAccount.Id}"),
            new("X-Zendesk-Webhook-Id", webhook.Id),
            new("X-Zendesk-Webhook-Invocation-Id", invocation),
            new("X-Zendesk-Webhook-Signature", Sign(webhook.Secret, timestamp, body)),
            new("X-Zendesk-Webhook-Signature-Timestamp", timestamp),
        };
        if (Authorisation(webhook.Authentication) is { } authorisation)
            headers.Add(authorisation);
        foreach (var (name, value) in webhook.CustomHeaders ?? [])
            headers.Add(new(name, ZendeskJson.AsText(value) ?? ""));
        return headers;
    }

    public static string Sign(string secret, string timestamp, byte[] body)
    {
        var signed = Encoding.UTF8.GetBytes(timestamp).Concat(body).ToArray();
        return Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed));
    }

    /// <summary>A secret that follows from the webhook and how often it was reset, so that runs repeat.</summary>
    public static string Secret(string webhookId, int generation) =>
        Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes($"sandbox {webhookId} {generation}")));

    private static KeyValuePair<string, string>? Authorisation(JsonObject? authentication)
    {
        return ZendeskJson.AsText(authentication?["type"]) switch
        {
            "basic_auth" => new("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Data("username")}:{Data("password")}"))),
            "bearer_token" => new("Authorization", $"Bearer {Data("token")}"),
            "api_key" => new(Data("name") ?? "X-Api-Key", Data("value") ?? ""),
            _ => null,
        };

        string? Data(string name) => ZendeskJson.AsText(authentication?["data"]?[name]);
    }
}
