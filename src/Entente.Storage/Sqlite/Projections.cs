using Entente.Core.Journal;

namespace Entente.Storage.Sqlite;

/// <summary>Rows that lists and counts read: a cache of the entries, written with them.</summary>
internal sealed class Projections(Session session)
{
    private const string HolderSql = "SELECT id FROM ticket WHERE connection = $1 AND native_id = $2 AND id <> $3";

    private const string SideSql = """
        INSERT INTO side (ticket, twin, party, link, state, parked) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (ticket, twin) DO UPDATE SET party = excluded.party, link = excluded.link, state = excluded.state, parked = excluded.parked
        """;

    private const string ChangeSql = """
        INSERT INTO change (ticket, twin, seq, n, party, link, field, state, reason, replica_seq) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        ON CONFLICT (ticket, twin, seq, n) DO UPDATE SET
          party = excluded.party, link = excluded.link, field = excluded.field, state = excluded.state, reason = excluded.reason,
          replica_seq = excluded.replica_seq
        """;

    private const string EffectSql = """
        INSERT INTO effect (id, ticket, party, kind, state, attempt, remote_id) VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (id) DO UPDATE SET
          party = excluded.party, kind = excluded.kind, state = excluded.state, attempt = excluded.attempt, remote_id = excluded.remote_id
        WHERE ticket = excluded.ticket
        """;

    public void Write(Batch batch)
    {
        foreach (var side in batch.Sides)
            session[SideSql].Run(side.TicketId, side.Twin, side.Party, side.Link, side.State, side.Parked);
        foreach (var change in batch.Changes)
            session[ChangeSql].Run(
                change.TicketId, change.Twin, change.Seq, change.N, change.Party, change.Link, change.Field, change.State,
                change.Reason, change.ReplicaSeq);
        foreach (var effect in batch.Effects)
            Write(effect);
    }

    public void RequireFreeNativeId(Claim claim, string? nativeId)
    {
        if (nativeId is null)
            return;
        if (session[HolderSql].First(row => row.GetString(0), claim.Ticket.Connection, nativeId, claim.Ticket.Id) is { } holder)
            throw new InvalidOperationException($"Native id {nativeId} of connection {claim.Ticket.Connection} belongs to ticket {holder}.");
    }

    // Invariant 3: one row per effect id.
    private void Write(EffectRow effect)
    {
        if (session[EffectSql].Run(effect.Id, effect.TicketId, effect.Party, effect.Kind, effect.State, effect.Attempt, effect.RemoteId) == 0)
            throw new InvalidOperationException(
                $"Effect {effect.Id} is of another ticket than {effect.TicketId}: an effect id belongs to one ticket.");
    }
}
