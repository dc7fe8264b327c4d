using System.Text.Json.Nodes;

namespace Entente.Sandbox.Zendesk;

/// <summary>Reading audits: the ticket's own history, and the only place where the id of a new comment is told.</summary>
internal static class ZendeskAudits
{
    public static SandboxResponse List(ZendeskExchange exchange)
    {
        _ = exchange.Agent;
        var audits = exchange.Account.Ticket(exchange.Id()).Audits;
        var newestFirst = exchange.Query["sort"] == "-created_at" || exchange.Query["sort_order"] == "desc";
        IReadOnlyList<ZendeskAudit> shown = newestFirst ? Enumerable.Reverse(audits).ToList() : audits;
        var answer = ZendeskPaging.Page(exchange, "audits", shown, audit => audit.ToJson(exchange.Root));
        if (exchange.Query.List("include").Contains("users"))
            ZendeskSideload.Users(exchange, answer, audits.Select(audit => (long?)audit.AuthorId));
        return exchange.Answer(200, answer);
    }

    public static SandboxResponse Read(ZendeskExchange exchange)
    {
        _ = exchange.Agent;
        var audit = exchange.Account.Ticket(exchange.Id()).Audits.Find(one => one.Id == exchange.Id(1)) ?? throw ZendeskErrors.NotFound();
        return exchange.Answer("audit", audit.ToJson(exchange.Root));
    }

    public static SandboxResponse Count(ZendeskExchange exchange)
    {
        _ = exchange.Agent;
        var count = exchange.Account.Ticket(exchange.Id()).Audits.Count;
        return exchange.Answer("count", new JsonObject { ["value"] = count, ["refreshed_at"] = ZendeskJson.Time(exchange.Now) });
    }
}
