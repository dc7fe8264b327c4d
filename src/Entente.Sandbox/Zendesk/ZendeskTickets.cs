using System.Text.Json.Nodes;

namespace Entente.Sandbox.Zendesk;

/// <summary>Creating, reading and updating tickets.</summary>
internal static class ZendeskTickets
{
    public static SandboxResponse Create(ZendeskExchange exchange) => ZendeskStoredAnswers.Once(exchange, CreateOnce);

    /// <summary>Makes one ticket of what stands under <c>ticket</c>; bulk creation uses it too.</summary>
    public static (ZendeskTicket Ticket, ZendeskAudit Audit) Make(ZendeskExchange exchange, JsonObject sent)
    {
        var caller = exchange.Agent;
        var source = ZendeskFollowUps.Source(exchange, sent);
        var draft = new ZendeskTicket
        {
            Id = exchange.Account.LastTicketId + 1,
            RequesterId = source?.RequesterId ?? caller.Id,
            SubmitterId = caller.Id,
            Via = ZendeskVia.Channel(exchange.Channel),
        };
        if (source is not null)
            ZendeskFollowUps.Inherit(draft, source, sent);
        var input = new ZendeskTicketInput(exchange, draft, isCreate: true);
        input.Take(sent);
        draft.OrganizationId ??= exchange.Account.Users.GetValueOrDefault(draft.RequesterId)?.OrganizationId;
        var author = sent.ContainsKey("submitter_id") ? exchange.Account.Users[draft.SubmitterId] : caller;
        var comment = ZendeskCommentInput.Read(input, sent["comment"] ?? sent["description"], author);
        if (comment is null)
            input.Refuse("base", "Description: cannot be blank", "BlankValue");
        draft.Description = comment?.PlainBody ?? "";
        var audit = new ZendeskSave(input, before: null).Write(comment, ZendeskMetadata.Read(sent));
        ZendeskUploads.Spend(exchange.Account, comment);
        if (source is not null)
            ZendeskFollowUps.Mark(exchange, source, draft.Id);
        return (draft, audit);
    }

    public static SandboxResponse Update(ZendeskExchange exchange)
    {
        _ = exchange.Agent;
        var ticket = exchange.Account.Ticket(exchange.Id());
        exchange.Account.Limits.CountUpdate(exchange, ticket.Id);
        var (draft, audit) = Change(exchange, ticket, exchange.Member("ticket"));
        return exchange.Answer(200, new JsonObject { ["ticket"] = Show(exchange, draft), ["audit"] = audit.ToJson(exchange.Root) });
    }

    /// <summary>Applies what stands under <c>ticket</c> to a ticket; bulk updates and the pages use it too.</summary>
    public static (ZendeskTicket Ticket, ZendeskAudit Audit) Change(ZendeskExchange exchange, ZendeskTicket ticket, JsonObject sent)
    {
        ZendeskSafeUpdate.Check(ticket, sent);
        if (ticket.Status == "closed" && !ZendeskStatusRules.FitsClosed(sent.Select(member => member.Key)))
            throw ZendeskStatusRules.Closed();
        var draft = ticket.Draft();
        var input = new ZendeskTicketInput(exchange, draft, isCreate: false);
        input.Take(sent);
        var comment = sent["comment"] is null ? null : ZendeskCommentInput.Read(input, sent["comment"], exchange.Caller!);
        var audit = new ZendeskSave(input, ticket).Write(comment, ZendeskMetadata.Read(sent));
        ZendeskUploads.Spend(exchange.Account, comment);
        return (audit.Events.Count == 0 ? ticket : draft, audit);
    }

    public static SandboxResponse Read(ZendeskExchange exchange)
    {
        _ = exchange.Agent;
        var ticket = exchange.Account.Ticket(exchange.Id());
        var answer = new JsonObject { ["ticket"] = Show(exchange, ticket) };
        ZendeskSideload.Add(exchange, answer, [ticket]);
        return exchange.Answer(200, answer);
    }

