using System.Text.Json.Nodes;

namespace Entente.Sandbox.Zendesk;

/// <summary>The difference between two states of a ticket, as the events of an audit.</summary>
internal static class ZendeskDiff
{
    private static readonly (string Name, Func<ZendeskTicket, JsonNode?> Value)[] Fields =
    [
        ("subject", ticket => ticket.Subject),
        ("status", ticket => ticket.Status),
        ("custom_status_id", ticket => Id(ticket.CustomStatusId)),
        ("priority", ticket => ticket.Priority),
        ("type", ticket => ticket.Type),
        ("requester_id", ticket => Id(ticket.RequesterId)),
        ("assignee_id", ticket => Id(ticket.AssigneeId)),
        ("group_id", ticket => Id(ticket.GroupId)),
        ("organization_id", ticket => Id(ticket.OrganizationId)),
        ("external_id", ticket => ticket.ExternalId),
        ("problem_id", ticket => Id(ticket.ProblemId)),
        ("brand_id", ticket => Id(ticket.BrandId)),
        ("ticket_form_id", ticket => Id(ticket.TicketFormId)),
        ("due_at", ticket => ticket.DueAt is { } due ? ZendeskJson.Time(due) : null),
        ("recipient", ticket => ticket.Recipient),
        ("tags", ticket => ZendeskJson.Array(ticket.Tags)),
        ("collaborator_ids", ticket => ZendeskJson.Array(ticket.CollaboratorIds)),
        ("follower_ids", ticket => ZendeskJson.Array(ticket.FollowerIds)),
        ("email_cc_ids", ticket => ZendeskJson.Array(ticket.EmailCcIds)),
    ];

    private static readonly ZendeskTicket Nothing = new() { Id = 0, Status = "" };

    /// <param name="rule">The trigger that made the change; null where a person or a program did.</param>
    public static List<ZendeskEvent> Events(ZendeskAccount account, ZendeskTicket? before, ZendeskTicket after, JsonObject? rule)
    {
        var kind = before is null ? "Create" : "Change";
        var former = before ?? Nothing;
        var events = new List<ZendeskEvent>();
        foreach (var (name, value) in Fields)
            Compare(name, value(former), value(after));
        foreach (var id in former.CustomFields.Keys.Union(after.CustomFields.Keys).Order())
            Compare(id.ToString(), former.CustomFields.GetValueOrDefault(id), after.CustomFields.GetValueOrDefault(id));
        return events;

        void Compare(string name, JsonNode? old, JsonNode? now)
        {
            if (!JsonNode.DeepEquals(old, now))
                events.Add(new ZendeskEvent(account.NextId(), kind, name, now?.DeepClone(), old?.DeepClone(), rule, null));
        }
    }

    /// <summary>Audits show ids as texts, as recorded.</summary>
    private static JsonNode? Id(long? id) => id is null or 0 ? null : JsonValue.Create($"{id}");
}
