using System.Globalization;
using System.Text.Json.Nodes;
using Entente.Cel;
using Entente.Core.Text;
using Entente.Core.Tickets;

namespace Entente.Connectors.Zendesk;

/// <summary>Values that rules gave to the members of a ticket's JSON. Pure. People are not among them: they have to be looked up.</summary>
internal static class ZendeskFieldWriter
{
    public static void Write(JsonObject ticket, string field, CelValue value)
    {
        if (field == ZendeskFields.Custom)
        {
            foreach (var (id, item) in value.Kind == CelKind.Map ? value.AsMap() : CelMap.Empty)
                PutCustom(ticket, field, id.Kind == CelKind.String ? id.AsString() : "", item);
        }
        else if (field.StartsWith(ZendeskFields.CustomPrefix, StringComparison.Ordinal))
        {
            PutCustom(ticket, field, field[ZendeskFields.CustomPrefix.Length..], value);
        }
        else if (!ZendeskSchema.Fields.Fields.TryGetValue(field, out var known) || known.Write == FieldWrite.Never)
        {
            throw Unwritable(field, "Zendesk has no such field that can be written.");
        }
        else
        {
            ticket[field] = Node(field, value);
        }
    }

    private static JsonNode? Node(string field, CelValue value) => field switch
    {
        _ when value.IsNull => null,
        "tags" => new JsonArray([.. ZendeskFields.Tags(Tags(value)).Select(tag => JsonValue.Create(tag))]),
        _ when field.EndsWith("_id", StringComparison.Ordinal) => Number(field, value),
        "subject" => Line(value),
        _ => Free(field, value),
    };

    private static IEnumerable<string> Tags(CelValue value) => value.Kind == CelKind.List
        ? value.AsList().Select(tag => tag.Kind == CelKind.String ? tag.AsString() : throw Unwritable("tags", "A tag is a text."))
        : throw Unwritable("tags", "Tags are a list of texts.");

    private static void PutCustom(JsonObject ticket, string field, string id, CelValue value)
    {
        if (!long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            throw Unwritable(field, "A custom field is named by its id: fields.360011737434.");
        var fields = ticket["custom_fields"] as JsonArray;
        if (fields is null)
            ticket["custom_fields"] = fields = [];
        fields.Add(new JsonObject { ["id"] = number, ["value"] = Free(field, value) });
    }

    private static JsonValue Number(string field, CelValue value)
    {
        var text = value.Kind == CelKind.String ? value.AsString() : CelJson.ToJson(value)?.ToString();
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? JsonValue.Create(id)
            : throw Unwritable(field, "An id is a whole number.");
    }

    private static JsonNode? Free(string field, CelValue value) => value.Kind switch
    {
        CelKind.Object => Text(value),
        CelKind.String => Text(value),
        CelKind.Timestamp => JsonValue.Create(ZendeskRevision.Stamp(value.AsTimestamp())),
        CelKind.Null or CelKind.Bool or CelKind.Int or CelKind.UInt or CelKind.Double or CelKind.List => CelJson.ToJson(value),
        _ => throw Unwritable(field, $"Zendesk takes no value of kind {value.Kind} here."),
    };

    private static JsonValue Line(CelValue value)
    {
        var lines = Text(value).ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return JsonValue.Create(string.Join(' ', lines));
    }

    // Only text that could set a placeholder off is rewritten: Zendesk expands {{…}} in fields too.
    private static JsonValue Text(CelValue value)
    {
        var text = value.Kind == CelKind.String ? value.AsString() : ZendeskText.Plain(ZendeskText.Of(value) ?? RichText.Empty);
        return JsonValue.Create(Placeholders.Guard(text));
    }

    private static ConnectorException Unwritable(string field, string why) =>
        new(FailureKind.Refused, ZendeskCodes.UnwritableField, $"{field} cannot be written: {why}") { Field = field };
}
