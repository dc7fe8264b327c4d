using Entente.Core.Journal;

namespace Entente.Storage.Sqlite;

/// <summary>One decision's writes: all of them or none. It runs inside a savepoint that a refusal rolls back.</summary>
internal sealed class Appends(Session session, Notices notices, Claims claims)
{
    private const string HeadSql = """
        SELECT head, head_hash, native_id, key, case_id, title, updated FROM ticket WHERE id = $1 AND owner = $2 AND fence = $3
        """;

    private const string PayloadSql = "INSERT INTO payload (body, salt) VALUES ($1, $2) RETURNING id";

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

    private readonly Lanes lanes = new(session);
    private readonly Projections projections = new(session);

    /// <param name="seen">How many arrivals the owner had loaded: what a release asks.</param>
    public AppendOutcome Append(Claim claim, Batch batch, long seen)
    {
        var head = session[HeadSql].First(row => Read(row, claim.Ticket), claim.Ticket.Id, claim.Owner, claim.Fence);
        if (head is null || head.N + 1 != batch.Entries[0].N)
            return AppendOutcome.Fenced; // Invariant 4: only the present owner writes

        BatchShape.RequireJoin(batch.Entries[0], head.Hash);
        if (batch.Row.NativeId != head.Row.NativeId)
            projections.RequireFreeNativeId(claim, batch.Row.NativeId);
        WriteTicket(claim, batch, isSameRow: batch.Row == head.Row);
        projections.Write(batch);
        Exchange(claim, batch);
        if (batch.Release is { } release)
            claims.Release(claim, release.Due, seen);
        return AppendOutcome.Appended;
    }

    private void WriteTicket(Claim claim, Batch batch, bool isSameRow)
    {
        foreach (var entry in batch.Entries)
        {
            var payload = session[PayloadSql].First(row => row.GetInt64(0), entry.Payload, entry.Salt);
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

    private void Exchange(Claim claim, Batch batch)
    {
        foreach (var send in batch.Sends)
        {
            lanes.Send(send);
            notices.Wake(send.To, batch.Entries[^1].At);
        }

        foreach (var take in batch.Takes)
            lanes.Take(claim, take);
        notices.Done(claim, batch.NoticesDone);
        if (batch.Forward is { } forward)
            notices.Forward(claim, forward);
    }

    private static Head Read(Row row, TicketAddress ticket) => new(
        row.GetInt64(0),
        row.GetString(1),
        new TicketRow(ticket, row.TextOrNull(2), row.TextOrNull(3), row.TextOrNull(4), row.GetString(5), row.Instant(6)));

    private sealed record Head(long N, string Hash, TicketRow Row);
}
