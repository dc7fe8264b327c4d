using System.Text.Json;
using Entente.Cel;
using Entente.Connectors.Http;
using Entente.Core.Text;
using Entente.Core.Tickets;

namespace Entente.Connectors.Zendesk;

/// <summary>The fields of a Zendesk ticket, and what an account adds to them.</summary>
internal static class ZendeskSchema
{
    public const string Product = "zendesk";

    private const int MaxLabelLength = 400;

    private static readonly CelType Texts = CelType.List(CelType.String);
    private static readonly CelType ById = CelType.Map(CelType.String, CelType.Dyn);

    // The types that Zendesk gives to an account's own fields; all others are system fields.
    private static readonly string[] CustomTypes =
        ["text", "textarea", "checkbox", "date", "integer", "decimal", "regexp", "tagger", "multiselect", "partialcreditcard", "lookup"];

    private static readonly TicketField[] Standard =
    [
        new("subject", CelType.String, CelType.String, FieldWrite.Always, "Subject"),
        new(ZendeskFields.Description, RichTextValue.StaticType, CelType.Dyn, FieldWrite.OnCreate, "Description (the first comment)"),
        new("status", CelType.String, CelType.String, FieldWrite.Always, "Status: new, open, pending, hold, solved or closed"),
        new("priority", CelType.String, CelType.String, FieldWrite.Always, "Priority: low, normal, high or urgent; null when unset"),
        new("type", CelType.String, CelType.String, FieldWrite.Always, "Type: question, incident, problem or task; null when unset"),
        new("tags", Texts, Texts, FieldWrite.Always, "Tags; writing replaces them all"),
        new("requester", ZendeskPeople.PersonType, CelType.Dyn, FieldWrite.Always, "Requester; written by e-mail address or user id"),
        new("submitter", ZendeskPeople.PersonType, CelType.Dyn, FieldWrite.Never, "Submitter"),
        new("assignee", ZendeskPeople.PersonType, CelType.Dyn, FieldWrite.Always, "Assignee; written by e-mail address or user id"),
        new("group_id", CelType.String, CelType.String, FieldWrite.Always, "Group"),
        new("organization_id", CelType.String, CelType.String, FieldWrite.Always, "Organisation"),
        new("external_id", CelType.String, CelType.String, FieldWrite.Never, "External id; carries the hub's marker"),
        new("due_at", CelType.Timestamp, CelType.Timestamp, FieldWrite.Always, "Due; for tickets of type task"),
        new("created_at", CelType.Timestamp, CelType.Timestamp, FieldWrite.Never, "Created"),
        new("brand_id", CelType.String, CelType.String, FieldWrite.Always, "Brand"),
        new("ticket_form_id", CelType.String, CelType.String, FieldWrite.Always, "Form"),
        new("problem_id", CelType.String, CelType.String, FieldWrite.Always, "Problem that this incident belongs to"),
        new("custom_status_id", CelType.String, CelType.String, FieldWrite.Always, "Custom status"),
        new("via", CelType.String, CelType.String, FieldWrite.Never, "Channel"),
        new(ZendeskFields.Custom, ById, ById, FieldWrite.Always, "Custom fields by id"),
    ];

    /// <summary>The fields that every account has.</summary>
    public static TicketSchema Fields { get; } = new(Product, Standard, Blank([]));

    /// <summary>The standard fields, those of the account, and its own statuses in their label.</summary>
    /// <param name="ticketFields">Items of <c>ticket_fields</c>.</param>
    /// <param name="statuses">Items of <c>custom_statuses</c>.</param>
    public static TicketSchema Extended(IReadOnlyCollection<JsonElement> ticketFields, IReadOnlyCollection<JsonElement> statuses)
    {
        var custom = ticketFields.Where(IsCustom).Select(Custom).ToList();
        var standard = Standard.Select(field => field.Name == "custom_status_id" && statuses.Count > 0
            ? field with { Label = Label(field.Label, statuses.Select(status => $"{status.Id("id")} = {status.Text("agent_label")}")) }
            : field);
        return new TicketSchema(Product, standard.Concat(custom), Blank(custom));
    }

    private static bool IsCustom(JsonElement field) =>
        field.Id("id") is not null && field.Flag("active") != false && CustomTypes.Contains(field.Text("type"), StringComparer.Ordinal);

    private static TicketField Custom(JsonElement field)
    {
        var type = field.Text("type") switch
        {
            "checkbox" => CelType.Bool,
            "multiselect" => Texts,
            // Zendesk writes numbers as numbers or as text, depending on when the field was made.
            "integer" or "decimal" or "lookup" => CelType.Dyn,
            _ => CelType.String,
        };
        var options = field.Items("custom_field_options").Select(option => option.Text("value")).OfType<string>();
        return new TicketField(ZendeskFields.CustomPrefix + field.Id("id"), type, type, FieldWrite.Always, Label(field.Text("title") ?? "", options));
    }

    private static string Label(string title, IEnumerable<string> values)
    {
        var list = string.Join(", ", values);
        var label = list.Length > 0 ? $"{title} ({list})" : title;
        return label.Length <= MaxLabelLength ? label : label[..(MaxLabelLength - 1)] + "…";
    }

    private static SortedDictionary<string, CelValue> Blank(IEnumerable<TicketField> custom)
    {
        var blank = new SortedDictionary<string, CelValue>(StringComparer.Ordinal);
        foreach (var field in Standard)
            blank[field.Name] = CelValue.Null;
        foreach (var field in custom)
            blank[field.Name] = field.Read.Equals(Texts) ? CelValue.List([]) : CelValue.Null;
        blank["subject"] = CelValue.String("");
        blank["status"] = CelValue.String("new");
        blank["tags"] = CelValue.List([]);
        blank[ZendeskFields.Description] = RichTextValue.Of(RichText.Empty);
        blank[ZendeskFields.Custom] = CelValue.Map(CelMap.Empty);
        return blank;
    }
}
