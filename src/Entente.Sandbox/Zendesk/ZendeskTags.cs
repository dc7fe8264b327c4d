using System.Text.Json.Nodes;

namespace Entente.Sandbox.Zendesk;

/// <summary>The tags of one ticket: listing, setting, adding, taking away, each with a safe update.</summary>
internal static class ZendeskTags
{
    public static SandboxResponse List(ZendeskExchange exchange)
    {
        _ = exchange.Agent;
        return exchange.Answer("tags", ZendeskJson.Array(exchange.Account.Ticket(exchange.Id()).Tags));
    }

    public static SandboxResponse Set(ZendeskExchange exchange) => Change(exchange, "tags", 201);

    public static SandboxResponse Add(ZendeskExchange exchange) => Change(exchange, "additional_tags", 200);

    public static SandboxResponse Remove(ZendeskExchange exchange) => Change(exchange, "remove_tags", 200);

    private static SandboxResponse Change(ZendeskExchange exchange, string key, int status)
    {
        _ = exchange.Agent;
        var ticket = exchange.Account.Ticket(exchange.Id());
        exchange.Account.Limits.CountUpdate(exchange, ticket.Id);
        var sent = new JsonObject
        {
            [key] = exchange.Body["tags"]?.DeepClone(),
            ["safe_update"] = exchange.Body["safe_update"]?.DeepClone(),
            ["updated_stamp"] = exchange.Body["updated_stamp"]?.DeepClone(),
        };
        var (changed, _) = ZendeskTickets.Change(exchange, ticket, sent);
        return exchange.Answer("tags", ZendeskJson.Array(changed.Tags), status);
    }
}
