using Entente.Storage.Copies;

namespace Entente.Storage.Postgres;

/// <summary>Canonical tables in PostgreSQL's own terms.</summary>
internal static class CopySql
{
    // A wake that is not folded yet counts as folded: the ticket is due then. The key's mark is no content, it belongs to the key.
    private const string TicketsSql = """
        SELECT t.id, t.party, t.connection, t.native_id, t.key, t.case_id, t.title, t.updated, t.fence,
          CASE WHEN t.owner IS NULL THEN least(t.due, w.at) ELSE 0 END, t.head, t.head_hash
        FROM ticket AS t LEFT JOIN (SELECT ticket, min(at) AS at FROM wake GROUP BY ticket) AS w ON w.ticket = t.id
        UNION ALL
        SELECT w.ticket, min(w.party), min(w.connection), NULL, NULL, NULL, '', 0, 0, min(w.at), 0, ''
        FROM wake AS w WHERE NOT EXISTS (SELECT FROM ticket AS t WHERE t.id = w.ticket) GROUP BY w.ticket
        ORDER BY 1
        """;

    private const string LanesSql = """
        SELECT s.twin, s.from_ticket, s.epoch::integer, s.seq, s.to_ticket, t.party, s.kind, s.envelope, s.prev_hash, s.hash
        FROM stage AS s JOIN ticket AS t ON t.id = s.to_ticket
        """;

    /// <summary>What a copy leaves out since it follows from the rest: which messages wait.</summary>
    public const string MarkTaken = """
        UPDATE lane SET taken = true FROM lane_taken AS t WHERE t.ticket = lane.to_ticket AND t.twin = lane.twin
          AND t.from_ticket = lane.from_ticket AND (lane.epoch, lane.seq) <= (t.epoch, t.seq)
        """;

    /// <summary>The query that shows a canonical table, in its order and with its types.</summary>
    public static string Select(StoreTable table) => table.Name switch
    {
        "value" => "SELECT name, text FROM value WHERE name <> 'key' ORDER BY name",
        "ticket" => TicketsSql,
        "entry" => "SELECT ticket, n, at, kind, body, salt, payload_hash, prev_hash, hash FROM entry ORDER BY ticket, n",
        "notice" => "SELECT connection, delivery, ticket, native_id, source, revision, received, done::integer::bigint FROM notice ORDER BY n",
        _ => $"SELECT {string.Join(", ", table.Columns.Select(Shown))} FROM {table.Name} ORDER BY {Key(table)}",
    };

    /// <summary>A table that takes canonical rows as they come, with their place.</summary>
    public static string Stage(StoreTable table) =>
        $"CREATE TEMPORARY TABLE stage (place bigint, {string.Join(", ", table.Columns.Select(column => $"{column.Name} {TypeOf(column)}"))})";

    public static string CopyIn(StoreTable table) =>
        $"COPY stage (place, {string.Join(", ", table.Columns.Select(column => column.Name))}) FROM STDIN (FORMAT BINARY)";

    /// <summary>From the stage to the table, with the party that every row carries here.</summary>
    public static string Insert(StoreTable table) => table.Name switch
    {
        "state_copy" => "INSERT INTO state_copy (ticket, n, body, party) SELECT s.ticket, s.n, s.body, t.party FROM " + WithTicket,
        "entry" => """
            INSERT INTO entry (ticket, n, party, at, kind, body, salt, payload_hash, prev_hash, hash)
            SELECT s.ticket, s.n, t.party, s.at, s.kind, s.payload, s.salt, s.payload_hash, s.prev_hash, s.hash FROM
            """ + " " + WithTicket,
        "notice" => """
            INSERT INTO notice (connection, delivery, ticket, party, native_id, source, revision, received, done)
            SELECT s.connection, s.delivery, s.ticket, t.party, s.native_id, s.source, s.revision, s.received, s.done <> 0 FROM
            """ + $" {WithTicket} ORDER BY s.place",
        "lane" => "INSERT INTO lane (twin, from_ticket, epoch, seq, to_ticket, party, kind, envelope, prev_hash, hash) " + LanesSql,
        "lane_taken" => """
            INSERT INTO lane_taken (ticket, twin, from_ticket, party, epoch, seq)
            SELECT s.ticket, s.twin, s.from_ticket, t.party, s.epoch::integer, s.seq FROM
            """ + " " + WithTicket,
        "value" => "INSERT INTO value (name, text) SELECT name, text FROM stage",
        _ => $"INSERT INTO {table.Name} ({Names(table)}) SELECT {Names(table)} FROM stage", // a bigint fits where an integer is expected, or fails
    };

    private const string WithTicket = "stage AS s JOIN ticket AS t ON t.id = s.ticket";

    private static string Names(StoreTable table) => string.Join(", ", table.Columns.Select(column => column.Name));

    private static string Key(StoreTable table) => string.Join(", ", table.Columns.Take(table.Key).Select(column => column.Name));

    private static string Shown(StoreColumn column) => column.Kind == ColumnKind.Number ? $"{column.Name}::bigint" : column.Name;

    private static string TypeOf(StoreColumn column) => column.Kind switch
    {
        ColumnKind.Text => "text",
        ColumnKind.Number => "bigint",
        ColumnKind.Bytes => "bytea",
    };
}
