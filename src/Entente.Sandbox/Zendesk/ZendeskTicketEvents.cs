using System.Text.Json.Nodes;

namespace Entente.Sandbox.Zendesk;

/// <summary>The events of a write for webhooks that subscribe to event types; ids in them are texts and statuses are in capitals.</summary>
internal sealed class ZendeskTicketEvents(ZendeskExchange exchange, ZendeskTicket ticket, ZendeskAudit audit)
{
    public const string Prefix = "zen:event-type:ticket.";

    /// <summary>Types that a webhook may subscribe to.</summary>
    public static readonly IReadOnlyList<string> Types =
    [
        "created", "comment_added", "status_changed", "priority_changed", "type_changed", "subject_changed", "tags_changed", "custom_field_changed",
        "agent_assignment_changed", "group_assignment_changed", "requester_changed", "organization_changed", "external_id_changed",
        "custom_status_changed", "attachment_linked_to_comment", "soft_deleted",
        "permanently_deleted", "undeleted", "merged", "problem_link_changed", "due_at_changed",
    ];

    private static readonly Dictionary<string, string> ByField = new(StringComparer.Ordinal)
    {
        ["status"] = "status_changed",
        ["priority"] = "priority_changed",
        ["type"] = "type_changed",
        ["subject"] = "subject_changed",
        ["tags"] = "tags_changed",
        ["assignee_id"] = "agent_assignment_changed",
        ["group_id"] = "group_assignment_changed",
        ["requester_id"] = "requester_changed",
        ["organization_id"] = "organization_changed",
        ["external_id"] = "external_id_changed",
        ["custom_status_id"] = "custom_status_changed",
        ["problem_id"] = "problem_link_changed",
        ["due_at"] = "due_at_changed",
    };

    public void Publish(bool isNew)
    {
        var events = new List<(string Type, JsonObject Content)>();
        if (isNew)
            events.Add(("created", []));
        foreach (var one in audit.Events)
            events.AddRange(one.Comment is { } comment ? OfComment(comment) : isNew ? [] : [OfField(one)]);
        for (var position = 0; position < events.Count; position++)
            Send(events[position].Type, events[position].Content, position + 1);
    }

    /// <summary>Sends one event that is no change of a field: deleted, restored, merged.</summary>
    public void PublishOne(string type, JsonObject content) => Send(type, content, position: 1);

    private IEnumerable<(string, JsonObject)> OfComment(ZendeskComment comment)
    {
        var author = exchange.Account.Users[comment.AuthorId];
        yield return ("comment_added", new JsonObject
        {
            ["comment"] = new JsonObject
            {
                ["id"] = $"{comment.Id}",
                ["body"] = comment.PlainBody,
                ["is_public"] = comment.IsPublic,
                ["author"] = new JsonObject { ["id"] = $"{author.Id}", ["is_staff"] = author.IsStaff, ["name"] = author.Name },
            },
        });
        foreach (var file in comment.Attachments)
        {
            var attachment = new JsonObject
            {
                ["id"] = $"{file.Id}",
                ["filename"] = file.Name,
                ["content_type"] = file.ContentType,
                ["content_url"] = file.ContentUrl(exchange.Root),
                ["is_public"] = comment.IsPublic,
            };
            yield return ("attachment_linked_to_comment", new JsonObject
            {
                ["comment"] = new JsonObject { ["id"] = $"{comment.Id}" },
                ["attachment"] = attachment,
            });
        }
    }

    private static (string, JsonObject) OfField(ZendeskEvent one)
    {
        if (one.Field == "tags")
        {
            var (old, now) = (ZendeskJson.AsTexts(one.Previous), ZendeskJson.AsTexts(one.Value));
            return ("tags_changed",
                new JsonObject { ["tags_added"] = ZendeskJson.Array(now.Except(old)), ["tags_removed"] = ZendeskJson.Array(old.Except(now)) });
        }
        var type = ByField.GetValueOrDefault(one.Field!, "custom_field_changed");
        var content = new JsonObject { ["current"] = Shown(one.Field!, one.Value), ["previous"] = Shown(one.Field!, one.Previous) };
        if (type == "custom_field_changed")
            content["field"] = new JsonObject { ["id"] = one.Field };
        return (type, content);
    }

    private static JsonNode? Shown(string field, JsonNode? value) =>
        field is "status" or "priority" or "type" ? ZendeskJson.AsText(value)?.ToUpperInvariant() : value?.DeepClone();

    private void Send(string type, JsonObject content, int position)
    {
        content["meta"] = new JsonObject
        {
            ["version"] = "1.0",
            ["occurred_at"] = ZendeskJson.Time(exchange.Now),
            ["sequence"] = new JsonObject { ["id"] = $"{audit.Id}", ["position"] = position },
        };
        var body = new JsonObject
        {
            ["type"] = Prefix + type,
            ["account_id"] = $"{ZendeskAccount.Id}",
            ["id"] = $"{audit.Id:x8}-{position:x4}",
            ["time"] = ZendeskJson.Time(exchange.Now),
            ["zendesk_event_version"] = "2022-11-06",
            ["subject"] = $"zen:ticket:{ticket.Id}",
            ["detail"] = Detail(),
            ["event"] = content,
        };
        exchange.Account.Webhooks.Publish(Prefix + type, ZendeskJson.Text(body), exchange.ExactNow);
    }

    private JsonObject Detail() => new()
    {
        ["id"] = $"{ticket.Id}",
        ["actor_id"] = $"{exchange.Caller?.Id}",
        ["assignee_id"] = ticket.AssigneeId?.ToString(),
        ["brand_id"] = ticket.BrandId?.ToString(),
        ["created_at"] = ZendeskJson.Time(ticket.CreatedAt),
        ["custom_status"] = ticket.CustomStatusId?.ToString(),
        ["description"] = ticket.Description,
        ["external_id"] = ticket.ExternalId,
        ["form_id"] = ticket.TicketFormId?.ToString(),
        ["group_id"] = ticket.GroupId?.ToString(),
        ["is_public"] = ticket.IsPublic,
        ["organization_id"] = ticket.OrganizationId?.ToString(),
        ["priority"] = ticket.Priority?.ToUpperInvariant(),
        ["requester_id"] = $"{ticket.RequesterId}",
        ["status"] = ticket.Status.ToUpperInvariant(),
        ["subject"] = ticket.Subject,
        ["submitter_id"] = $"{ticket.SubmitterId}",
        ["tags"] = ZendeskJson.Array(ticket.Tags),
        ["type"] = ticket.Type?.ToUpperInvariant(),
        ["updated_at"] = ZendeskJson.Time(ticket.UpdatedAt),
        ["via"] = new JsonObject { ["channel"] = ticket.Via["channel"]?.DeepClone() },
    };
}
