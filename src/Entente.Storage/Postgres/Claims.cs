using System.Security.Cryptography;

using Entente.Core.Journal;

using Npgsql;

namespace Entente.Storage.Postgres;

/// <summary>Who may write which ticket, until when. Each claim is one statement; nodes that claim at once step over each other's rows.</summary>
#pragma warning disable CA1001 // The semaphore has no wait handle, so there is nothing to dispose of.
internal sealed class Claims(Connections connections, Wakes wakes, Stillness stillness)
#pragma warning restore CA1001
{
    private const string NextSql = """
        UPDATE ticket SET owner = $1, fence = fence + 1, lease = $2, due = $2, mark = $4
        WHERE id = (SELECT id FROM ticket WHERE due <= $3 ORDER BY due, id LIMIT 1 FOR UPDATE SKIP LOCKED)
        RETURNING id, party, connection, fence
        """;

    private const string DueSql = "SELECT min(due) FROM ticket WHERE due IS NOT NULL";

    // What an earlier attempt claimed whose answer was lost: nobody else would give it back before its lease ends.
    private const string MadeSql = "SELECT id, party, connection, fence FROM ticket WHERE owner = $1 AND due = $2 AND mark = $3";

    private const string NamedSql = """
        INSERT INTO ticket (id, party, connection, owner, fence, lease, due) VALUES ($4, $5, $6, $1, 1, $2, $2)
        ON CONFLICT (id) DO UPDATE SET owner = $1, fence = ticket.fence + 1, lease = $2, due = $2
        WHERE ticket.owner IS NULL OR ticket.owner = $1 OR ticket.lease <= $3
        RETURNING id, party, connection, fence
        """;

    private const string RenewSql = "UPDATE ticket SET lease = $4, due = $4 WHERE id = $1 AND owner = $2 AND fence = $3";

    // least() passes over nulls.
    private const string ReleaseSql = """
        UPDATE ticket SET owner = NULL, lease = NULL, seen = greatest(seen, $5),
          due = CASE WHEN arrivals > greatest(seen, $5) THEN least($4, arrived) ELSE $4 END
        WHERE id = $1 AND owner = $2 AND fence = $3
        """;

    /// <summary>More at once would only meet each other at the front of the queue.</summary>
    private readonly SemaphoreSlim places = new(4);

    private long lastMark = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));

    public async Task<Claim?> NextAsync(ClaimRequest request, CancellationToken cancellation)
    {
        await wakes.FoldOwnAsync(cancellation);
        await places.WaitAsync(cancellation);
        try
        {
            if (stillness.Holds(request.Now))
                return null;
            var claim = await TryNextAsync(request, cancellation);
            return claim is null && await wakes.FoldOthersAsync(cancellation) ? await TryNextAsync(request, cancellation) : claim;
        }
        finally
        {
            places.Release();
        }
    }

    public async Task<Claim?> NamedAsync(TicketAddress ticket, ClaimRequest request, CancellationToken cancellation)
    {
        var script = Script.Of(NamedSql, request.Owner, request.LeaseUntil, request.Now, ticket.Id, ticket.Party, ticket.Connection);
        var claim = await connections.Hints.RunAsync(session => session.FirstAsync(script, row => Read(row, request)), cancellation);
        stillness.Stir();
        return claim;
    }

    /// <summary>Durable: the owner relies on it beyond what it was given.</summary>
    public async Task<bool> RenewAsync(Claim claim, DateTimeOffset leaseUntil, CancellationToken cancellation) =>
        await connections.Durable.RunAsync(Script.Of(RenewSql, claim.Ticket.Id, claim.Owner, claim.Fence, leaseUntil), cancellation) == 1;

    /// <summary>Durable: the ticket would wait for the end of a lease that its owner no longer knows of.</summary>
    /// <param name="seen">How many arrivals the owner had loaded; 0 when it never loaded.</param>
    public async Task ReleaseAsync(Claim claim, DateTimeOffset? due, long seen, CancellationToken cancellation)
    {
        await connections.Durable.RunAsync(Script.Of(ReleaseSql, claim.Ticket.Id, claim.Owner, claim.Fence, due, seen), cancellation);
        stillness.Stir();
    }

    public async Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellation)
    {
        await wakes.FoldOwnAsync(cancellation);
        return stillness.Knows(out var known)
            ? known
            : await connections.Hints.RunAsync(session => session.FirstAsync(Script.Of(DueSql), row => row.InstantOrNull(0)), cancellation);
    }

    private async Task<Claim?> TryNextAsync(ClaimRequest request, CancellationToken cancellation)
    {
        var (mark, still) = (Interlocked.Increment(ref lastMark), stillness.Mark());
        var script = Script.Of(NextSql, request.Owner, request.LeaseUntil, request.Now, mark).Add(DueSql);
        var (claim, nextDue) = await connections.Hints.RunAsync(
            async session => session.IsInDoubt && await MadeAsync(session, request, mark) is { } made
                ? (made, null)
                : await session.ReadAsync(script, rows => ReadAsync(rows, request)),
            cancellation);
        if (claim is null)
            stillness.Remember(still, nextDue);
        return claim;
    }

    private static Task<Claim?> MadeAsync(Session session, ClaimRequest request, long mark) =>
        session.FirstAsync(Script.Of(MadeSql, request.Owner, request.LeaseUntil, mark), row => Read(row, request));

    private static async Task<(Claim? Claim, DateTimeOffset? NextDue)> ReadAsync(NpgsqlDataReader rows, ClaimRequest request)
    {
        if (await rows.FirstAsync(row => Read(row, request)) is { } claim)
            return (claim, null);
        await rows.NextResultAsync();
        return (null, await rows.FirstAsync(row => row.InstantOrNull(0)));
    }

    private static Claim Read(NpgsqlDataReader row, ClaimRequest request) => new(row.Address(0), request.Owner, row.GetInt64(3), request.LeaseUntil);
}
