using System.Text.Json.Nodes;
using Entente.Cel;
using Entente.Core.Tickets;

namespace Entente.Connectors.Jira;

/// <summary>Values of accept rules to the JSON that Jira takes for each field. Pure: what had to be looked up comes with the constructor.</summary>
/// <param name="types">The site's own fields by id.</param>
/// <param name="accounts">Account ids by e-mail address, without case.</param>
/// <param name="files">Addresses of the attachments by file name, for the places where images stood.</param>
internal sealed class JiraPayloads(
    IReadOnlyDictionary<string, JiraFieldType> types,
    IReadOnlyDictionary<string, string> accounts,
    IReadOnlyDictionary<string, Uri> files)
{
    /// <summary>What a create takes: as an edit, but fields that are to stay empty are left out, since not every screen has them.</summary>
    public JsonObject CreateFields(IReadOnlyDictionary<string, CelValue> fields) => Fields(fields.Where(field => !IsBlank(field.Value)));

    public JsonObject EditFields(IReadOnlyDictionary<string, CelValue> fields) => Fields(fields);

    public JsonNode Document(string field, CelValue value) => JiraRichText.From(value) is { } rich
        ? JiraRichText.Write(rich, files)
        : throw Unfit(field, "rich text", value);

    public JsonObject Comment(CommentWrite comment, string effectId)
    {
        var body = new JsonObject { ["body"] = JiraRichText.Write(comment.Body, files) };
        if (comment.EditOf is not null)
            return body;
        var properties = new JsonArray(Marker(effectId));
        // How a service desk tells an internal note; other projects have no such notes and ignore it.
        if (!comment.IsPublic)
            properties.Add((JsonNode)new JsonObject { ["key"] = "sd.public.comment", ["value"] = new JsonObject { ["internal"] = true } });
        body["properties"] = properties;
        return body;
    }

    /// <summary>The property that makes what we wrote recognisable, in the very request that makes it (RELIABILITY 2.1).</summary>
    public static JsonObject Marker(string effectId) =>
        new() { ["key"] = JiraMapping.MarkerKey, ["value"] = new JsonObject { ["effect"] = effectId } };

    /// <summary>Kept by Jira with the changelog entry of the edit or transition that carries it.</summary>
    public static JsonObject HistoryMetadata(string effectId) =>
        new() { ["type"] = JiraMapping.MarkerKey, ["extraData"] = new JsonObject { ["effect"] = effectId } };

    public static JsonObject RemoteLink(PartnerReference partner) => new()
    {
        // Longer ones are refused; an address that long is still told apart by its end.
        ["globalId"] = GlobalId(partner),
        ["application"] = new JsonObject { ["type"] = "org.entente", ["name"] = "Entente" },
        ["relationship"] = "is the same case as",
        ["object"] = new JsonObject { ["url"] = partner.Address.AbsoluteUri, ["title"] = $"{partner.PartyName} {partner.Key}" },
    };

    /// <summary>The same partner ticket gives the same link, so that writing it twice leaves one.</summary>
    public static string GlobalId(PartnerReference partner)
    {
        var address = partner.Address.AbsoluteUri;
        return "entente:" + (address.Length <= 240 ? address : address[^240..]);
    }

    /// <summary>The addresses of people that a write names and that Jira knows only by account id.</summary>
    public IEnumerable<(string Field, string Address)> People(IReadOnlyDictionary<string, CelValue> fields) =>
        from field in fields
        where field.Key is "assignee" or "reporter" || Type(field.Key) is { Type: "user" } or { Type: "array", Items: "user" }
        from address in Addresses(field.Value)
        select (field.Key, address);

    private JsonObject Fields(IEnumerable<KeyValuePair<string, CelValue>> fields)
    {
        var body = new JsonObject();
        foreach (var (field, value) in fields)
            body[field] = Value(field, value);
        return body;
    }

    private JsonNode? Value(string field, CelValue value) => field switch
    {
        _ when value.IsNull => null,
        "summary" => JiraText.Line(Text(field, value)),
        "description" or "environment" => Document(field, value),
        "priority" or "issuetype" or "resolution" => Reference(field, value, "name"),
        "project" or "parent" => Reference(field, value, "key"),
        "assignee" or "reporter" => Person(field, value),
        "labels" => new JsonArray([.. Texts(field, value).Select(label => (JsonNode)JiraText.Label(label))]),
        "components" or "fixVersions" or "versions" =>
            new JsonArray([.. Texts(field, value).Select(name => (JsonNode)new JsonObject { ["name"] = name })]),
        "duedate" => Date(field, value),
        _ => Custom(field, value),
    };

    private JsonNode? Custom(string field, CelValue value)
    {
        if (JiraRichText.From(value, isTextRich: false) is { } rich && Type(field) is null or { IsRich: true })
            return JiraRichText.Write(rich, files);
        return Type(field) switch
        {
            { IsRich: true } => Document(field, value),
            { Type: "array", Items: var items } when value.Kind == CelKind.List =>
                new JsonArray([.. value.AsList().Select(item => Single(field, items, item))]),
            { Type: var type } => Single(field, type, value),
            null => CelJson.ToJson(value),
        };
    }

    private JsonNode? Single(string field, string type, CelValue value) => type switch
    {
        "option" when value.Kind == CelKind.String => new JsonObject { ["value"] = value.AsString() },
        "version" or "component" or "group" when value.Kind == CelKind.String => new JsonObject { ["name"] = value.AsString() },
        "user" => Person(field, value),
        "date" => Date(field, value),
        "datetime" when value.Kind == CelKind.Timestamp => JiraTime.Write(value.AsTimestamp()),
        "string" when value.Kind == CelKind.String => JiraText.Line(value.AsString()),
        _ => CelJson.ToJson(value),
    };

    private JsonNode? Person(string field, CelValue value)
    {
        if (value.IsNull)
            return null;
        var text = value.Kind == CelKind.String ? value.AsString() : value.Part("id") ?? throw Unfit(field, "an e-mail address or account id", value);
        if (text.Length == 0)
            return null;
        return new JsonObject { ["accountId"] = accounts.GetValueOrDefault(text, text) };
    }

    private static IEnumerable<string> Addresses(CelValue value) => value.Kind switch
    {
        CelKind.String when value.AsString().Contains('@', StringComparison.Ordinal) => [value.AsString()],
        CelKind.List => value.AsList().SelectMany(Addresses),
        _ => [],
    };

    /// <summary>A thing that Jira knows by id and by name or key. An empty name is none.</summary>
    private static JsonNode? Reference(string field, CelValue value, string by) => value.Kind switch
    {
        CelKind.String when value.AsString().Length == 0 => null,
        CelKind.String => new JsonObject { [by] = value.AsString() },
        CelKind.Map when value.Part("id") is { Length: > 0 } id => new JsonObject { ["id"] = id },
        CelKind.Map when value.Part(by) is { Length: > 0 } name => new JsonObject { [by] = name },
        _ => throw Unfit(field, $"a {by}", value),
    };

    private static JsonNode? Date(string field, CelValue value) => value.Kind switch
    {
        CelKind.Null => null,
        CelKind.Timestamp => JiraTime.Date(value.AsTimestamp()),
        CelKind.String when value.AsString().Length == 0 => null,
        CelKind.String => value.AsString(),
        _ => throw Unfit(field, "a date", value),
    };

    private static string Text(string field, CelValue value) => value.Kind == CelKind.String ? value.AsString() : throw Unfit(field, "text", value);

    private static IEnumerable<string> Texts(string field, CelValue value) => value.Kind == CelKind.List
        ? value.AsList().Select(item => Text(field, item))
        : throw Unfit(field, "a list of names", value);

    private static bool IsBlank(CelValue value) =>
        value.IsNull || (value.Kind == CelKind.List && value.AsList().Count == 0) || (value.Kind == CelKind.String && value.AsString().Length == 0);

    private JiraFieldType? Type(string field) => types.GetValueOrDefault(field);

    private static ConnectorException Unfit(string field, string expected, CelValue value) =>
        new(FailureKind.Refused, "jira.unfit-value", $"The field {field} takes {expected}, but the rule gave a value of kind {value.Kind}.")
        {
            Field = field,
        };
}
