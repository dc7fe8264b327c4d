using Entente.Core.Journal;

namespace Entente.Storage.InMemory;

/// <summary>The audit log, and every chain from end to end.</summary>
internal sealed class Chains(Tables tables)
{
    public AuditEntry Add(AuditAct act)
    {
        var entry = AuditChain.Next(tables.Audit is [.., var last] ? (last.N, last.Hash) : (0, ""), act);
        tables.Audit.Add(entry);
        return entry;
    }

    public IReadOnlyList<AuditEntry> Audit(long from, int limit) => [.. tables.Audit.Skip((int)(Math.Max(from, 1) - 1)).Take(limit)];

    public IReadOnlyList<StoredEntry> Entries(string afterTicket, long afterN, int limit) =>
    [
        .. tables.Tickets.Where(ticket => string.CompareOrdinal(ticket.Key, afterTicket) >= 0)
            .SelectMany(ticket => ticket.Value.Entries
                .Where(entry => ticket.Key != afterTicket || entry.N > afterN).Select(entry => new StoredEntry(ticket.Key, entry)))
            .Take(limit),
    ];

    public IReadOnlyList<ChainHead> Heads(string afterTicket, int limit) =>
    [
        .. tables.Tickets.Where(ticket => string.CompareOrdinal(ticket.Key, afterTicket) > 0 && ticket.Value.Head > 0)
            .Select(ticket => new ChainHead(ticket.Key, ticket.Value.Head, ticket.Value.HeadHash)).Take(limit),
    ];

    public IReadOnlyList<LaneMessage> Lanes(LanePosition? after, int limit) =>
        [.. tables.Lanes.Values.Where(message => after is null || Tables.LaneOrder.Compare(Tables.PlaceOf(message), after) > 0).Take(limit)];
}
