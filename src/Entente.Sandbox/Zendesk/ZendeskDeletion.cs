using System.Text.Json.Nodes;

namespace Entente.Sandbox.Zendesk;

/// <summary>Deleting hides a ticket; it can be restored until it is deleted for good.</summary>
internal static class ZendeskDeletion
{
    public static SandboxResponse Delete(ZendeskExchange exchange)
    {
        _ = exchange.Agent;
        exchange.Account.Limits.CountDelete(exchange);
        Hide(exchange, exchange.Account.Ticket(exchange.Id()));
        return exchange.NoContent();
    }

    public static void Hide(ZendeskExchange exchange, ZendeskTicket ticket) => Change(exchange, ticket, isDeleted: true, "soft_deleted");

    public static SandboxResponse Restore(ZendeskExchange exchange)
    {
        _ = exchange.Agent;
        var ticket = Deleted(exchange, exchange.Id());
        Change(exchange, ticket, isDeleted: false, "undeleted");
        return exchange.Answer(200, new JsonObject());
    }

    public static SandboxResponse List(ZendeskExchange exchange)
    {
        _ = exchange.Agent;
        var deleted = exchange.Account.Tickets.Values.Where(ticket => ticket.IsDeleted).OrderBy(ticket => ticket.CreatedAt).ToList();
        return exchange.Answer(200, ZendeskPaging.Page(exchange, "deleted_tickets", deleted, ticket => new JsonObject
        {
            ["id"] = ticket.Id,
            ["subject"] = ticket.Subject,
            ["description"] = ticket.Description,
            ["actor"] = new JsonObject { ["id"] = exchange.Agent.Id, ["name"] = exchange.Agent.Name },
            ["deleted_at"] = ZendeskJson.Time(ticket.UpdatedAt),
            ["previous_state"] = ticket.Status,
        }));
    }

    /// <summary>Removes a deleted ticket for good, as a job.</summary>
    public static SandboxResponse Erase(ZendeskExchange exchange)
    {
        _ = exchange.Agent;
        var ticket = Deleted(exchange, exchange.Id());
        return ZendeskJobs.Run(exchange, "Ticket Deletion", [index =>
        {
            exchange.Account.Erase(ticket);
            Tell(exchange, ticket, "permanently_deleted");
            return new JsonObject { ["index"] = index, ["id"] = ticket.Id };
        }]);
    }

    private static ZendeskTicket Deleted(ZendeskExchange exchange, long id) =>
        exchange.Account.Tickets.TryGetValue(id, out var ticket) && ticket.IsDeleted ? ticket : throw ZendeskErrors.NotFound();

    private static void Change(ZendeskExchange exchange, ZendeskTicket ticket, bool isDeleted, string type)
    {
        var draft = ticket.Draft();
        draft.IsDeleted = isDeleted;
        draft.UpdatedAt = exchange.Now;
        exchange.Account.Store(draft, exchange.ExactNow);
        Tell(exchange, draft, type);
    }

    private static void Tell(ZendeskExchange exchange, ZendeskTicket ticket, string type)
    {
        var audit = new ZendeskAudit
        {
            Id = exchange.Account.NextId(),
            TicketId = ticket.Id,
            AuthorId = exchange.Caller!.Id,
            CreatedAt = exchange.Now,
            Via = ZendeskVia.Api(),
            Metadata = [],
        };
        new ZendeskTicketEvents(exchange, ticket, audit).PublishOne(type, []);
    }
}
