using System.Text.Json.Nodes;

using Entente.Sandbox.People;

namespace Entente.Sandbox.Zendesk;

/// <summary>What a person does in the browser. It goes through the same rules and limits as the API, with the channel <c>web</c>.</summary>
internal sealed class ZendeskDesk(ZendeskAccount account) : IPeopleDesk
{
    private const string TagField = "Tags";

    public string Title => "Mercuri's Zendesk";

    public IReadOnlyList<string> Actors => [.. account.Users.Values
        .Where(user => user is { Active: true, Email: not null } && user.Email != ZendeskSeed.IntegrationEmail)
        .OrderByDescending(user => user.Email == ZendeskSeed.AgentEmail).ThenByDescending(user => user.IsStaff).ThenBy(user => user.Id)
        .Select(user => user.Email!)];

    public IReadOnlyList<string> Priorities => ["low", "normal", "high", "urgent"];

    public IReadOnlyList<DeskRow> List() => [.. account.Tickets.Values
        .Where(ticket => !ticket.IsDeleted)
        .OrderByDescending(ticket => ticket.UpdatedAt).ThenByDescending(ticket => ticket.Id)
        .Select(Row)];

    public DeskTicket? Find(string key)
    {
        if (!long.TryParse(key, out var id) || !account.Tickets.TryGetValue(id, out var ticket) || ticket.IsDeleted)
            return null;
        var root = account.Root.GetLeftPart(UriPartial.Authority);
        var first = ticket.Comments.FirstOrDefault();
        return new DeskTicket(
            key,
            ticket.Subject ?? ticket.Description,
            first?.HtmlBody ?? "",
            Fields(ticket),
            [.. ticket.Comments.Skip(1)
                .Select(comment => new DeskComment(Name(comment.AuthorId), comment.CreatedAt, comment.IsPublic, comment.HtmlBody))],
            [.. ticket.Comments.SelectMany(comment => comment.Attachments)
                .Select(file => new DeskFile(file.Name, file.Bytes.Length, file.ContentUrl(root)))],
            Choices(ticket))
        {
            Editable = ticket.Status == "closed" ? [] : [new DeskField(TagField, string.Join(' ', ticket.Tags))],
        };
    }

    public DeskOutcome Act(DeskAction action, DateTimeOffset now)
    {
        if (account.UserByEmail(action.Actor) is not { Active: true } actor)
            return new DeskOutcome(action.Key, "Nobody of that name is known here");
        var headers = new Dictionary<string, string> { ["User-Agent"] = "Browser" };
        var request = new SandboxRequest("PUT", "/agent", "", headers, []) { BaseAddress = account.Root };
        var exchange = new ZendeskExchange(request, account, now) { Caller = actor, Channel = "web" };
        try
        {
            return new DeskOutcome(action.Verb == DeskVerb.Raise ? Raise(exchange, action) : Change(exchange, action), null);
        }
        catch (ZendeskRefusal refusal)
        {
            return new DeskOutcome(action.Key, refusal.Message);
        }
    }

    private static DeskRow Row(ZendeskTicket ticket) =>
        new($"{ticket.Id}", ticket.Subject ?? ticket.Description, ticket.Status, ticket.Priority ?? "none", ticket.UpdatedAt);

    private static IReadOnlyList<string> Choices(ZendeskTicket ticket) =>
        ticket.Status == "closed" ? [] : [.. ZendeskFieldSet.Statuses.Where(status => status is not ("new" or "closed") && status != ticket.Status)];

    private static string Raise(ZendeskExchange exchange, DeskAction action)
    {
        var sent = new JsonObject { ["subject"] = action.Title, ["comment"] = new JsonObject { ["body"] = action.Text } };
        return $"{ZendeskTickets.Make(exchange, sent).Ticket.Id}";
    }

    private static string Change(ZendeskExchange exchange, DeskAction action)
    {
        var ticket = exchange.Account.Ticket(long.TryParse(action.Key, out var id) ? id : 0);
        // Edits in the browser count against the same limits.
        exchange.Account.Limits.CountUpdate(exchange, ticket.Id);
        if (action.Verb != DeskVerb.Reply && !exchange.Caller!.IsStaff)
            throw ZendeskErrors.Forbidden();
        ZendeskTickets.Change(exchange, ticket, action.Verb switch
        {
            DeskVerb.Reply => new JsonObject { ["comment"] = new JsonObject { ["body"] = action.Text, ["public"] = true } },
            DeskVerb.Note => new JsonObject { ["comment"] = new JsonObject { ["body"] = action.Text, ["public"] = false } },
            DeskVerb.ChangeStatus => new JsonObject { ["status"] = action.Text },
            DeskVerb.ChangePriority => new JsonObject { ["priority"] = action.Text },
            DeskVerb.ChangeField when action.Field == TagField => new JsonObject { ["tags"] = action.Text },
            DeskVerb.ChangeField => throw ZendeskErrors.InvalidAttribute($"There is no field {action.Field} to set here"),
            DeskVerb.Raise => throw new InvalidOperationException("Raising a ticket changes none"),
        });
        return $"{ticket.Id}";
    }

    private List<KeyValuePair<string, string>> Fields(ZendeskTicket ticket)
    {
        var fields = new List<KeyValuePair<string, string>>
        {
            new("Status", ticket.Status),
            new("Priority", ticket.Priority ?? "none"),
            new("Type", ticket.Type ?? "none"),
            new("Requester", Name(ticket.RequesterId)),
            new("Assignee", ticket.AssigneeId is { } agent ? Name(agent) : "nobody"),
            new("Group", account.Groups.GetValueOrDefault(ticket.GroupId ?? 0)?.Name ?? "none"),
            new("Tags", ticket.Tags.Count == 0 ? "none" : string.Join(", ", ticket.Tags)),
        };
        if (ticket.ExternalId is { } external)
            fields.Add(new("External id", external));
        foreach (var field in account.Fields.Custom)
            if (ZendeskJson.AsText(ticket.CustomFields.GetValueOrDefault(field.Id)) is { } value)
                fields.Add(new(field.Title, value));
        return fields;
    }

    private string Name(long userId) => account.Users.GetValueOrDefault(userId)?.Name ?? $"user {userId}";
}
