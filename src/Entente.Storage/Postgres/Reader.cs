using System.Collections.Immutable;

using Entente.Core.Journal;

using Npgsql;

namespace Entente.Storage.Postgres;

/// <summary>
/// What pages, commands and checks read; a ticket is listed from its first append on. For one party it runs under the role <c>entente_reader</c>,
/// whose rows the database itself picks: a forgotten condition here shows nothing of another party.
/// </summary>
/// <param name="party">Null: the engine's own view.</param>
internal sealed class Reader(Connections connections, string? party) : IJournalReader
{
    private const string PartySql = "SELECT set_config('app.party', $1, true)";

    private const string TicketColumns = "SELECT id, party, connection, native_id, key, case_id, title, updated FROM ticket";

    private const string EntriesSql =
        "SELECT n, at, kind, body, salt, payload_hash, prev_hash, hash FROM entry WHERE ticket = $1 AND n >= $2 ORDER BY n LIMIT $3";

    private const string TicketsSql = TicketColumns + " WHERE id > $2 AND ($1 IS NULL OR party = $1) AND head > 0 ORDER BY id LIMIT $3";

    private const string ByKeySql = TicketColumns + " WHERE connection = $1 AND key = $2 ORDER BY updated DESC, id LIMIT 1";

    private const string SidesSql = """
        SELECT ticket, party, twin, link, state, parked FROM side
        WHERE ($1 IS NULL OR party = $1) AND ($2 IS NULL OR state = $2) ORDER BY ticket, twin
        """;

    private const string ChangeColumns = "SELECT ticket, party, twin, link, seq, n, field, state, reason, replica_seq FROM change ";

    private const string AuditSql = "SELECT n, at, who, what, subject, outcome, seal, prev_hash, hash FROM audit WHERE n >= $1 ORDER BY n LIMIT $2";

    private const string AllEntriesSql = """
        SELECT n, at, kind, body, salt, payload_hash, prev_hash, hash, ticket FROM entry WHERE (ticket, n) > ($1, $2) ORDER BY ticket, n LIMIT $3
        """;

    private const string HeadsSql = "SELECT id, head, head_hash FROM ticket WHERE id > $1 AND head <> 0 ORDER BY id LIMIT $2";

    private const string LanesSql = """
        SELECT l.twin, l.from_ticket, l.to_ticket, coalesce(t.party, ''), coalesce(t.connection, ''), l.epoch, l.seq, l.kind, l.envelope,
          l.prev_hash, l.hash
        FROM lane AS l LEFT JOIN ticket AS t ON t.id = l.to_ticket
        WHERE (l.twin, l.from_ticket, l.epoch, l.seq) > ($1, $2, $3, $4) ORDER BY l.twin, l.from_ticket, l.epoch, l.seq LIMIT $5
        """;

    private const string EffectColumns = "SELECT id, ticket, party, kind, state, attempt, remote_id FROM effect ";

    private const string OpenEffectsSql = "SELECT state, count(*) FROM effect WHERE state IN ('planned', 'inflight', 'ambiguous') GROUP BY state";

    public Task<IReadOnlyList<StoredEntry>> EntriesAsync(string ticketId, long from, int limit, CancellationToken cancellation) =>
        AllAsync(row => new StoredEntry(ticketId, Entry(row)), Script.Of(EntriesSql, ticketId, from, limit), cancellation);

    public Task<IReadOnlyList<TicketRow>> TicketsAsync(string? party, string? after, int limit, CancellationToken cancellation) =>
        AllAsync(Ticket, Script.Of(TicketsSql, party, after ?? "", limit), cancellation);

    public Task<TicketRow?> TicketAsync(string ticketId, CancellationToken cancellation) =>
        FirstAsync(Ticket, Script.Of(TicketColumns + " WHERE id = $1 AND head > 0", ticketId), cancellation);

    public Task<TicketRow?> TicketByKeyAsync(string connection, string key, CancellationToken cancellation) =>
        FirstAsync(Ticket, Script.Of(ByKeySql, connection, key), cancellation);

    public Task<IReadOnlyList<SideRow>> SidesAsync(string? party, string? state, CancellationToken cancellation) => AllAsync(
        row => new SideRow(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.TextOrNull(5)),
        Script.Of(SidesSql, party, state), cancellation);

    public Task<IReadOnlyList<ChangeRow>> ChangesAsync(string? ticketId, CancellationToken cancellation) => ticketId is null
        ? AllAsync(Change, Script.Of(ChangeColumns + "ORDER BY ticket, twin, seq, n"), cancellation)
        : AllAsync(Change, Script.Of(ChangeColumns + "WHERE ticket = $1 ORDER BY twin, seq, n", ticketId), cancellation);

    public Task<IReadOnlyList<EffectRow>> EffectsAsync(string? ticketId, CancellationToken cancellation) => ticketId is null
        ? AllAsync(Effect, Script.Of(EffectColumns + "ORDER BY ticket, id"), cancellation)
        : AllAsync(Effect, Script.Of(EffectColumns + "WHERE ticket = $1 ORDER BY id", ticketId), cancellation);

