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
        SELECT t.id, t.party, t.connection, t.fence, t.owner, t.arrivals, t.head, t.head_hash, s.body
        FROM ticket AS t LEFT JOIN state AS s ON s.ticket = t.id WHERE t.id = $1
        """;

    private readonly ConcurrentDictionary<string, (long Fence, long Arrivals)> loaded = new(StringComparer.Ordinal);

    public TicketWork Load(Session reader, Claim claim)
    {
        var ticket = reader[TicketSql].First(
            row => new Found(
                row.Address(0),
                (row.GetInt64(3), row.TextOrNull(4)),
                row.GetInt64(5),
                (row.GetInt64(6), row.GetString(7)),
                row.IsDBNull(8) ? null : row.Bytes(8)),
            claim.Ticket.Id);
        if (ticket is null)
            throw new InvalidOperationException($"Ticket {claim.Ticket.Id} was never claimed.");

        if (ticket.Holder == (claim.Fence, claim.Owner))
            loaded[claim.Ticket.Id] = (claim.Fence, ticket.Arrivals);
        return new TicketWork(
            ticket.Head.N, ticket.Head.Hash, ticket.State, Notices.Waiting(reader, ticket.Address), Lanes.Inbox(reader, ticket.Address));
    }

    /// <summary>How many arrivals the owner had seen when it loaded last under this claim; 0 when it did not.</summary>
    public long Forget(Claim claim) => loaded.TryRemove(claim.Ticket.Id, out var mark) && mark.Fence == claim.Fence ? mark.Arrivals : 0;

    private sealed record Found(TicketAddress Address, (long Fence, string? Owner) Holder, long Arrivals, (long N, string Hash) Head, byte[]? State);
}
