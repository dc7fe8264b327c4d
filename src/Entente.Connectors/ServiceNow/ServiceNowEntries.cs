using System.Text.Json;
using Entente.Core.Tickets;

namespace Entente.Connectors.ServiceNow;

/// <summary>Journal entries as they were read.</summary>
/// <param name="Rows">Rows, newest first.</param>
/// <param name="KeepsKnown">True when entries that were known before and are not among the rows are still there.</param>
internal sealed record ServiceNowEntries(IReadOnlyList<JsonElement> Rows, bool KeepsKnown)
{
    /// <summary>User names of the authors.</summary>
    public IEnumerable<string> Authors => Rows.Select(row => ServiceNowCell.Of(row, "sys_created_by").Value);

    /// <summary>The first second in which several entries were made; null where each has a second of its own.</summary>
    public string? FirstTie =>
        Rows.GroupBy(Second).Where(second => second.Count() > 1).Select(second => second.Key).Order(StringComparer.Ordinal).FirstOrDefault();

    /// <summary>
    /// All comments, oldest first; entries never change, so what was known is taken over. An entry tells its second alone and its id is random: those
    /// of one second follow in the order of the updates that wrote them, which the audit counts.
    /// </summary>
    /// <param name="audit">Rows of the record's audit from the first tie on; empty where they may not be read.</param>
    public IReadOnlyList<TicketComment> Comments(TicketSnapshot? known, IReadOnlyList<JsonElement> audit, Func<JsonElement, TicketComment> read)
    {
        var held = new SortedDictionary<string, TicketComment>(StringComparer.Ordinal);
        var places = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var comment in known?.Comments ?? [])
        {
            places[comment.NativeId] = held.Count - long.MaxValue; // seen before any that is new
            held[comment.NativeId] = comment;
        }

        foreach (var row in Rows)
            places.TryAdd(ServiceNowJournal.Id(row), Checkpoint(row, audit));
        List<TicketComment> all = [.. Rows.Select(row => held.TryGetValue(ServiceNowJournal.Id(row), out var comment) ? comment : read(row))];
        if (KeepsKnown)
            all.AddRange(held.Values);
        return
        [
            .. all.DistinctBy(comment => comment.NativeId)
                .OrderBy(comment => comment.Created)
                .ThenBy(comment => places[comment.NativeId])
                .ThenBy(comment => comment.NativeId, StringComparer.Ordinal),
        ];
    }

    private static string Second(JsonElement row) => ServiceNowCell.Of(row, "sys_created_on").Value;

    private static long Checkpoint(JsonElement row, IReadOnlyList<JsonElement> audit)
    {
        var written = audit.FirstOrDefault(change => ServiceNowCell.Of(change, "fieldname").Value == ServiceNowCell.Of(row, "element").Value
            && Second(change) == Second(row) && ServiceNowCell.Of(change, "newvalue").Value == ServiceNowCell.Of(row, "value").Value);
        return written.ValueKind == JsonValueKind.Undefined ? long.MaxValue : ServiceNowAudit.Checkpoint(written);
    }
}
