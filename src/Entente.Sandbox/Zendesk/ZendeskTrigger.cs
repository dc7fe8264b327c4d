using System.Text.Json.Nodes;

namespace Entente.Sandbox.Zendesk;

/// <summary>A business rule that runs after every write of a ticket whose conditions it meets.</summary>
internal sealed class ZendeskTrigger
{
    public required long Id { get; init; }

    public required string Title { get; set; }

    public string? Description { get; set; }

    public bool IsActive { get; set; } = true;

    public int Position { get; set; }

    public IReadOnlyList<ZendeskCondition> All { get; set; } = [];

    public IReadOnlyList<ZendeskCondition> Any { get; set; } = [];

    /// <summary>As sent: <c>{field, value}</c>.</summary>
    public JsonArray Actions { get; set; } = [];

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }

    public JsonObject ToJson(ZendeskExchange exchange) => new()
    {
        ["url"] = exchange.Url($"triggers/{Id}"),
        ["id"] = Id,
        ["title"] = Title,
        ["raw_title"] = Title,
        ["active"] = IsActive,
        ["default"] = false,
        ["description"] = Description,
        ["position"] = Position,
        ["category_id"] = "1",
        ["conditions"] = new JsonObject
        {
            ["all"] = ZendeskJson.Array(All.Select(condition => (JsonNode?)condition.ToJson())),
            ["any"] = ZendeskJson.Array(Any.Select(condition => (JsonNode?)condition.ToJson())),
        },
        ["actions"] = Actions.DeepClone(),
        ["created_at"] = ZendeskJson.Time(CreatedAt),
        ["updated_at"] = ZendeskJson.Time(UpdatedAt),
    };
}

/// <summary>One condition. The field <c>role</c> is what the screens call "Current user": a role, or a user's id.</summary>
internal sealed record ZendeskCondition(string Field, string Operator, string Value)
{
    public JsonObject ToJson() => new() { ["field"] = Field, ["operator"] = Operator, ["value"] = Value };
}
