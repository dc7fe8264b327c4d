using System.Text.Json;
using Entente.Cel;
using Entente.Core.Tickets;

namespace Entente.Connectors.ServiceNow;

/// <summary>
/// Audit rows to history steps. Pure. A row tells stored values, of a reference the id alone: its name is taken from the states that are known. What
/// cannot be told in the form of the snapshot is left out; a comparison of whole states finds it.
/// </summary>
internal sealed class ServiceNowHistory(TicketSnapshot now, TicketSnapshot known, ServiceNowPeople people)
{
    /// <summary>Steps, oldest first: one for each update by one user.</summary>
    public IReadOnlyList<HistoryStep> Steps(IEnumerable<JsonElement> rows)
    {
        List<HistoryStep> steps = [];
        foreach (var update in rows.GroupBy(row => (
            At: ServiceNowCell.Of(row, "sys_created_on").Value, Count: ServiceNowAudit.Checkpoint(row), User: ServiceNowCell.Of(row, "user").Value)))
        {
            List<FieldStep> fields = [.. update.Select(Field).OfType<FieldStep>()];
            if (fields.Count > 0)
                steps.Add(new HistoryStep(
                    ServiceNowJournal.Id(update.First()), ServiceNowTime.Read(update.Key.At) ?? now.Updated, people.Person(update.Key.User), fields));
        }

        return steps;
    }

    private FieldStep? Field(JsonElement row)
    {
        var field = ServiceNowCell.Of(row, "fieldname").Value;
        if (!now.Fields.ContainsKey(field))
            return null;
        return Value(field, ServiceNowCell.Of(row, "oldvalue").Value) is { } before
            && Value(field, ServiceNowCell.Of(row, "newvalue").Value) is { } after && before != after
                ? new FieldStep(field, before, after)
                : null;
    }

    private CelValue? Value(string field, string stored)
    {
        if (stored.Length > 0 && (ServiceNowSchema.Kind(field) == ServiceNowKind.Reference || IsOwnReference(field)))
            return Seen(field, stored);
        return ServiceNowValues.Value(field, new ServiceNowCell(stored, stored, null), people);
    }

    private CelValue? Seen(string field, string id)
    {
        foreach (var seen in (TicketSnapshot[])[now, known])
            if (seen.Fields.TryGetValue(field, out var value) && ServiceNowValues.Part(value, "id") == id)
                return value;
        return null;
    }

    private bool IsOwnReference(string field) => !ServiceNowSchema.IsKnown(field)
        && (IsReference(now, field) || IsReference(known, field));

    private static bool IsReference(TicketSnapshot seen, string field) => seen.Fields.TryGetValue(field, out var value) && value.Kind == CelKind.Map;
}
