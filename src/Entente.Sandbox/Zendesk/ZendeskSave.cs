using System.Text.Json.Nodes;

namespace Entente.Sandbox.Zendesk;

/// <summary>
/// The one way in which a ticket changes: rules on its status, then the difference to its former self as the events of one audit, then the
/// triggers, whose changes join the same audit, then the webhooks. Nothing is stored before all of it is known to be right.
/// </summary>
internal sealed class ZendeskSave(ZendeskTicketInput input, ZendeskTicket? before)
{
    private readonly ZendeskExchange exchange = input.Exchange;

    private readonly ZendeskTicket draft = input.Draft;

    /// <summary>Imported history fires no trigger.</summary>
    public bool RunsTriggers { get; init; } = true;

    /// <summary>When it happened, where that is not the instant of the request.</summary>
    public DateTimeOffset At { get; init; } = input.Exchange.Now;

    public ZendeskAudit Write(ZendeskCommentInput? comment, JsonObject? metadata)
    {
        var author = exchange.Caller!;
        ZendeskStatusRules.Settle(input, before, comment);
        if (draft.Comments.Count + (comment is null ? 0 : 1) > exchange.Account.Settings.MaxCommentsPerTicket)
            input.Refuse("base", "The ticket has reached the maximum number of comments", "TooManyComments");
        if (input.Faults.Count > 0)
            throw ZendeskErrors.Invalid(input.Faults);
        var audit = NewAudit(comment?.Author ?? author, Metadata(metadata));
        if (comment is not null)
            audit.Events.Add(Added(comment, audit));
        audit.Events.AddRange(ZendeskDiff.Events(exchange.Account, before, draft, rule: null));
        if (audit.Events.Count == 0)
            return audit;
        Store(audit);
        return audit;
    }

    private void Store(ZendeskAudit audit)
    {
        var account = exchange.Account;
        draft.UpdatedAt = At;
        if (before is null)
            draft.CreatedAt = At;
        if (audit.Events[0].Comment is { } comment)
            draft.Comments.Add(comment);
        var notifications = RunsTriggers ? new ZendeskTriggerRun(exchange, before, draft, audit).Fire() : [];
        draft.Audits.Add(audit);
        account.AuditLog.Add(audit);
        account.Store(draft, exchange.ExactNow);
        foreach (var notification in notifications)
            account.Webhooks.Notify(notification, exchange.ExactNow);
        if (RunsTriggers)
            new ZendeskTicketEvents(exchange, draft, audit).Publish(isNew: before is null);
    }

    private ZendeskEvent Added(ZendeskCommentInput comment, ZendeskAudit audit)
    {
        var made = new ZendeskComment
        {
            Id = exchange.Account.NextId(),
            AuditId = audit.Id,
            AuthorId = comment.Author.Id,
            IsPublic = comment.IsPublic,
            HtmlBody = comment.HtmlBody,
            PlainBody = comment.PlainBody,
            CreatedAt = At,
            Via = (JsonObject)audit.Via.DeepClone(),
            Metadata = (JsonObject)audit.Metadata.DeepClone(),
            Attachments = comment.Attachments,
        };
        return new ZendeskEvent(made.Id, "Comment", null, null, null, null, made);
    }

    private ZendeskAudit NewAudit(ZendeskUser author, JsonObject metadata) => new()
    {
        Id = exchange.Account.NextId(),
        TicketId = draft.Id,
        AuthorId = author.Id,
        CreatedAt = At,
        Via = ZendeskVia.Channel(exchange.Channel),
        Metadata = metadata,
    };

    private JsonObject Metadata(JsonObject? custom) => new()
    {
        ["system"] = new JsonObject { ["client"] = exchange.Header("User-Agent") ?? "", ["ip_address"] = "127.0.0.1", ["location"] = "" },
        ["custom"] = custom?.DeepClone() ?? new JsonObject(),
    };
}
