using System.Text.Json.Nodes;

namespace Entente.Sandbox.Zendesk;

/// <summary>A webhook of the account: either called by triggers or subscribed to events, never both.</summary>
internal sealed class ZendeskWebhook
{
    public const string Conditional = "conditional_ticket_events";

    public required string Id { get; init; }

    public required string Name { get; set; }

    public required Uri Endpoint { get; set; }

    public string Method { get; set; } = "POST";

    public string Format { get; set; } = "json";

    public bool IsActive { get; set; } = true;

    public IReadOnlyList<string> Subscriptions { get; set; } = [];

    /// <summary>As sent: <c>{type, data, add_position}</c>.</summary>
    public JsonObject? Authentication { get; set; }

    public JsonObject? CustomHeaders { get; set; }

    public required string Secret { get; set; }

    public required string CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }

    public bool IsConditional => Subscriptions.Contains(Conditional);

    public JsonObject ToJson()
    {
        var made = new JsonObject
        {
            ["id"] = Id,
            ["name"] = Name,
            ["status"] = IsActive ? "active" : "inactive",
            ["subscriptions"] = ZendeskJson.Array(Subscriptions),
            ["created_at"] = ZendeskJson.Time(CreatedAt),
            ["created_by"] = CreatedBy,
            ["endpoint"] = Endpoint.OriginalString,
            ["http_method"] = Method,
            ["request_format"] = Format,
            ["updated_at"] = ZendeskJson.Time(UpdatedAt),
            ["updated_by"] = CreatedBy,
        };
        // The secret part of the authentication is write-only.
        if (Authentication is not null)
            made["authentication"] = new JsonObject
            {
                ["type"] = Authentication["type"]?.DeepClone(),
                ["add_position"] = Authentication["add_position"]?.DeepClone(),
            };
        return made;
    }
}