    /// <summary>Up to 100 tickets by id; those that are missing are simply left out.</summary>
    public static SandboxResponse ShowMany(ZendeskExchange exchange)
    {
        _ = exchange.Agent;
        var ids = exchange.Query.Ids("ids");
        if (ids.Count > 100)
            throw ZendeskErrors.Named(400, "TooManyValues", "Parameter ids cannot name more than 100 tickets");
        var found = ids.Distinct().Select(id => exchange.Account.Tickets.GetValueOrDefault(id)).OfType<ZendeskTicket>();
        return Answer(exchange, [.. found.Where(ticket => !ticket.IsDeleted)]);
    }

    /// <summary>All tickets by id, or those with an external id, which need not be one.</summary>
    public static SandboxResponse List(ZendeskExchange exchange)
    {
        _ = exchange.Agent;
        exchange.Account.Limits.CountIndex(exchange);
        var seenUntil = exchange.ExactNow - exchange.Account.Settings.ListLag;
        var external = exchange.Query["external_id"];
        var found = exchange.Account.Tickets.Values.Where(ticket => !ticket.IsDeleted && ticket.CreatedAt <= seenUntil);
        return Answer(exchange, [.. found.Where(ticket => external is null || ticket.ExternalId == external)]);
    }

    public static SandboxResponse Count(ZendeskExchange exchange)
    {
        _ = exchange.Agent;
        var count = exchange.Account.Tickets.Values.Count(ticket => !ticket.IsDeleted);
        return exchange.Answer("count", new JsonObject { ["value"] = count, ["refreshed_at"] = ZendeskJson.Time(exchange.Now) });
    }

    /// <summary>Tickets that a user asked for, is copied on, or is assigned to, by the last part of the path.</summary>
    public static SandboxResponse OfUser(ZendeskExchange exchange)
    {
        _ = exchange.Agent;
        var (user, relation) = (exchange.Id(), exchange.Arguments[1]);
        Func<ZendeskTicket, bool> related = relation switch
        {
            "requested" => ticket => ticket.RequesterId == user,
            "assigned" => ticket => ticket.AssigneeId == user,
            "ccd" => ticket => ticket.CollaboratorIds.Contains(user) || ticket.EmailCcIds.Contains(user),
            _ => throw ZendeskErrors.InvalidEndpoint(),
        };
        return Answer(exchange, [.. exchange.Account.Tickets.Values.Where(ticket => !ticket.IsDeleted && related(ticket))]);
    }

    public static SandboxResponse OfOrganization(ZendeskExchange exchange)
    {
        _ = exchange.Agent;
        var id = exchange.Id();
        return Answer(exchange, [.. exchange.Account.Tickets.Values.Where(ticket => !ticket.IsDeleted && ticket.OrganizationId == id)]);
    }

    public static SandboxResponse Incidents(ZendeskExchange exchange)
    {
        _ = exchange.Agent;
        var problem = exchange.Account.Ticket(exchange.Id()).Id;
        return Answer(exchange, [.. exchange.Account.Tickets.Values.Where(ticket => !ticket.IsDeleted && ticket.ProblemId == problem)]);
    }

    public static JsonObject Show(ZendeskExchange exchange, ZendeskTicket ticket) => ticket.ToJson(exchange.Root, exchange.Account);

    private static SandboxResponse Answer(ZendeskExchange exchange, IReadOnlyList<ZendeskTicket> found)
    {
        var shown = new List<ZendeskTicket>();
        var answer = ZendeskPaging.Page(exchange, "tickets", found, ticket =>
        {
            shown.Add(ticket);
            return Show(exchange, ticket);
        });
        ZendeskSideload.Add(exchange, answer, shown);
        return exchange.Answer(200, answer);
    }

    private static SandboxResponse CreateOnce(ZendeskExchange exchange)
    {
        if (exchange.Query["async"] == "true")
            return ZendeskJobs.CreateLater(exchange);
        var (ticket, audit) = Make(exchange, exchange.Member("ticket"));
        exchange.Headers.Add(new("Location", exchange.Url($"tickets/{ticket.Id}")));
        return exchange.Answer(201, new JsonObject { ["ticket"] = Show(exchange, ticket), ["audit"] = audit.ToJson(exchange.Root) });
    }
}
