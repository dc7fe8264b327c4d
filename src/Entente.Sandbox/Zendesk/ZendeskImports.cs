using System.Text.Json.Nodes;

namespace Entente.Sandbox.Zendesk;

/// <summary>Importing a ticket with its history: no trigger fires and no webhook is called. For admins only.</summary>
internal static class ZendeskImports
{
    public static SandboxResponse Import(ZendeskExchange exchange)
    {
        var admin = exchange.Admin;
        var sent = exchange.Member("ticket");
        var draft = new ZendeskTicket
        {
            Id = exchange.Account.LastTicketId + 1,
            RequesterId = admin.Id,
            SubmitterId = admin.Id,
            Via = ZendeskVia.Api(),
        };
        var input = new ZendeskTicketInput(exchange, draft, isCreate: true);
        var fields = (JsonObject)sent.DeepClone();
        var (createdAt, updatedAt) = (Taken(fields, "created_at"), Taken(fields, "updated_at"));
        Taken(fields, "solved_at");
        input.Take(fields);
        var comments = (sent["comments"] as JsonArray)?.OfType<JsonObject>().ToList() ?? [];
        if (comments.Count == 0 && (sent["comment"] ?? sent["description"]) is { } only)
            comments.Add(only as JsonObject ?? new JsonObject { ["body"] = ZendeskJson.AsText(only) });
        if (comments.Count == 0)
            throw ZendeskErrors.Invalid("base", "Description: cannot be blank");
        ZendeskTicket? before = null;
        foreach (var comment in comments)
        {
            var read = ZendeskCommentInput.Read(input, comment, exchange.Account.Users.GetValueOrDefault(draft.RequesterId) ?? admin);
            if (before is null)
                draft.Description = read?.PlainBody ?? "";
            var at = ZendeskJson.AsTime(comment["created_at"]) ?? createdAt ?? exchange.Now;
            new ZendeskSave(input, before) { RunsTriggers = false, At = at }.Write(read, null);
            before = draft.Draft();
        }
        draft.CreatedAt = createdAt ?? draft.CreatedAt;
        draft.UpdatedAt = updatedAt ?? draft.UpdatedAt;
        return exchange.Created("ticket", ZendeskTickets.Show(exchange, draft));
    }

    private static DateTimeOffset? Taken(JsonObject fields, string name)
    {
        var at = ZendeskJson.AsTime(fields[name]);
        fields.Remove(name);
        return at;
    }
}
