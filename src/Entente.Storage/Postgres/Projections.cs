using Entente.Core.Journal;

namespace Entente.Storage.Postgres;

/// <summary>Rows that lists and counts read: a cache of the entries, written with them. Of two rows of one key in a batch the later counts.</summary>
internal static class Projections
{
    private const string SidesSql = """
        INSERT INTO side (ticket, twin, party, link, state, parked)
        SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
        ON CONFLICT (ticket, twin) DO UPDATE SET party = excluded.party, link = excluded.link, state = excluded.state, parked = excluded.parked
        """;

    private const string ChangesSql = """
        INSERT INTO change (ticket, twin, seq, n, party, link, field, state, reason, replica_seq)
        SELECT $1, * FROM unnest(
          $2::text[], $3::bigint[], $4::integer[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::bigint[])
        ON CONFLICT (ticket, twin, seq, n) DO UPDATE SET
          party = excluded.party, link = excluded.link, field = excluded.field, state = excluded.state, reason = excluded.reason,
          replica_seq = excluded.replica_seq
        """;

    // Invariant 3: one row per effect id.
    private const string EffectsSql = """
        WITH written AS (
          INSERT INTO effect (ticket, id, party, kind, state, attempt, remote_id)
          SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::integer[], $7::text[])
          ON CONFLICT (id) DO UPDATE SET
            party = excluded.party, kind = excluded.kind, state = excluded.state, attempt = excluded.attempt, remote_id = excluded.remote_id
          WHERE effect.ticket = excluded.ticket RETURNING id)
        SELECT refuse_unless((SELECT count(*) FROM written) = cardinality($2),
          'An effect is of another ticket than ' || $1 || ': an effect id belongs to one ticket.')
        """;

    public static void Write(Script script, Batch batch)
    {
        if (batch.Sides.Count > 0)
            WriteSides(script, batch.Row.Ticket.Id, Last(batch.Sides, side => side.Twin));
        if (batch.Changes.Count > 0)
            WriteChanges(script, batch.Row.Ticket.Id, Last(batch.Changes, change => (change.Twin, change.Seq, change.N)));
        if (batch.Effects.Count > 0)
            WriteEffects(script, batch.Row.Ticket.Id, Last(batch.Effects, effect => effect.Id));
    }

    private static T[] Last<T, TKey>(IReadOnlyList<T> rows, Func<T, TKey> key)
        where TKey : notnull
    {
        if (rows.Count == 1)
            return [rows[0]];
        var last = new Dictionary<TKey, T>(rows.Count);
        foreach (var row in rows)
            last[key(row)] = row;
        return [.. last.Values];
    }

    private static void WriteSides(Script script, string ticket, SideRow[] sides) => script.Add(
        SidesSql,
        ticket,
        Array.ConvertAll(sides, side => side.Twin),
        Array.ConvertAll(sides, side => side.Party),
        Array.ConvertAll(sides, side => side.Link),
        Array.ConvertAll(sides, side => side.State),
        Array.ConvertAll(sides, side => side.Parked));

    private static void WriteChanges(Script script, string ticket, ChangeRow[] changes) => script.Add(
        ChangesSql,
        ticket,
        Array.ConvertAll(changes, change => change.Twin),
        Array.ConvertAll(changes, change => change.Seq),
        Array.ConvertAll(changes, change => change.N),
        Array.ConvertAll(changes, change => change.Party),
        Array.ConvertAll(changes, change => change.Link),
        Array.ConvertAll(changes, change => change.Field),
        Array.ConvertAll(changes, change => change.State),
        Array.ConvertAll(changes, change => change.Reason),
        Array.ConvertAll(changes, change => change.ReplicaSeq));

    private static void WriteEffects(Script script, string ticket, EffectRow[] effects) => script.Add(
        EffectsSql,
        ticket,
        Array.ConvertAll(effects, effect => effect.Id),
        Array.ConvertAll(effects, effect => effect.Party),
        Array.ConvertAll(effects, effect => effect.Kind),
        Array.ConvertAll(effects, effect => effect.State),
        Array.ConvertAll(effects, effect => effect.Attempt),
        Array.ConvertAll(effects, effect => effect.RemoteId));
}
