using System.Collections.Immutable;
using Entente.Core.Journal;

namespace Entente.Storage.Sqlite;

/// <summary>What pages, commands and checks read. A ticket is listed from its first append on.</summary>
internal static class Reader
{
    private const string TicketColumns = "SELECT id, party, connection, native_id, key, case_id, title, updated FROM ticket";

    private const string EntriesSql = """
        SELECT e.n, e.at, e.kind, p.body, p.salt, e.payload_hash, e.prev_hash, e.hash
        FROM entry AS e LEFT JOIN payload AS p ON p.id = e.payload WHERE e.ticket = $1 AND e.n >= $2 ORDER BY e.n LIMIT $3
        """;

    private const string TicketsSql = TicketColumns + " WHERE id > $2 AND ($1 IS NULL OR party = $1) AND head > 0 ORDER BY id LIMIT $3";

    private const string TicketSql = TicketColumns + " WHERE id = $1 AND head > 0";

    private const string ByKeySql = TicketColumns + " WHERE connection = $1 AND key = $2 ORDER BY updated DESC, id LIMIT 1";

    private const string SidesSql = """
        SELECT ticket, party, twin, link, state, parked FROM side
        WHERE ($1 IS NULL OR party = $1) AND ($2 IS NULL OR state = $2) ORDER BY ticket, twin
        """;

    private const string ChangeColumns = "SELECT ticket, party, twin, link, seq, n, field, state, reason, replica_seq FROM change ";

    private const string EffectColumns = "SELECT id, ticket, party, kind, state, attempt, remote_id FROM effect ";

    public static List<StoredEntry> Entries(Session reader, string ticketId, long from, int limit) =>
        reader[EntriesSql].All(row => new StoredEntry(ticketId, Entry(row)), ticketId, from, limit);

    public static List<TicketRow> Tickets(Session reader, string? party, string? after, int limit) =>
        reader[TicketsSql].All(Ticket, party, after ?? "", limit);

    public static TicketRow? Ticket(Session reader, string ticketId) => reader[TicketSql].First(Ticket, ticketId);

    public static TicketRow? TicketByKey(Session reader, string connection, string key) => reader[ByKeySql].First(Ticket, connection, key);

    public static List<SideRow> Sides(Session reader, string? party, string? state) => reader[SidesSql].All(
        row => new SideRow(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.TextOrNull(5)),
        party, state);

    public static List<ChangeRow> Changes(Session reader, string? ticketId) => ticketId is null
        ? reader[ChangeColumns + "ORDER BY ticket, twin, seq, n"].All(Change)
        : reader[ChangeColumns + "WHERE ticket = $1 ORDER BY twin, seq, n"].All(Change, ticketId);

    public static List<EffectRow> Effects(Session reader, string? ticketId) => ticketId is null
        ? reader[EffectColumns + "ORDER BY ticket, id"].All(Effect)
        : reader[EffectColumns + "WHERE ticket = $1 ORDER BY id"].All(Effect, ticketId);

    public static EffectRow? Effect(Session reader, string id) => reader[EffectColumns + "WHERE id = $1"].First(Effect, id);

    public static Backlog Backlog(Session reader, DateTimeOffset now)
    {
        var due = reader["SELECT count(*), min(due) FROM ticket WHERE due <= $1"].First(row => (row.GetInt64(0), row.InstantOrNull(1)), now);
        var open = reader["SELECT state, count(*) FROM effect WHERE state IN ('planned', 'inflight', 'ambiguous') GROUP BY state"]
            .All(row => KeyValuePair.Create(row.GetString(0), row.GetInt64(1))).ToDictionary(StringComparer.Ordinal);
        return new Backlog(
            due.Item1, due.Item2, open.GetValueOrDefault("planned"), open.GetValueOrDefault("inflight"), open.GetValueOrDefault("ambiguous"));
    }

    public static ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, long>> ChangeCounts(Session reader) =>
        reader["SELECT link, state, count(*) FROM change GROUP BY link, state"]
            .All(row => (Link: row.GetString(0), State: row.GetString(1), Count: row.GetInt64(2)))
            .GroupBy(found => found.Link)
            .ToImmutableSortedDictionary(
                link => link.Key,
                link => link.ToImmutableSortedDictionary(found => found.State, found => found.Count, StringComparer.Ordinal),
                StringComparer.Ordinal);

    public static JournalEntry Entry(Row row) =>
        new(row.GetInt64(0), row.Instant(1), row.GetString(2), row.Bytes(3), row.Bytes(4), row.GetString(6), row.GetString(7))
        {
            PayloadHash = row.GetString(5),
        };

    private static TicketRow Ticket(Row row) =>
        new(row.Address(0), row.TextOrNull(3), row.TextOrNull(4), row.TextOrNull(5), row.GetString(6), row.Instant(7));

    private static ChangeRow Change(Row row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetInt64(4), row.GetInt32(5),
        row.GetString(6), row.GetString(7), row.TextOrNull(8), row.GetInt64(9));

    private static EffectRow Effect(Row row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetInt32(5), row.TextOrNull(6));
}
