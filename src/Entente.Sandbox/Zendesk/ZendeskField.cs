using System.Text.Json.Nodes;

namespace Entente.Sandbox.Zendesk;

/// <summary>A ticket field, of the system or of the account's own.</summary>
internal sealed class ZendeskField
{
    public required long Id { get; init; }

    /// <summary>
    /// <c>subject</c>, <c>status</c> and so on for system fields; <c>text</c>, <c>tagger</c>, <c>checkbox</c> and so on for the account's own.
    /// </summary>
    public required string Type { get; init; }

    public required string Title { get; set; }

    public string Description { get; set; } = "";

    public bool IsCustom { get; init; }

    public bool IsActive { get; set; } = true;

    /// <summary>Whether a ticket must have a value to be solved.</summary>
    public bool IsRequired { get; set; }

    /// <summary>The tag that a ticked checkbox sets.</summary>
    public string? Tag { get; set; }

    /// <summary>Value and name of each choice of a <c>tagger</c> or <c>multiselect</c>, in order.</summary>
    public List<ZendeskOption> Options { get; set; } = [];

    public required int Position { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }

    public bool Has(string optionValue) => Options.Exists(option => option.Value == optionValue);

    public JsonObject ToJson(ZendeskExchange exchange)
    {
        var made = new JsonObject
        {
            ["url"] = exchange.Url($"ticket_fields/{Id}"),
            ["id"] = Id,
            ["type"] = Type,
            ["title"] = Title,
            ["raw_title"] = Title,
            ["description"] = Description,
            ["raw_description"] = Description,
            ["position"] = Position,
            ["active"] = IsActive,
            ["required"] = IsRequired,
            ["collapsed_for_agents"] = false,
            ["regexp_for_validation"] = null,
            ["title_in_portal"] = Title,
            ["raw_title_in_portal"] = Title,
            ["visible_in_portal"] = true,
            ["editable_in_portal"] = true,
            ["required_in_portal"] = false,
            ["tag"] = Tag,
            ["created_at"] = ZendeskJson.Time(CreatedAt),
            ["updated_at"] = ZendeskJson.Time(UpdatedAt),
            ["removable"] = IsCustom,
            ["agent_description"] = null,
        };
        if (IsCustom && Type is "tagger" or "multiselect")
            made["custom_field_options"] = ZendeskJson.Array(Options.Select(option => (JsonNode?)option.ToJson()));
        else if (!IsCustom && Options.Count > 0)
            made["system_field_options"] = ZendeskJson.Array(Options
                .Select(option => (JsonNode?)new JsonObject { ["name"] = option.Name, ["value"] = option.Value }));
        return made;
    }
}

/// <summary>One choice of a field; its value is a tag.</summary>
internal sealed record ZendeskOption(long Id, string Name, string Value)
{
    public JsonObject ToJson() => new() { ["id"] = Id, ["name"] = Name, ["raw_name"] = Name, ["value"] = Value, ["default"] = false };
}
