using System.Collections.Immutable;
using Entente.Core.Journal;

namespace Entente.Storage.InMemory;

/// <summary>What pages, commands and checks read. A ticket is listed from its first append on.</summary>
internal sealed class Reader(Tables tables)
{
    public IReadOnlyList<StoredEntry> Entries(string ticketId, long from, int limit) =>
        [.. Cells(ticketId).SelectMany(cell => cell.Entries).Where(entry => entry.N >= from).Take(limit)
            .Select(entry => new StoredEntry(ticketId, entry))];

    public IReadOnlyList<TicketRow> Tickets(string? party, string? after, int limit) =>
        [.. Rows().Where(row => party is null || row.Ticket.Party == party)
            .Where(row => after is null || string.CompareOrdinal(row.Ticket.Id, after) > 0).Take(limit)];

    public TicketRow? Ticket(string ticketId) => tables.Tickets.GetValueOrDefault(ticketId)?.Row;

    public TicketRow? TicketByKey(string connection, string key) =>
        Rows().Where(row => row.Ticket.Connection == connection && row.Key == key).OrderByDescending(row => row.Updated).FirstOrDefault();

    public IReadOnlyList<SideRow> Sides(string? party, string? state) =>
        [.. Cells(null).SelectMany(cell => cell.Sides.Values)
            .Where(side => (party is null || side.Party == party) && (state is null || side.State == state))];

    public IReadOnlyList<ChangeRow> Changes(string? ticketId) => [.. Cells(ticketId).SelectMany(cell => cell.Changes.Values)];

    public IReadOnlyList<EffectRow> Effects(string? ticketId) => [.. Cells(ticketId).SelectMany(cell => cell.Effects.Values)];

    public EffectRow? Effect(string id) => tables.EffectTickets.TryGetValue(id, out var ticketId) ? tables.Tickets[ticketId].Effects[id] : null;

    public Backlog Backlog(DateTimeOffset now)
    {
        var due = tables.Tickets.Values.Where(cell => cell.Due <= now).ToList();
        var open = Effects(null).CountBy(effect => effect.State).ToDictionary(StringComparer.Ordinal);
        return new Backlog(
            due.Count, due.Min(cell => cell.Due), open.GetValueOrDefault("planned"), open.GetValueOrDefault("inflight"),
            open.GetValueOrDefault("ambiguous"));
    }

    public ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, long>> ChangeCounts() =>
        Changes(null).GroupBy(change => change.Link).ToImmutableSortedDictionary(
            link => link.Key,
            link => link.GroupBy(change => change.State)
                .ToImmutableSortedDictionary(state => state.Key, state => state.LongCount(), StringComparer.Ordinal),
            StringComparer.Ordinal);

    private IEnumerable<TicketRow> Rows() => tables.Tickets.Values.Select(cell => cell.Row).OfType<TicketRow>();

    private IEnumerable<TicketCell> Cells(string? ticketId) =>
        ticketId is null ? tables.Tickets.Values : tables.Tickets.TryGetValue(ticketId, out var cell) ? [cell] : [];
}
