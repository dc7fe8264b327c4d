namespace Entente.Sandbox.Zendesk;

/// <summary>Decides whether a write meets the conditions of a trigger.</summary>
internal sealed class ZendeskConditions(ZendeskExchange exchange, ZendeskTicket? before, ZendeskAudit audit)
{
    private static readonly string[] Fields =
    [
        "status", "priority", "type", "group_id", "assignee_id", "requester_id", "organization_id", "current_tags", "update_type", "role",
        "comment_is_public", "comment_includes_word", "via_id", "current_via_id", "subject_includes_word", "description_includes_word",
        "ticket_is_public", "brand_id", "ticket_form_id",
    ];

    private static readonly string[] Operators =
        ["is", "is_not", "less_than", "greater_than", "changed", "not_changed", "value", "value_previous", "not_value", "not_value_previous",
            "includes", "not_includes"];

    public static bool IsField(string name) => Fields.Contains(name) || name.StartsWith("custom_fields_", StringComparison.Ordinal);

    public static bool IsOperator(string name) => Operators.Contains(name);

    public bool Meet(ZendeskTrigger trigger, ZendeskTicket ticket) =>
        trigger.All.All(condition => Meet(condition, ticket)) && (trigger.Any.Count == 0 || trigger.Any.Any(condition => Meet(condition, ticket)));

    private bool Meet(ZendeskCondition condition, ZendeskTicket ticket) => condition.Field switch
    {
        "update_type" => (condition.Value == "Create") == (before is null) == (condition.Operator != "is_not"),
        "role" => IsCaller(condition.Value) == (condition.Operator != "is_not"),
        "comment_is_public" => CommentIs(condition.Value),
        "ticket_is_public" => (condition.Value == "public") == ticket.IsPublic == (condition.Operator != "is_not"),
        "comment_includes_word" => Words(condition, Comment?.PlainBody),
        "subject_includes_word" => Words(condition, ticket.Subject),
        "description_includes_word" => Words(condition, ticket.Description),
        "current_tags" => ZendeskTagInput.Split(condition.Value).Any(ticket.Tags.Contains) == (condition.Operator is "includes" or "is"),
        "via_id" => Via(ticket.Via["channel"]?.ToString()) == condition.Value == (condition.Operator != "is_not"),
        "current_via_id" => Via(exchange.Channel) == condition.Value == (condition.Operator != "is_not"),
        _ => Field(condition, before is null ? null : Value(condition.Field, before), Value(condition.Field, ticket)),
    };

    private ZendeskComment? Comment => audit.Events.Find(one => one.Comment is not null)?.Comment;

    private bool IsCaller(string value) => exchange.Caller is { } caller && value switch
    {
        "end_user" or "end-user" => !caller.IsStaff,
        "agent" => caller.IsStaff,
        "admin" => caller.Role == "admin",
        _ => value == $"{caller.Id}",
    };

    private bool CommentIs(string value) => value switch
    {
        "true" => Comment is { IsPublic: true },
        "false" => Comment is { IsPublic: false },
        // Zendesk's third choice: present, and whoever asks may see it.
        _ => Comment is not null,
    };

    private static bool Words(ZendeskCondition condition, string? text)
    {
        var found = condition.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Any(word => text?.Contains(word, StringComparison.OrdinalIgnoreCase) == true);
        return condition.Operator is "not_includes" or "is_not" ? !found : found;
    }

    private static bool Field(ZendeskCondition condition, string? old, string? now) => condition.Operator switch
    {
        "is" => now == condition.Value || (condition.Value == "" && now is null),
        "is_not" => now != condition.Value,
        "less_than" => Rank(condition.Field, now) < Rank(condition.Field, condition.Value),
        "greater_than" => Rank(condition.Field, now) > Rank(condition.Field, condition.Value),
        "changed" => old != now,
        "not_changed" => old == now,
        "value" => old != now && now == condition.Value,
        "value_previous" => old != now && old == condition.Value,
        "not_value" => !(old != now && now == condition.Value),
        "not_value_previous" => !(old != now && old == condition.Value),
        _ => false,
    };

    private static int Rank(string field, string? value) =>
        field == "priority" ? ZendeskFieldSet.PriorityRank(value) : ZendeskFieldSet.Rank(value ?? "");

    private static string? Value(string field, ZendeskTicket ticket) => field switch
    {
        "status" => ticket.Status,
        "priority" => ticket.Priority,
        "type" => ticket.Type,
        "group_id" => $"{ticket.GroupId}",
        "assignee_id" => $"{ticket.AssigneeId}",
        "requester_id" => $"{ticket.RequesterId}",
        "organization_id" => $"{ticket.OrganizationId}",
        "brand_id" => $"{ticket.BrandId}",
        "ticket_form_id" => $"{ticket.TicketFormId}",
        _ => long.TryParse(field["custom_fields_".Length..], out var id) ? ZendeskJson.AsText(ticket.CustomFields.GetValueOrDefault(id)) : null,
    };

    /// <summary>Conditions name channels by number: 0 is the web form, 5 the web service (API), 4 mail.</summary>
    private static string Via(string? channel) => channel switch { "web" => "0", "email" => "4", _ => "5" };
}
