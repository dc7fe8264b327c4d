using Entente.Core.Journal;

using Npgsql;

namespace Entente.Storage.Postgres;

/// <summary>
/// One decision's writes: one script, all of it or none. Its first statement takes the ticket's row under the fence and at the head, and each that
/// could refuse raises, so that an append is one round trip.
/// </summary>
internal sealed class Appends(Connections connections)
{
    private const string HeadSql = """
        WITH held AS (
          UPDATE ticket SET head = $6, head_hash = $7, native_id = $8, key = $9, case_id = $10, title = $11, updated = $12
          WHERE id = $1 AND owner = $2 AND fence = $3 AND head = $4 AND head_hash = $5 RETURNING id)
        SELECT fence_unless(EXISTS (SELECT FROM held))
        """;

    private const string LastSql = """
        WITH held AS (
          UPDATE ticket SET head = $6, head_hash = $7, native_id = $8, key = $9, case_id = $10, title = $11, updated = $12,
            owner = NULL, lease = NULL, seen = greatest(seen, $14),
            due = CASE WHEN arrivals > greatest(seen, $14) THEN least($13, arrived) ELSE $13 END
          WHERE id = $1 AND owner = $2 AND fence = $3 AND head = $4 AND head_hash = $5 RETURNING id)
        SELECT fence_unless(EXISTS (SELECT FROM held))
        """;

    private const string EntriesSql = """
        INSERT INTO entry (ticket, party, n, at, kind, body, salt, payload_hash, prev_hash, hash)
        SELECT $1, $2, * FROM unnest($3::bigint[], $4::bigint[], $5::text[], $6::bytea[], $7::bytea[], $8::text[], $9::text[], $10::text[])
        """;

    private const string StateSql = """
        INSERT INTO state_copy (ticket, party, n, body) VALUES ($1, $2, $3, $4)
        ON CONFLICT (ticket) DO UPDATE SET n = excluded.n, body = excluded.body
        """;

    private const string RefuseSql = "SELECT refuse_unless(false, $1)";

    private const string FoundSql = """
        SELECT t.owner IS NOT DISTINCT FROM $2 AND t.fence = $3 AND t.head = $4,
          EXISTS (SELECT FROM entry WHERE ticket = t.id AND n = $5 AND hash = $6)
        FROM ticket AS t WHERE t.id = $1
        """;

    /// <param name="seen">How many arrivals the owner had loaded: what a release asks.</param>
    public Task<AppendOutcome> AppendAsync(Claim claim, Batch batch, long seen, CancellationToken cancellation)
    {
        var script = Write(claim, batch, seen);
        return connections.Durable.RunAsync(session => AppendAsync(session, script, claim, batch), cancellation);
    }

    private static async Task<AppendOutcome> AppendAsync(Session session, Script script, Claim claim, Batch batch)
    {
        if (session.IsInDoubt && (await FindAsync(session, claim, batch)).IsWritten)
            return AppendOutcome.Appended; // RELIABILITY D07: an earlier attempt was made and its answer lost
        try
        {
            await session.RunAsync(script);
            return AppendOutcome.Appended;
        }
        catch (PostgresException fenced) when (fenced.SqlState == Failures.Fenced)
        {
            var found = await FindAsync(session, claim, batch);
            if (session.IsInDoubt && found.IsWritten)
                return AppendOutcome.Appended; // the earlier attempt was still under way, and held the row until it was made
            if (found.IsOurs)
                throw new InvalidOperationException(
                    $"Entry {batch.Entries[0].N} does not continue the chain: its previous hash is not that of the head.", fenced);
            return AppendOutcome.Fenced; // Invariant 4: only the present owner writes
        }
    }

    private static Task<Found> FindAsync(Session session, Claim claim, Batch batch) => session.FirstAsync(
        Script.Of(
            FoundSql, claim.Ticket.Id, claim.Owner, claim.Fence, batch.Entries[0].N - 1, batch.Entries[^1].N, batch.Entries[^1].Hash),
        row => new Found(row.GetBoolean(0), row.GetBoolean(1)));

    private static Script Write(Claim claim, Batch batch, long seen)
    {
        var script = new Script();
        TakeRow(script, claim, batch, seen);
        WriteEntries(script, claim, batch);
        if (batch.State is { } copy)
            script.Add(StateSql, claim.Ticket.Id, claim.Ticket.Party, batch.Entries[^1].N, copy);
        try
        {
            Lanes.Send(script, batch);
        }
        catch (InvalidOperationException refusal)
        {
            script.Add(RefuseSql, refusal.Message); // a lost claim is told before what the batch has wrong
        }

        foreach (var take in batch.Takes)
            Lanes.Take(script, claim, take);
        if (batch.NoticesDone.Count > 0)
            Notices.Done(script, claim, batch.NoticesDone);
        if (batch.Forward is { } forward)
            Notices.Forward(script, claim, forward);
        Projections.Write(script, batch);
        return script;
    }

    private static void TakeRow(Script script, Claim claim, Batch batch, long seen)
    {
        var (first, last, row) = (batch.Entries[0], batch.Entries[^1], batch.Row);
        if (batch.Release is { } release)
            script.Add(
                LastSql, claim.Ticket.Id, claim.Owner, claim.Fence, first.N - 1, first.PreviousHash, last.N, last.Hash,
                row.NativeId, row.Key, row.CaseId, row.Title, row.Updated, release.Due, seen);
        else
            script.Add(
                HeadSql, claim.Ticket.Id, claim.Owner, claim.Fence, first.N - 1, first.PreviousHash, last.N, last.Hash,
                row.NativeId, row.Key, row.CaseId, row.Title, row.Updated);
    }

    private static void WriteEntries(Script script, Claim claim, Batch batch)
    {
        JournalEntry[] entries = [.. batch.Entries];
        script.Add(
            EntriesSql,
            claim.Ticket.Id,
            claim.Ticket.Party,
            Array.ConvertAll(entries, entry => entry.N),
            Array.ConvertAll(entries, entry => entry.At.UtcTicks),
            Array.ConvertAll(entries, entry => entry.Kind),
            Array.ConvertAll(entries, entry => entry.Payload),
            Array.ConvertAll(entries, entry => entry.Salt),
            Array.ConvertAll(entries, entry => entry.PayloadHash),
            Array.ConvertAll(entries, entry => entry.PreviousHash),
            Array.ConvertAll(entries, entry => entry.Hash));
    }

    /// <param name="IsOurs">The claim holds and the head is the one that the batch builds on.</param>
    /// <param name="IsWritten">The batch's last entry is there.</param>
    private readonly record struct Found(bool IsOurs, bool IsWritten);
}
