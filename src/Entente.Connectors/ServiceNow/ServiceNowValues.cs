using System.Text.Json;
using Entente.Cel;
using Entente.Core.Tickets;

namespace Entente.Connectors.ServiceNow;

/// <summary>A record's stored values as rules read them. Pure but for the people, who come along.</summary>
internal static class ServiceNowValues
{
    /// <summary>All fields of a record that rules can read, ordinal order. Fields that the account may not see are absent.</summary>
    public static SortedDictionary<string, CelValue> Read(JsonElement record, string table, ServiceNowPeople people)
    {
        var values = new SortedDictionary<string, CelValue>(StringComparer.Ordinal);
        foreach (var member in record.EnumerateObject())
            if (ServiceNowSchema.IsRead(member.Name, table))
                values[member.Name] = Value(member.Name, ServiceNowCell.Read(member.Value), people);
        return values;
    }

    public static CelValue Value(string field, ServiceNowCell cell, ServiceNowPeople people)
    {
        if (ServiceNowSchema.Kind(field) is not { } kind)
            return Own(cell, people);
        if (cell.Value.Length == 0)
            return ServiceNowSchema.Nothing(kind);
        return kind switch
        {
            ServiceNowKind.Text or ServiceNowKind.Choice => CelValue.String(cell.Value),
            ServiceNowKind.Rich => RichTextValue.Of(ServiceNowText.ReadPlain(cell.Value)),
            ServiceNowKind.Person => people.Value(cell.Value, cell.Shown),
            ServiceNowKind.Reference => Reference(cell.Value, cell.Shown),
            ServiceNowKind.Time => ServiceNowTime.Read(cell.Value) is { } time ? CelValue.Timestamp(time) : CelValue.Null,
            ServiceNowKind.Flag => CelValue.Bool(cell.Value == "true"),
        };
    }

    public static CelValue Reference(string id, string name) => CelValue.Map(
    [
        KeyValuePair.Create("id", CelValue.String(id)),
        KeyValuePair.Create("name", CelValue.String(name)),
    ]);

    /// <summary>A text part of a value that is an object; null otherwise.</summary>
    public static string? Part(CelValue value, string name) =>
        value.Kind == CelKind.Map && value.AsMap().TryGet(name, out var part) && part.Kind == CelKind.String ? part.AsString() : null;

    /// <summary>Ids of the users that a record names.</summary>
    public static IEnumerable<string> PeopleOf(JsonElement record)
    {
        foreach (var member in record.EnumerateObject())
        {
            var cell = ServiceNowCell.Read(member.Value);
            if (cell.Value.Length > 0 && (ServiceNowSchema.Kind(member.Name) == ServiceNowKind.Person || cell.Table == ServiceNowPeople.Table))
                yield return cell.Value;
        }
    }

    // An instance's own column: a reference is known by its link, everything else is text.
    private static CelValue Own(ServiceNowCell cell, ServiceNowPeople people) => cell switch
    {
        { Table: ServiceNowPeople.Table } => people.Value(cell.Value, cell.Shown),
        { Table: not null } => Reference(cell.Value, cell.Shown),
        _ => CelValue.String(cell.Value),
    };
}
