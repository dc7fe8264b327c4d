using System.Text.Json;
using Entente.Cel;
using Entente.Connectors.Http;

namespace Entente.Connectors.Jira;

/// <summary>Jira's field values as rules read them: what a person means by them, without addresses of icons and of the API. Pure.</summary>
internal static class JiraFields
{
    /// <summary>Members that say nothing about the ticket and change with the site's looks.</summary>
    private static readonly string[] Noise = ["self", "iconUrl", "avatarUrls", "expand"];

    /// <summary>
    /// All fields of an issue that rules can read, ordinal order. Fields that the issue does not have are absent; empty ones are null.
    /// </summary>
    public static SortedDictionary<string, CelValue> Read(JsonElement fields, JiraRichText rich)
    {
        var values = new SortedDictionary<string, CelValue>(StringComparer.Ordinal);
        if (fields.ValueKind != JsonValueKind.Object)
            return values;
        foreach (var field in fields.EnumerateObject())
            if (JiraSchema.IsRead(field.Name))
                values[field.Name] = Value(field.Name, field.Value, rich);
        return values;
    }

    public static CelValue Value(string field, JsonElement value, JiraRichText rich) => field switch
    {
        _ when value.ValueKind == JsonValueKind.Null => JiraSchema.Empty(field),
        "description" or "environment" => rich.Read(value),
        "priority" or "issuetype" or "resolution" => Named(value),
        "status" => Status(value.Id("id") ?? "", value.Text("name") ?? "", value.Member("statusCategory")?.Text("key") ?? ""),
        "project" => Project(value.Id("id") ?? "", value.Text("key") ?? "", value.Text("name") ?? ""),
        "reporter" or "assignee" or "creator" => JiraPeople.Value(value),
        "components" or "fixVersions" or "versions" => Names(value),
        "parent" => Parent(value.Id("id") ?? "", value.Text("key") ?? ""),
        "resolutiondate" => Time(value),
        _ => Free(value, rich),
    };

    public static CelValue Named(string id, string name) => CelValue.Map([Entry("id", id), Entry("name", name)]);

    public static CelValue Status(string id, string name, string category) =>
        CelValue.Map([Entry("id", id), Entry("name", name), Entry("category", category)]);

    public static CelValue Project(string id, string key, string name) => CelValue.Map([Entry("id", id), Entry("key", key), Entry("name", name)]);

    public static CelValue Parent(string id, string key) => CelValue.Map([Entry("id", id), Entry("key", key)]);

    /// <summary>A text member of a value that is an object; null otherwise.</summary>
    public static string? Part(this CelValue value, string name) =>
        value.Kind == CelKind.Map && value.AsMap().TryGet(name, out var part) && part.Kind == CelKind.String ? part.AsString() : null;

    private static CelValue Named(JsonElement value) => Named(value.Id("id") ?? "", value.Text("name") ?? "");

    private static CelValue Names(JsonElement list) => list.ValueKind == JsonValueKind.Array
        ? CelValue.List([.. list.EnumerateArray().Select(item => item.Text("name")).OfType<string>().Select(CelValue.String)])
        : CelValue.List([]);

    private static CelValue Time(JsonElement value) => JiraTime.Read(value) is { } at ? CelValue.Timestamp(at) : CelValue.Null;

    /// <summary>A custom field's value: text, number, person, document, option (<c>{id, value}</c>) or whatever an app made of it.</summary>
    private static CelValue Free(JsonElement value, JiraRichText rich) => value.ValueKind switch
    {
        JsonValueKind.Array => CelValue.List([.. value.EnumerateArray().Select(item => Free(item, rich))]),
        JsonValueKind.Object when JiraRichText.IsDocument(value) => rich.Read(value),
        JsonValueKind.Object when value.Text("accountId") is not null => JiraPeople.Value(value),
        JsonValueKind.Object => CelValue.Map(Members(value, rich)),
        _ => CelJson.FromJson(value),
    };

    private static OrderedDictionary<string, CelValue> Members(JsonElement value, JiraRichText rich)
    {
        var members = new OrderedDictionary<string, CelValue>();
        foreach (var member in value.EnumerateObject())
            if (!Noise.Contains(member.Name, StringComparer.Ordinal))
                members[member.Name] = Free(member.Value, rich);
        return members;
    }

    private static KeyValuePair<string, CelValue> Entry(string name, string value) => KeyValuePair.Create(name, CelValue.String(value));
}
