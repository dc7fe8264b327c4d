using System.Text.Json.Nodes;

namespace Entente.Sandbox.Zendesk;

/// <summary>A status with the account's own label inside one of the fixed categories.</summary>
internal sealed record ZendeskCustomStatus(long Id, string Category, string Label, DateTimeOffset CreatedAt)
{
    public bool IsDefault { get; init; } = true;

    public JsonObject ToJson() => new()
    {
        ["id"] = Id,
        ["status_category"] = Category,
        ["agent_label"] = Label,
        ["raw_agent_label"] = Label,
        ["end_user_label"] = Label,
        ["raw_end_user_label"] = Label,
        ["description"] = "",
        ["raw_description"] = "",
        ["end_user_description"] = "",
        ["raw_end_user_description"] = "",
        ["active"] = true,
        ["default"] = IsDefault,
        ["created_at"] = ZendeskJson.Time(CreatedAt),
        ["updated_at"] = ZendeskJson.Time(CreatedAt),
    };
}
