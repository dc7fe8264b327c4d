using System.Collections.Concurrent;

using Entente.Core.Journal;

using Npgsql;

namespace Entente.Storage.Postgres;

/// <summary>
/// What an owner finds at its ticket. Remembers how many arrivals each owner saw, so that a release knows whether more came: in memory, since a
/// claim whose process died is not released but runs out.
/// </summary>
internal sealed class Work(Connections connections)
{
    // Arrivals first, with those that wait to be folded: what the later statements see beyond them only makes the ticket due once too often.
    private const string TicketSql = """
        SELECT t.id, t.party, t.connection, t.fence, t.owner, t.arrivals + (SELECT count(*) FROM wake WHERE ticket = t.id), t.head, t.head_hash,
          c.n, c.body,
          CASE WHEN t.head > 0 AND t.head_hash IS DISTINCT FROM $2
            THEN ARRAY(SELECT coalesce(e.body, '') FROM entry AS e
              WHERE e.ticket = t.id AND e.n > coalesce(c.n, 0) AND e.n <= t.head ORDER BY e.n) END
        FROM ticket AS t LEFT JOIN state_copy AS c ON c.ticket = t.id AND t.head_hash IS DISTINCT FROM $2
        WHERE t.id = $1
        """;

    private readonly ConcurrentDictionary<string, (long Fence, long Arrivals)> loaded = new(StringComparer.Ordinal);

    /// <param name="known">Hash of the entry whose state need not be read.</param>
    public Task<TicketWork> LoadAsync(Claim claim, string? known, CancellationToken cancellation)
    {
        var script = Script.Of(TicketSql, claim.Ticket.Id, known).Add(Notices.WaitingSql, claim.Ticket.Id).Add(Lanes.InboxSql, claim.Ticket.Id);
        return connections.Hints.RunAsync(session => session.ReadAsync(script, rows => ReadAsync(rows, claim)), cancellation);
    }

    /// <summary>How many arrivals the owner had seen when it loaded last under this claim; 0 when it did not.</summary>
    public long Forget(Claim claim) => loaded.TryRemove(claim.Ticket.Id, out var mark) && mark.Fence == claim.Fence ? mark.Arrivals : 0;

    private async Task<TicketWork> ReadAsync(NpgsqlDataReader rows, Claim claim)
    {
        if (await rows.FirstAsync(Read) is not { } ticket)
            return new TicketWork(0, "", null, [], []); // a crash of the server took back the claim that made it: what is appended will be refused
        if (ticket.Holder == (claim.Fence, claim.Owner))
            loaded[claim.Ticket.Id] = (claim.Fence, ticket.Arrivals);
        await rows.NextResultAsync();
        var notices = await rows.AllAsync(row => Notices.Read(row, ticket.Address));
        await rows.NextResultAsync();
        var inbox = await rows.AllAsync(row => Lanes.Read(row, ticket.Address));
        return new TicketWork(ticket.Head, ticket.HeadHash, ticket.State, notices, inbox);
    }

    private static Found Read(NpgsqlDataReader row) => new(
        row.Address(0),
        (row.GetInt64(3), row.TextOrNull(4)),
        row.GetInt64(5),
        row.GetInt64(6),
        row.GetString(7),
        row.IsDBNull(10) ? null : State(row));

    private static StoredState State(NpgsqlDataReader row) => row.IsDBNull(8)
        ? new StoredState(0, null, row.GetFieldValue<byte[][]>(10))
        : new StoredState(row.GetInt64(8), row.Bytes(9), row.GetFieldValue<byte[][]>(10));

    private sealed record Found(
        TicketAddress Address, (long Fence, string? Owner) Holder, long Arrivals, long Head, string HeadHash, StoredState? State);
}
