using System.Text.Json.Nodes;

namespace Entente.Sandbox.Zendesk;

/// <summary>Merging: each source is closed with a comment that names the target, and the target gets a comment that names the source.</summary>
internal static class ZendeskMerge
{
    public static SandboxResponse Merge(ZendeskExchange exchange)
    {
        _ = exchange.Agent;
        var target = exchange.Account.Ticket(exchange.Id()).Id;
        var ids = ZendeskJson.AsIds(exchange.Body["ids"]);
        if (ids.Count == 0)
            throw ZendeskErrors.InvalidAttribute("Parameter ids is required");
        return ZendeskJobs.Run(exchange, "Ticket Merge",
            [.. ids.Select<long, Func<int, JsonObject>>(id => index => Merge(exchange, target, id, index))]);
    }

    private static JsonObject Merge(ZendeskExchange exchange, long targetId, long sourceId, int index)
    {
        var (target, source) = (exchange.Account.Ticket(targetId), exchange.Account.Ticket(sourceId));
        if (source.Status is "closed" || target.Status is "closed" || source == target)
            throw ZendeskErrors.Invalid("base", "Ticket cannot be merged", "InvalidValue");
        var body = exchange.Body;
        var into = ZendeskJson.AsText(body["target_comment"])
            ?? $"Request #{sourceId} \"{source.Subject}\" was closed and merged into this request. "
                + $"Last comment in request #{sourceId}:\n\n{source.Comments.LastOrDefault()?.PlainBody}";
        Comment(exchange, target, new JsonObject { ["comment"] = Said(into, body["target_comment_is_public"]) });
        var from = ZendeskJson.AsText(body["source_comment"]) ?? $"This request was closed and merged into request #{targetId} \"{target.Subject}\".";
        var closing = new JsonObject
        {
            ["comment"] = Said(from, body["source_comment_is_public"]),
            ["status"] = "closed",
            ["additional_tags"] = new JsonArray("closed_by_merge"),
        };
        if (source.AssigneeId is null)
            closing["assignee_id"] = exchange.Agent.Id;
        var (closed, audit) = Comment(exchange, source, closing);
        new ZendeskTicketEvents(exchange, closed, audit).PublishOne("merged", new JsonObject { ["target_ticket_id"] = $"{targetId}" });
        return new JsonObject { ["index"] = index, ["id"] = sourceId, ["action"] = "merge", ["status"] = "Merged" };
    }

    private static (ZendeskTicket Ticket, ZendeskAudit Audit) Comment(ZendeskExchange exchange, ZendeskTicket ticket, JsonObject change) =>
        ZendeskTickets.Change(exchange, ticket, change);

    private static JsonObject Said(string text, JsonNode? isPublic) => new() { ["body"] = text, ["public"] = ZendeskJson.AsFlag(isPublic) ?? false };
}
