using System.Text.Json.Nodes;

namespace Entente.Sandbox.Zendesk;

/// <summary>A person or an integration of the account.</summary>
internal sealed class ZendeskUser
{
    public required long Id { get; init; }

    public required string Name { get; set; }

    /// <summary>Lower case; null for people known by name only.</summary>
    public string? Email { get; set; }

    /// <summary><c>end-user</c>, <c>agent</c> or <c>admin</c>.</summary>
    public string Role { get; set; } = "end-user";

    public string? ExternalId { get; set; }

    public string? Phone { get; set; }

    public string? Alias { get; set; }

    public string? Notes { get; set; }

    public string? Details { get; set; }

    public long? OrganizationId { get; set; }

    public long? DefaultGroupId { get; set; }

    public bool Verified { get; set; }

    public bool Suspended { get; set; }

    public bool Active { get; set; } = true;

    public SortedSet<string> Tags { get; set; } = new(StringComparer.Ordinal);

    public JsonObject UserFields { get; set; } = [];

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }

    public bool IsStaff => Role is "agent" or "admin";

    public JsonObject ToJson(ZendeskExchange exchange) => new()
    {
        ["id"] = Id,
        ["url"] = exchange.Url($"users/{Id}"),
        ["name"] = Name,
        ["email"] = Email,
        ["created_at"] = ZendeskJson.Time(CreatedAt),
        ["updated_at"] = ZendeskJson.Time(UpdatedAt),
        ["time_zone"] = "Eastern Time (US & Canada)",
        ["iana_time_zone"] = "America/New_York",
        ["phone"] = Phone,
        ["shared_phone_number"] = null,
        ["photo"] = null,
        ["locale_id"] = 1,
        ["locale"] = "en-US",
        ["organization_id"] = OrganizationId,
        ["role"] = Role,
        ["verified"] = Verified,
        ["external_id"] = ExternalId,
        ["tags"] = ZendeskJson.Array(Tags),
        ["alias"] = Alias,
        ["active"] = Active,
        ["shared"] = false,
        ["shared_agent"] = false,
        ["last_login_at"] = null,
        ["two_factor_auth_enabled"] = null,
        ["signature"] = null,
        ["details"] = Details,
        ["notes"] = Notes,
        ["role_type"] = null,
        ["custom_role_id"] = null,
        ["moderator"] = IsStaff,
        ["ticket_restriction"] = IsStaff ? null : "requested",
        ["only_private_comments"] = false,
        ["restricted_agent"] = !IsStaff,
        ["suspended"] = Suspended,
        ["default_group_id"] = DefaultGroupId,
        ["report_csv"] = Role == "admin",
        ["user_fields"] = UserFields.DeepClone(),
    };
}
