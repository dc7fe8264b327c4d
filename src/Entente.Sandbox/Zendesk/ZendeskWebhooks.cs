using System.Text.Json.Nodes;

namespace Entente.Sandbox.Zendesk;

/// <summary>Keeping webhooks: for admins.</summary>
internal static class ZendeskWebhooks
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

    public static SandboxResponse List(ZendeskExchange exchange)
    {
        _ = exchange.Admin;
        return exchange.Answer(200, ZendeskPaging.Page(exchange, "webhooks", [.. exchange.Account.Webhooks.All], webhook => webhook.ToJson()));
    }

    public static SandboxResponse Read(ZendeskExchange exchange) => exchange.Answer("webhook", Find(exchange).ToJson());

    public static SandboxResponse Create(ZendeskExchange exchange)
    {
        var admin = exchange.Admin;
        var queue = exchange.Account.Webhooks;
        if (queue.All.Count >= exchange.Account.Settings.MaxWebhooks)
            throw Refused($"The account cannot have more than {exchange.Account.Settings.MaxWebhooks} webhooks");
        var id = $"01SANDBOX{exchange.Account.NextId():D17}";
        var webhook = new ZendeskWebhook
        {
            Id = id,
            Name = "",
            Endpoint = new Uri("http://localhost/"),
            Secret = ZendeskSignature.Secret(id, 0),
            CreatedBy = $"{admin.Id}",
            CreatedAt = exchange.Now,
            UpdatedAt = exchange.Now,
        };
        Take(exchange, webhook, exchange.Member("webhook"), isWhole: true);
        queue.Add(webhook);
        return exchange.Answer("webhook", webhook.ToJson(), 201);
    }

    /// <summary>PUT sends the whole webhook, PATCH the parts that change.</summary>
    public static SandboxResponse Update(ZendeskExchange exchange)
    {
        var webhook = Find(exchange);
        Take(exchange, webhook, exchange.Member("webhook"), isWhole: exchange.Request.Method == "PUT");
        webhook.UpdatedAt = exchange.Now;
        return exchange.NoContent();
    }

    public static SandboxResponse Delete(ZendeskExchange exchange)
    {
        exchange.Account.Webhooks.Remove(Find(exchange).Id);
        return exchange.NoContent();
    }

    public static SandboxResponse Secret(ZendeskExchange exchange) => ShowSecret(exchange, Find(exchange), 200);

    public static SandboxResponse ResetSecret(ZendeskExchange exchange)
    {
        var webhook = Find(exchange);
        webhook.Secret = ZendeskSignature.Secret(webhook.Id, (int)(exchange.Account.NextId() % int.MaxValue));
        return ShowSecret(exchange, webhook, 201);
    }

    private static SandboxResponse ShowSecret(ZendeskExchange exchange, ZendeskWebhook webhook, int status) =>
        exchange.Answer("signing_secret", new JsonObject { ["algorithm"] = "SHA256", ["secret"] = webhook.Secret }, status);

    private static ZendeskWebhook Find(ZendeskExchange exchange)
    {
        _ = exchange.Admin;
        return exchange.Account.Webhooks.Find(exchange.Arguments[0]) ?? throw Named(404, "WebhookNotFound", "Webhook not found");
    }

    private static void Take(ZendeskExchange exchange, ZendeskWebhook webhook, JsonObject sent, bool isWhole)
    {
        var name = ZendeskJson.AsText(sent["name"]);
        var endpoint = ZendeskJson.AsText(sent["endpoint"]);
        var method = ZendeskJson.AsText(sent["http_method"]);
        var subscriptions = sent["subscriptions"] is { } named ? ZendeskJson.AsTexts(named) : webhook.Subscriptions;
        if (isWhole && (string.IsNullOrWhiteSpace(name) || endpoint is null || method is null))
            throw Refused("name, endpoint and http_method are required");
        if (endpoint is not null && !(Uri.TryCreate(endpoint, UriKind.Absolute, out var target) && target.Scheme is "http" or "https"))
            throw Refused("endpoint must be a web address");
        if (method is not null && !Methods.Contains(method))
            throw Refused("http_method is not valid");
        if (subscriptions.FirstOrDefault(one => !IsSubscription(one)) is { } unknown)
            throw Refused($"subscription {unknown} is not valid");
        if (subscriptions.Contains(ZendeskWebhook.Conditional) && subscriptions.Count > 1)
            throw Refused("a webhook is connected to triggers or subscribed to events, not both");
        webhook.Name = name ?? webhook.Name;
        webhook.Endpoint = endpoint is null ? webhook.Endpoint : new Uri(endpoint);
        webhook.Method = method ?? webhook.Method;
        webhook.Format = ZendeskJson.AsText(sent["request_format"]) ?? webhook.Format;
        webhook.IsActive = sent["status"] is null ? webhook.IsActive : ZendeskJson.AsText(sent["status"]) == "active";
        webhook.Subscriptions = subscriptions;
        webhook.Authentication = sent.ContainsKey("authentication") ? sent["authentication"]?.DeepClone() as JsonObject : webhook.Authentication;
        webhook.CustomHeaders = sent.ContainsKey("custom_headers") ? sent["custom_headers"]?.DeepClone() as JsonObject : webhook.CustomHeaders;
    }

    private static bool IsSubscription(string name) => name == ZendeskWebhook.Conditional
        || (name.StartsWith(ZendeskTicketEvents.Prefix, StringComparison.Ordinal)
            && ZendeskTicketEvents.Types.Contains(name[ZendeskTicketEvents.Prefix.Length..]));

    private static ZendeskRefusal Refused(string detail) => Named(400, "InvalidWebhook", detail);

    /// <summary>The webhooks API answers with a list of errors, unlike its sisters.</summary>
    private static ZendeskRefusal Named(int status, string code, string detail)
    {
        var body = new JsonObject { ["errors"] = new JsonArray(new JsonObject { ["code"] = code, ["title"] = detail, ["detail"] = detail }) };
        return new ZendeskRefusal(new SandboxResponse(status, [new("Content-Type", ZendeskJson.ContentType)], ZendeskJson.Bytes(body)), detail);
    }
}
