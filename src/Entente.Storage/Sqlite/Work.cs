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

    private const string CopySql = "SELECT n, body, hash FROM state_copy WHERE ticket = $1";

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
        var state = ticket.Head.N == 0 || ticket.Head.Hash == known ? null : State(reader, claim.Ticket.Id, ticket.Head);
        var inbox = Lanes.Inbox(reader, ticket.Address);
        inbox.ForEach(Soundness.RequireEnvelope);
        return new TicketWork(ticket.Head.N, ticket.Head.Hash, state, Notices.Waiting(reader, ticket.Address), inbox);
    }

    /// <summary>How many arrivals the owner had seen when it loaded last under this claim; 0 when it did not.</summary>
    public long Forget(Claim claim) => loaded.TryRemove(claim.Ticket.Id, out var mark) && mark.Fence == claim.Fence ? mark.Arrivals : 0;

    private static StoredState State(Session reader, string ticket, (long N, string Hash) head)
    {
        var (at, copy, hash) = reader[CopySql].First(row => (row.GetInt64(0), row.Bytes(1), row.TextOrNull(2)), ticket);
        var since = Reader.Entries(reader, ticket, at + 1, int.MaxValue).ConvertAll(stored => stored.Entry);
        Soundness.RequireCopy(ticket, at, copy, hash);
        Soundness.RequireEntries(ticket, at + 1, since, head);

        // An erased payload comes as an empty one: the fold refuses it, it is not passed over.
        return new StoredState(at, copy, since.ConvertAll(entry => entry.Payload));
    }

    private sealed record Found(TicketAddress Address, (long Fence, string? Owner) Holder, long Arrivals, (long N, string Hash) Head);
}
