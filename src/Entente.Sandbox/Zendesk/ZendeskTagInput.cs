using System.Globalization;
using System.Text.Json.Nodes;

namespace Entente.Sandbox.Zendesk;

/// <summary>
/// Tags and custom fields, which are two views of one thing: the value of a drop-down is also a tag, and taking the tag away clears the field.
/// </summary>
internal static class ZendeskTagInput
{
    private const int MaxTagCharacters = 255;

    private const int MaxTextCharacters = 65_536;

    public static void Take(ZendeskTicketInput input, JsonObject ticket)
    {
        var draft = input.Draft;
        if (ticket.ContainsKey("tags"))
            draft.Tags = new SortedSet<string>(Clean(input, ticket["tags"]), StringComparer.Ordinal);
        draft.Tags.UnionWith(Clean(input, ticket["additional_tags"]));
        draft.Tags.ExceptWith(Clean(input, ticket["remove_tags"]));
        ClearUntagged(input);
        foreach (var item in (ticket["custom_fields"] as JsonArray ?? ticket["fields"] as JsonArray)?.OfType<JsonObject>() ?? [])
            TakeField(input, item);
        foreach (var (id, value) in ticket["custom_fields"] as JsonObject ?? [])
            TakeField(input, new JsonObject { ["id"] = id, ["value"] = value?.DeepClone() });
    }

    /// <summary>Tags in Zendesk's form: lower case, split at spaces, without the characters that tags cannot have.</summary>
    public static IReadOnlyList<string> Split(JsonNode? node) =>
        [.. ZendeskJson.AsTexts(node)
            .SelectMany(text => text.ToLowerInvariant().Split([' ', ',', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries))
            .Select(tag => new string([.. tag.Where(character => !"#@!&\"'<>".Contains(character))]))
            .Where(tag => tag.Length > 0)];

    private static IReadOnlyList<string> Clean(ZendeskTicketInput input, JsonNode? node)
    {
        var tags = Split(node);
        if (tags.Any(tag => tag.Length > MaxTagCharacters))
            input.Refuse("tags", $"Tags: is too long (maximum is {MaxTagCharacters} characters)", "ValueTooLong");
        return tags;
    }

    private static void ClearUntagged(ZendeskTicketInput input)
    {
        foreach (var field in input.Exchange.Account.Fields.Custom.Where(field => field.Type == "tagger"))
            if (ZendeskJson.AsText(input.Draft.CustomFields.GetValueOrDefault(field.Id)) is { } value && !input.Draft.Tags.Contains(value))
                input.Draft.CustomFields[field.Id] = null;
    }

    private static void TakeField(ZendeskTicketInput input, JsonObject item)
    {
        var draft = input.Draft;
        if (ZendeskJson.AsId(item["id"]) is not { } id || input.Exchange.Account.Fields.Find(id) is not { IsCustom: true, IsActive: true } field)
        {
            input.Exchange.Dropped.Add($"custom_fields.{ZendeskJson.AsText(item["id"])}");
            return;
        }
        if (Problem(field, item["value"]) is { } problem)
        {
            input.Refuse("base", $"{field.Title}: {problem}", "InvalidValue");
            return;
        }
        draft.Tags.ExceptWith(TagsOf(field, draft.CustomFields.GetValueOrDefault(id)));
        var value = item["value"];
        draft.CustomFields[id] = field.Type == "checkbox" ? ZendeskJson.AsFlag(value) ?? false : Stored(value);
        draft.Tags.UnionWith(TagsOf(field, draft.CustomFields[id]));
    }

    /// <summary>Zendesk keeps an empty text as no value.</summary>
    private static JsonNode? Stored(JsonNode? value) => ZendeskJson.AsText(value) is "" ? null : value?.DeepClone();

    private static IEnumerable<string> TagsOf(ZendeskField field, JsonNode? value) => field.Type switch
    {
        "tagger" => ZendeskJson.AsText(value) is { } one ? [one] : [],
        "multiselect" => value is JsonArray many ? ZendeskJson.AsTexts(many) : [],
        "checkbox" => field.Tag is { Length: > 0 } tag && ZendeskJson.AsFlag(value) == true ? [tag] : [],
        _ => [],
    };

    /// <summary>Why a value does not fit its field; null when it does.</summary>
    private static string? Problem(ZendeskField field, JsonNode? value)
    {
        var text = ZendeskJson.AsText(value);
        if (value is null || text is "")
            return null;
        return field.Type switch
        {
            "tagger" => field.Has(text!) ? null : $"{text} is not a valid option",
            "multiselect" => ZendeskJson.AsTexts(value).All(field.Has) ? null : "is not a valid option",
            "integer" => long.TryParse(text, out _) ? null : "is not a whole number",
            "decimal" => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? null : "is not a number",
            "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", out _) ? null : "is not a date of the form YYYY-MM-DD",
            "checkbox" => ZendeskJson.AsFlag(value) is null ? "is not true or false" : null,
            _ => text is null ? "is not text" : text.Length > MaxTextCharacters ? $"is too long (maximum is {MaxTextCharacters} characters)" : null,
        };
    }
}
