using Entente.Core.Journal;

namespace Entente.Storage.Sqlite;

/// <summary>
/// One decision's writes: all of them or none. They are done in a transaction of several such; when one is refused, again in one of its own.
/// </summary>
internal sealed class Appends(Session session, Store store)
{
    private const string PayloadSql = "INSERT INTO payload (body, salt) VALUES ($1, $2)";

    private const string EntrySql = """
        INSERT INTO entry (ticket, n, at, kind, payload, payload_hash, prev_hash, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """;

    private const string RowSql = """
        UPDATE ticket SET head = $2, head_hash = $3, native_id = $4, key = $5, case_id = $6, title = $7, updated = $8 WHERE id = $1
        """;

    // The same row again leaves its indexes alone.
    private const string SameRowSql = "UPDATE ticket SET head = $2, head_hash = $3 WHERE id = $1";

    private const string StateSql = """
        INSERT INTO state_copy (ticket, n, body, hash) VALUES ($1, $2, $3, $4)
        ON CONFLICT (ticket) DO UPDATE SET n = excluded.n, body = excluded.body, hash = excluded.hash
        """;

    private readonly Lanes lanes = new(session, store.Residents);
    private readonly Projections projections = new(session);

    public Appended Append(Claim claim, Batch batch)
    {
        var head = store.Holds.Owns(claim) ? store.Residents.HeadOf(claim.Ticket.Id) ?? Work.Head(session, claim.Ticket.Id) : null;
        if (head is null || head.N + 1 != batch.Entries[0].N)
            return Appended.Fenced; // Invariant 4: only the present owner writes

        BatchShape.RequireJoin(batch.Entries[0], head.Hash);
        if (batch.Row.NativeId != head.Row.NativeId)
            projections.RequireFreeNativeId(claim, batch.Row.NativeId);
        WriteTicket(claim, batch, isSameRow: batch.Row == head.Row);
        projections.Write(batch);
        var (arrivals, forwarded) = Exchange(claim, batch);
        var due = batch.Release is { } release ? store.Claims.Release(claim.Ticket, release.Due, store.Residents.SeenBy(claim)) : null;
        return new Appended(AppendOutcome.Appended, arrivals, forwarded, due);
    }

    private void WriteTicket(Claim claim, Batch batch, bool isSameRow)
    {
        foreach (var entry in batch.Entries)
        {
            var payload = session[PayloadSql].Insert(entry.Payload, entry.Salt);
            session[EntrySql].Run(
                claim.Ticket.Id, entry.N, entry.At, entry.Kind, payload, entry.PayloadHash, entry.PreviousHash, entry.Hash);
        }

        var (last, row) = (batch.Entries[^1], batch.Row);
        if (isSameRow)
            session[SameRowSql].Run(claim.Ticket.Id, last.N, last.Hash);
        else
            session[RowSql].Run(claim.Ticket.Id, last.N, last.Hash, row.NativeId, row.Key, row.CaseId, row.Title, row.Updated);
        if (batch.State is { } copy)
            session[StateSql].Run(claim.Ticket.Id, last.N, copy, Soundness.CopyHash(last.N, copy));
    }

    private (long[] Arrivals, Arrival? Forwarded) Exchange(Claim claim, Batch batch)
    {
        var arrivals = new long[batch.Sends.Count];
        for (var i = 0; i < arrivals.Length; i++)
        {
            var send = batch.Sends[i];
            lanes.Send(send, batch.Sends.Take(i).LastOrDefault(before => (before.Twin, before.Epoch) == (send.Twin, send.Epoch)));
            arrivals[i] = store.Notices.Wake(batch.Sends[i].To, batch.Entries[^1].At);
        }

        foreach (var take in batch.Takes)
            lanes.Take(claim, take);
        store.Notices.Done(claim, batch.NoticesDone);
        return (arrivals, batch.Forward is { } forward ? store.Notices.Forward(claim, forward) : null);
    }
}

/// <summary>What an append did.</summary>
/// <param name="Arrivals">How much each ticket that it sent to has of arrivals, in the order of the messages.</param>
/// <param name="Due">When the ticket is due again, where the batch gives it back.</param>
internal sealed record Appended(AppendOutcome Outcome, long[] Arrivals, Arrival? Forwarded, DateTimeOffset? Due)
{
    public static Appended Fenced { get; } = new(AppendOutcome.Fenced, [], null, null);
}