    public Task<EffectRow?> EffectAsync(string id, CancellationToken cancellation) =>
        FirstAsync(Effect, Script.Of(EffectColumns + "WHERE id = $1", id), cancellation);

    public async Task<Backlog> BacklogAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var due = await FirstAsync(
            row => new Backlog(row.GetInt64(0), row.InstantOrNull(1), 0, 0, 0),
            Script.Of("SELECT count(*), min(due) FROM ticket WHERE due <= $1", now),
            cancellation);
        var open = (await AllAsync(row => KeyValuePair.Create(row.GetString(0), row.GetInt64(1)), Script.Of(OpenEffectsSql), cancellation))
            .ToDictionary(StringComparer.Ordinal);
        return due! with
        {
            Planned = open.GetValueOrDefault("planned"),
            InFlight = open.GetValueOrDefault("inflight"),
            Ambiguous = open.GetValueOrDefault("ambiguous"),
        };
    }

    public async Task<ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, long>>> ChangeCountsAsync(CancellationToken cancellation)
    {
        var counts = await AllAsync(
            row => (Link: row.GetString(0), State: row.GetString(1), Count: row.GetInt64(2)),
            Script.Of("SELECT link, state, count(*) FROM change GROUP BY link, state"), cancellation);
        return counts.GroupBy(found => found.Link).ToImmutableSortedDictionary(
            link => link.Key,
            link => link.ToImmutableSortedDictionary(found => found.State, found => found.Count, StringComparer.Ordinal),
            StringComparer.Ordinal);
    }

    public Task<IReadOnlyList<AuditEntry>> AuditAsync(long from, int limit, CancellationToken cancellation) =>
        AllAsync(Audits.Read, Script.Of(AuditSql, from, limit), cancellation);

    public Task<IReadOnlyList<StoredEntry>> AllEntriesAsync(string afterTicket, long afterN, int limit, CancellationToken cancellation) =>
        AllAsync(row => new StoredEntry(row.GetString(8), Entry(row)), Script.Of(AllEntriesSql, afterTicket, afterN, limit), cancellation);

    public Task<IReadOnlyList<ChainHead>> HeadsAsync(string afterTicket, int limit, CancellationToken cancellation) =>
        AllAsync(row => new ChainHead(row.GetString(0), row.GetInt64(1), row.GetString(2)), Script.Of(HeadsSql, afterTicket, limit), cancellation);

    public Task<IReadOnlyList<LaneMessage>> LanesAsync(LanePosition? after, int limit, CancellationToken cancellation) => AllAsync(
        row => new LaneMessage(
            row.GetString(0), row.GetString(1), row.Address(2), row.GetInt32(5), row.GetInt64(6), row.GetString(7), row.Bytes(8),
            row.GetString(9), row.GetString(10)),
        Script.Of(LanesSql, after?.Twin ?? "", after?.FromTicket ?? "", after?.Epoch ?? 0, after?.Seq ?? 0, limit), cancellation);

    private Task<T?> FirstAsync<T>(Func<NpgsqlDataReader, T> read, Script script, CancellationToken cancellation) =>
        RunAsync(rows => rows.FirstAsync(read), script, cancellation);

    private Task<IReadOnlyList<T>> AllAsync<T>(Func<NpgsqlDataReader, T> read, Script script, CancellationToken cancellation) =>
        RunAsync<IReadOnlyList<T>>(async rows => await rows.AllAsync(read), script, cancellation);

    private Task<T> RunAsync<T>(Func<NpgsqlDataReader, Task<T>> read, Script script, CancellationToken cancellation)
    {
        if (party is null)
            return connections.Hints.RunAsync(session => session.ReadAsync(script, read), cancellation);
        var walled = script.After(PartySql, party);
        return connections.Readers.RunAsync(
            session => session.ReadAsync(walled, async rows =>
            {
                await rows.NextResultAsync();
                return await read(rows);
            }),
            cancellation);
    }

    private static JournalEntry Entry(NpgsqlDataReader row) =>
        new(row.GetInt64(0), row.Instant(1), row.GetString(2), row.Bytes(3), row.Bytes(4), row.GetString(6), row.GetString(7))
        {
            PayloadHash = row.GetString(5),
        };

    private static TicketRow Ticket(NpgsqlDataReader row) =>
        new(row.Address(0), row.TextOrNull(3), row.TextOrNull(4), row.TextOrNull(5), row.GetString(6), row.Instant(7));

    private static ChangeRow Change(NpgsqlDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetInt64(4), row.GetInt32(5),
        row.GetString(6), row.GetString(7), row.TextOrNull(8), row.GetInt64(9));

    private static EffectRow Effect(NpgsqlDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetInt32(5), row.TextOrNull(6));
}
