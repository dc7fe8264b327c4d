using System.Text.Json.Nodes;
using Entente.Cel;
using Entente.Core.Tickets;

namespace Entente.Connectors.ServiceNow;

/// <summary>Values of accept rules to the stored values that ServiceNow takes. Pure: what was looked up comes with the constructor.</summary>
/// <param name="ids">Ids of people by address and of records by name, each under <c>field name</c>, a space, and the text.</param>
internal sealed class ServiceNowPayloads(IReadOnlyDictionary<string, string> ids)
{
    /// <summary>What has to be looked up first: people and records that are named by something other than an id.</summary>
    public static IEnumerable<(string Field, ServiceNowKind Kind, string Text)> LookUps(IReadOnlyDictionary<string, CelValue> fields) =>
        from field in fields
        let kind = ServiceNowSchema.Kind(field.Key)
        where kind is ServiceNowKind.Person or ServiceNowKind.Reference
        let text = Named(field.Value)
        where text is { Length: > 0 } && !ServiceNowQuery.IsSysId(text)
        select (field.Key, kind.Value, text);

    /// <summary>The parts of a person or record by which it is known, the surest first.</summary>
    public static readonly string[] Names = ["id", "address", "name"];

    public static string Key(string field, string text) => $"{field} {text}";

    /// <param name="impact">What the record has now; empty for a new one.</param>
    public JsonObject Fields(IReadOnlyDictionary<string, CelValue> fields, string impact = "", string urgency = "")
    {
        var body = new JsonObject();
        foreach (var (field, value) in fields)
            if (field != ServiceNowPriority.Field)
                body[field] = Text(field, value);
        if (fields.TryGetValue(ServiceNowPriority.Field, out var wanted) && !IsBlank(wanted))
            AddPriority(body, wanted, impact, urgency);
        return body;
    }

    // A rule that names impact or urgency itself knows better than the table.
    private static void AddPriority(JsonObject body, CelValue wanted, string impact, string urgency)
    {
        var level = ServiceNowPriority.Level(wanted) ?? throw Unfit(ServiceNowPriority.Field, "a level from 1 to 5 or P1 to P5", wanted);
        if (body.ContainsKey(ServiceNowPriority.Impact) || body.ContainsKey(ServiceNowPriority.Urgency))
            return;
        (body[ServiceNowPriority.Impact], body[ServiceNowPriority.Urgency]) = ServiceNowPriority.Of(level, impact, urgency);
    }

    private string Text(string field, CelValue value) => IsBlank(value) ? "" : ServiceNowSchema.Kind(field) switch
    {
        ServiceNowKind.Text => ServiceNowText.Line(Plain(field, value)),
        ServiceNowKind.Choice => Plain(field, value).Trim(),
        ServiceNowKind.Rich => ServiceNowText.WritePlain(RichTextValue.Read(value) ?? throw Unfit(field, "text", value)),
        ServiceNowKind.Person => Id(field, value, "an e-mail address or sys_id"),
        ServiceNowKind.Reference => Id(field, value, "a name or sys_id"),
        ServiceNowKind.Time => Time(field, value),
        ServiceNowKind.Flag => Plain(field, value),
        null => value.Kind == CelKind.Timestamp ? Time(field, value) : Own(field, value),
    };

    private string Id(string field, CelValue value, string expected)
    {
        var text = Named(value) ?? throw Unfit(field, expected, value);
        return ids.GetValueOrDefault(Key(field, text), text);
    }

    /// <summary>What names a person or a record: its id, its address, its name.</summary>
    public static string? Named(CelValue value) => value.Kind == CelKind.String
        ? value.AsString().Trim()
        : Names.Select(part => ServiceNowValues.Part(value, part)).FirstOrDefault(part => !string.IsNullOrEmpty(part));

    private static string Own(string field, CelValue value) => value.Kind switch
    {
        CelKind.Map => ServiceNowValues.Part(value, "id") ?? throw Unfit(field, "text", value),
        CelKind.Object when RichTextValue.Read(value) is { } rich => ServiceNowText.WritePlain(rich),
        _ => Plain(field, value),
    };

    private static string Time(string field, CelValue value) => value.Kind switch
    {
        CelKind.Timestamp => ServiceNowTime.Write(value.AsTimestamp()),
        CelKind.String when DateTimeOffset.TryParse(
            value.AsString(), null, System.Globalization.DateTimeStyles.AssumeUniversal, out var time) => ServiceNowTime.Write(time),
        _ => throw Unfit(field, "a timestamp", value),
    };

    private static string Plain(string field, CelValue value) => value.Kind switch
    {
        CelKind.String => value.AsString(),
        CelKind.Int or CelKind.UInt or CelKind.Double or CelKind.Bool => CelJson.ToJson(value)!.ToString(),
        CelKind.Object when RichTextValue.Read(value) is { } rich => ServiceNowText.WritePlain(rich),
        _ => throw Unfit(field, "text", value),
    };

    private static bool IsBlank(CelValue value) => value.Kind switch
    {
        CelKind.Null => true,
        CelKind.String => value.AsString().Length == 0,
        CelKind.Object => RichTextValue.Read(value) is { IsEmpty: true },
        _ => false,
    };

    private static ConnectorException Unfit(string field, string expected, CelValue value) =>
        new(FailureKind.Refused, "servicenow.unfit-value", $"The field {field} takes {expected}, but the rule gave a value of kind {value.Kind}.")
        {
            Field = field,
        };
}
