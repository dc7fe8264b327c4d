using System.Text.Json.Nodes;

namespace Entente.Sandbox.Zendesk;

/// <summary>A group of agents.</summary>
internal sealed class ZendeskGroup
{
    public required long Id { get; init; }

    public required string Name { get; set; }

    public string Description { get; set; } = "";

    public bool IsDeleted { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Members and the id of each membership.</summary>
    public SortedDictionary<long, long> Memberships { get; } = [];

    public JsonObject ToJson(ZendeskExchange exchange) => new()
    {
        ["url"] = exchange.Url($"groups/{Id}"),
        ["id"] = Id,
        ["is_public"] = true,
        ["name"] = Name,
        ["description"] = Description,
        ["default"] = false,
        ["deleted"] = IsDeleted,
        ["created_at"] = ZendeskJson.Time(CreatedAt),
        ["updated_at"] = ZendeskJson.Time(UpdatedAt),
    };
}

/// <summary>A customer's company.</summary>
internal sealed class ZendeskOrganization
{
    public required long Id { get; init; }

    public required string Name { get; set; }

    public string? ExternalId { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }

    public SortedSet<string> Tags { get; set; } = new(StringComparer.Ordinal);

    public JsonObject ToJson(ZendeskExchange exchange) => new()
    {
        ["url"] = exchange.Url($"organizations/{Id}"),
        ["id"] = Id,
        ["name"] = Name,
        ["shared_tickets"] = false,
        ["shared_comments"] = false,
        ["external_id"] = ExternalId,
        ["created_at"] = ZendeskJson.Time(CreatedAt),
        ["updated_at"] = ZendeskJson.Time(UpdatedAt),
        ["domain_names"] = new JsonArray(),
        ["details"] = "",
        ["notes"] = "",
        ["group_id"] = null,
        ["tags"] = ZendeskJson.Array(Tags),
        ["organization_fields"] = new JsonObject(),
    };
}
