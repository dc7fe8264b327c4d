using Entente.Storage.Copies;

namespace Entente.Storage.Sqlite;

/// <summary>Canonical tables in the embedded store's own terms.</summary>
internal static class CopySql
{
    /// <summary>The query that shows a canonical table, in its order.</summary>
    public static string Select(StoreTable table) => table.Name switch
    {
        "value" => $"SELECT name, text FROM value WHERE name <> '{Fences.Name}' ORDER BY name",
        "ticket" => $"SELECT {Names(table, "due")}, CASE WHEN owner IS NULL THEN due ELSE 0 END, head, head_hash FROM ticket ORDER BY id",
        "entry" => """
            SELECT e.ticket, e.n, e.at, e.kind, p.body, p.salt, e.payload_hash, e.prev_hash, e.hash
            FROM entry AS e LEFT JOIN payload AS p ON p.id = e.payload ORDER BY e.ticket, e.n
            """,
        "notice" => $"SELECT {Names(table)} FROM notice ORDER BY n",
        _ => $"SELECT {Names(table)} FROM {table.Name} ORDER BY {string.Join(", ", table.Columns.Take(table.Key).Select(column => column.Name))}",
    };

    /// <summary>The statement that writes one canonical row; an entry's payload goes before it (<see cref="Payload"/>).</summary>
    public static string Insert(StoreTable table) => table.Name switch
    {
        "entry" =>
            "INSERT INTO entry (ticket, n, at, kind, payload, payload_hash, prev_hash, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        _ => $"INSERT INTO {table.Name} ({Names(table)}) VALUES ({string.Join(", ", table.Columns.Select((_, i) => $"${i + 1}"))})",
    };

    public const string Payload = "INSERT INTO payload (body, salt) VALUES ($1, $2) RETURNING id";

    /// <summary>What a copy leaves out since it follows from the rest: which messages wait.</summary>
    public const string MarkTaken = """
        UPDATE lane SET taken = 1 WHERE EXISTS (SELECT 1 FROM lane_taken AS t WHERE t.ticket = lane.to_ticket AND t.twin = lane.twin
          AND t.from_ticket = lane.from_ticket AND (lane.epoch, lane.seq) <= (t.epoch, t.seq))
        """;

    private static string Names(StoreTable table, string? before = null) =>
        string.Join(", ", table.Columns.Select(column => column.Name).TakeWhile(name => name != before));
}
