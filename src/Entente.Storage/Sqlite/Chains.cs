using Entente.Core.Journal;

namespace Entente.Storage.Sqlite;

/// <summary>Every chain from end to end, as the file has it.</summary>
internal static class Chains
{
    private const string AuditSql =
        "SELECT n, at, who, what, subject, outcome, seal, prev_hash, hash FROM audit WHERE n >= $1 ORDER BY n LIMIT $2";

    private const string EntriesSql = """
        SELECT e.n, e.at, e.kind, p.body, p.salt, e.payload_hash, e.prev_hash, e.hash, e.ticket
        FROM entry AS e LEFT JOIN payload AS p ON p.id = e.payload WHERE (e.ticket, e.n) > ($1, $2) ORDER BY e.ticket, e.n LIMIT $3
        """;

    private const string HeadsSql = "SELECT id, head, head_hash FROM ticket WHERE id > $1 AND head <> 0 ORDER BY id LIMIT $2";

    private const string LanesSql = """
        SELECT l.twin, l.from_ticket, l.to_ticket, coalesce(t.party, ''), coalesce(t.connection, ''), l.epoch, l.seq, l.kind, l.envelope,
          l.prev_hash, l.hash
        FROM lane AS l LEFT JOIN ticket AS t ON t.id = l.to_ticket
        WHERE (l.twin, l.from_ticket, l.epoch, l.seq) > ($1, $2, $3, $4) ORDER BY l.twin, l.from_ticket, l.epoch, l.seq LIMIT $5
        """;

    public static List<AuditEntry> Audit(Session reader, long from, int limit) => reader[AuditSql].All(
        row => new AuditEntry(
            row.GetInt64(0),
            new AuditAct(row.Instant(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5)) { Seal = row.GetString(6) },
            row.GetString(7),
            row.GetString(8)),
        from, limit);

    public static List<StoredEntry> Entries(Session reader, string afterTicket, long afterN, int limit) =>
        reader[EntriesSql].All(row => new StoredEntry(row.GetString(8), Reader.Entry(row)), afterTicket, afterN, limit);

    public static List<ChainHead> Heads(Session reader, string afterTicket, int limit) =>
        reader[HeadsSql].All(row => new ChainHead(row.GetString(0), row.GetInt64(1), row.GetString(2)), afterTicket, limit);

    public static List<LaneMessage> Lanes(Session reader, LanePosition? after, int limit) => reader[LanesSql].All(
        row => new LaneMessage(
            row.GetString(0), row.GetString(1), row.Address(2), Epoch(row.GetInt64(5)), row.GetInt64(6), row.GetString(7), row.Bytes(8),
            row.GetString(9), row.GetString(10)),
        after?.Twin ?? "", after?.FromTicket ?? "", after?.Epoch ?? 0, after?.Seq ?? 0, limit);

    /// <summary>One that cannot be is a damaged one, and the hash over it says so.</summary>
    private static int Epoch(long stored) => stored is >= 0 and <= int.MaxValue ? (int)stored : -1;
}
