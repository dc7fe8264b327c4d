using System.Globalization;
using System.Text.Json;
using Entente.Cel;
using Entente.Connectors.Http;
using Entente.Core.Text;

namespace Entente.Connectors.Zendesk;

/// <summary>A ticket's fields as rules read them, from its JSON and from the changes in its audits. Pure.</summary>
internal static class ZendeskFields
{
    public const string Description = "description";
    public const string Custom = "fields";

    /// <summary>A custom field by its id: <c>fields.360011737434</c>. Written under this name; read under it and in <c>fields</c>.</summary>
    public const string CustomPrefix = "fields.";

    private static readonly string[] Texts = ["subject", "status", "priority", "type", "external_id"];
    private static readonly string[] Ids = ["group_id", "organization_id", "brand_id", "ticket_form_id", "problem_id", "custom_status_id"];
    private static readonly string[] People = ["requester", "submitter", "assignee"];
    private static readonly string[] Times = ["due_at", "created_at"];

    /// <summary>True for a field whose value is a person.</summary>
    public static bool IsPerson(string name) => People.Contains(name, StringComparer.Ordinal);

    /// <summary>All fields but the description, which is a comment's text.</summary>
    public static SortedDictionary<string, CelValue> Read(JsonElement ticket, ZendeskPeople people)
    {
        var fields = new SortedDictionary<string, CelValue>(StringComparer.Ordinal);
        foreach (var name in Texts.Concat(Ids).Concat(Times).Append("tags"))
            fields[name] = Value(name, ticket.Member(name));
        foreach (var name in People)
            fields[name] = people.Value(ticket.Id(name + "_id"));
        fields["via"] = Text(ticket.Member("via")?.Member("channel"));

        var custom = new SortedDictionary<string, CelValue>(StringComparer.Ordinal);
        foreach (var field in ticket.Items("custom_fields"))
            if (field.Id("id") is { } id)
                custom[id] = Free(field.Member("value"));
        PutCustom(fields, custom);
        return fields;
    }

    /// <summary>
    /// The value of a change event, in the form that <see cref="Read"/> gives; the name is the one that rules know, null for what they cannot see.
    /// </summary>
    public static (string Name, CelValue Value)? Changed(string nativeName, JsonElement? value, ZendeskPeople people)
    {
        if (nativeName.EndsWith("_id", StringComparison.Ordinal) && People.Contains(nativeName[..^3], StringComparer.Ordinal))
            return (nativeName[..^3], people.Value(value?.AsId()));
        if (nativeName is "tags" or "due_at" || Texts.Concat(Ids).Contains(nativeName, StringComparer.Ordinal))
            return (nativeName, Value(nativeName, value));
        return nativeName.Length > 0 && nativeName.All(char.IsAsciiDigit) ? (CustomPrefix + nativeName, Free(value)) : null;
    }

    /// <summary>Puts custom fields where rules find them: all in <c>fields</c>, and each under its own name.</summary>
    public static void PutCustom(SortedDictionary<string, CelValue> fields, SortedDictionary<string, CelValue> custom)
    {
        fields[Custom] = CelValue.Map(custom);
        foreach (var (id, value) in custom)
            fields[CustomPrefix + id] = value;
    }

    /// <summary>Tags as they are compared and written: lower case, without spaces, each once, in ordinal order.</summary>
    public static IEnumerable<string> Tags(IEnumerable<string> tags) => tags
        .Select(tag => string.Join('_', tag.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToLowerInvariant())
        .Where(tag => tag.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private static CelValue Value(string name, JsonElement? value) => name switch
    {
        "tags" => CelValue.List([.. Tags(TagTexts(value)).Select(CelValue.String)]),
        _ when Times.Contains(name, StringComparer.Ordinal) => Time(value),
        "subject" => Text(value) is { IsNull: false } text ? text : CelValue.String(""),
        _ => Text(value),
    };

    // Old audits write the tags as one text.
    private static IEnumerable<string> TagTexts(JsonElement? value) => value switch
    {
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().Select(tag => tag.AsId()).OfType<string>(),
        { ValueKind: JsonValueKind.String } text => text.GetString()!.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        _ => [],
    };

    private static CelValue Text(JsonElement? value) => value?.AsId() is { } text ? CelValue.String(Placeholders.Restore(text)) : CelValue.Null;

    private static CelValue Free(JsonElement? value) => value switch
    {
        null => CelValue.Null,
        { ValueKind: JsonValueKind.String } => Text(value),
        { } present => CelJson.FromJson(present),
    };

    private static CelValue Time(JsonElement? value) =>
        DateTimeOffset.TryParse(
            value?.AsId(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? CelValue.Timestamp(time)
            : CelValue.Null;
}
