using System.Text.Json.Nodes;

namespace Entente.Sandbox.Zendesk;

/// <summary>One write to a ticket: who, when, and every field and comment that it changed.</summary>
internal sealed class ZendeskAudit
{
    public required long Id { get; init; }

    public required long TicketId { get; init; }

    public required long AuthorId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required JsonObject Via { get; init; }

    /// <summary><c>{system, custom}</c>; what the caller sent as <c>metadata</c> comes back under <c>custom</c>.</summary>
    public required JsonObject Metadata { get; init; }

    public List<ZendeskEvent> Events { get; } = [];

    public JsonObject ToJson(string root) => new()
    {
        ["id"] = Id,
        ["ticket_id"] = TicketId,
        ["created_at"] = ZendeskJson.Time(CreatedAt),
        ["author_id"] = AuthorId,
        ["metadata"] = Metadata.DeepClone(),
        ["events"] = ZendeskJson.Array(Events.Select(one => (JsonNode?)one.ToJson(root))),
        ["via"] = Via.DeepClone(),
    };
}

/// <summary>One change inside an audit: <c>Create</c> or <c>Change</c> of a field, or a <c>Comment</c>.</summary>
/// <param name="Rule">The trigger that made the change; null where the audit's author made it.</param>
internal sealed record ZendeskEvent(long Id, string Type, string? Field, JsonNode? Value, JsonNode? Previous, JsonObject? Rule,
    ZendeskComment? Comment)
{
    public JsonObject ToJson(string root)
    {
        if (Comment is not null)
            return Comment.ToEvent(root);
        var made = new JsonObject { ["id"] = Id, ["type"] = Type, ["value"] = Value?.DeepClone(), ["field_name"] = Field };
        if (Type == "Change")
            made["previous_value"] = Previous?.DeepClone();
        if (Rule is not null)
            made["via"] = Rule.DeepClone();
        return made;
    }
}
