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

    /// <summary>All comments, oldest first; entries never change, so what was known is taken over.</summary>
    public IReadOnlyList<TicketComment> Comments(TicketSnapshot? known, Func<JsonElement, TicketComment> read)
    {
        var held = new SortedDictionary<string, TicketComment>(StringComparer.Ordinal);
        foreach (var comment in known?.Comments ?? [])
            held[comment.NativeId] = comment;
        List<TicketComment> all = [.. Rows.Select(row => held.TryGetValue(ServiceNowJournal.Id(row), out var comment) ? comment : read(row))];
        if (KeepsKnown)
            all.AddRange(held.Values);
        return
        [
            .. all.DistinctBy(comment => comment.NativeId)
                .OrderBy(comment => comment.Created).ThenBy(comment => comment.NativeId, StringComparer.Ordinal),
        ];
    }
}
