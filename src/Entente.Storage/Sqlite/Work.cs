using System.Collections.Concurrent;
using Entente.Core.Journal;

namespace Entente.Storage.Sqlite;

/// <summary>
/// What an owner finds at its ticket. Remembers how many arrivals each owner saw, so that a release knows whether more came: in memory, since a
/// load must not wait for the disk, and a claim whose process died is not released but runs out.
/// </summary>
internal sealed class Work
{
    private const string TicketSql = """
        SELECT id, party, connection, fence, owner, arrivals, head, head_hash FROM ticket WHERE id = $1
        """;

    private const string CopySql = "SELECT n, body FROM state_copy WHERE ticket = $1";

    // An erased payload comes as an empty one: the fold refuses it, it is not passed over.
    private const string SinceSql = """
        SELECT p.body FROM entry AS e LEFT JOIN payload AS p ON p.id = e.payload WHERE e.ticket = $1 AND e.n > $2 ORDER BY e.n
        """;

    private readonly ConcurrentDictionary<string, (long Fence, long Arrivals)> loaded = new(StringComparer.Ordinal);

    /// <param name="known">Hash of the entry whose state need not be read.</param>
    public TicketWork Load(Session reader, Claim claim, string? known)
    {
        var ticket = reader[TicketSql].First(
            row => new Found(
                row.Address(0),
                (row.GetInt64(3), row.TextOrNull(4)),
                row.GetInt64(5),
                (row.GetInt64(6), row.GetString(7))),
            claim.Ticket.Id);
        if (ticket is null)
            throw new InvalidOperationException($"Ticket {claim.Ticket.Id} was never claimed.");

        if (ticket.Holder == (claim.Fence, claim.Owner))
            loaded[claim.Ticket.Id] = (claim.Fence, ticket.Arrivals);
        var state = ticket.Head.N == 0 || ticket.Head.Hash == known ? null : State(reader, claim.Ticket.Id);
        return new TicketWork(
            ticket.Head.N, ticket.Head.Hash, state, Notices.Waiting(reader, ticket.Address), Lanes.Inbox(reader, ticket.Address));
    }

    /// <summary>How many arrivals the owner had seen when it loaded last under this claim; 0 when it did not.</summary>
    public long Forget(Claim claim) => loaded.TryRemove(claim.Ticket.Id, out var mark) && mark.Fence == claim.Fence ? mark.Arrivals : 0;

    private static StoredState State(Session reader, string ticket)
    {
        var (at, copy) = reader[CopySql].First(row => (row.GetInt64(0), row.Bytes(1)), ticket);
        return new StoredState(at, copy, reader[SinceSql].All(row => row.Bytes(0), ticket, at));
    }

    private sealed record Found(TicketAddress Address, (long Fence, string? Owner) Holder, long Arrivals, (long N, string Hash) Head);
}
