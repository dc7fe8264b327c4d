using Entente.Core.Journal;

namespace Entente.Storage.Sqlite;

/// <summary>Ordered queues from one side to the other. Invariant 4.</summary>
internal sealed class Lanes(Session session, Residents residents)
{
    private const string EndSql = "SELECT seq, hash FROM lane WHERE twin = $1 AND from_ticket = $2 AND epoch = $3 ORDER BY seq DESC LIMIT 1";

    private const string SendSql = """
        INSERT INTO lane (twin, from_ticket, epoch, seq, to_ticket, kind, envelope, prev_hash, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """;

    // Neither behind what was taken nor beyond what was sent.
    private const string TakeSql = """
        INSERT INTO lane_taken (ticket, twin, from_ticket, epoch, seq)
        SELECT $1, $2, $3, $4, $5
        WHERE EXISTS (SELECT 1 FROM lane WHERE twin = $2 AND from_ticket = $3 AND to_ticket = $1 AND (epoch, seq) >= ($4, $5))
        ON CONFLICT (ticket, twin, from_ticket) DO UPDATE SET epoch = excluded.epoch, seq = excluded.seq
        WHERE (excluded.epoch, excluded.seq) >= (lane_taken.epoch, lane_taken.seq)
        """;

    private const string MarkSql = """
        UPDATE lane SET taken = 1 WHERE to_ticket = $1 AND twin = $2 AND from_ticket = $3 AND (epoch, seq) <= ($4, $5) AND taken = 0
        """;

    private const string InboxSql = """
        SELECT l.twin, l.from_ticket, l.epoch, l.seq, l.kind, l.envelope, l.prev_hash, l.hash
        FROM lane AS l LEFT JOIN lane_taken AS t ON t.ticket = l.to_ticket AND t.twin = l.twin AND t.from_ticket = l.from_ticket
        WHERE l.to_ticket = $1 AND l.taken = 0 AND (t.ticket IS NULL OR (l.epoch, l.seq) > (t.epoch, t.seq))
        ORDER BY l.twin, l.from_ticket, l.epoch, l.seq
        """;

    /// <param name="before">The lane's message before it in the same batch; null where it is the first.</param>
    public void Send(LaneMessage message, LaneMessage? before)
    {
        var end = before is not null
            ? (before.Seq, before.Hash)
            : residents.EndOf(message)
            ?? session[EndSql].First(row => (row.GetInt64(0), row.GetString(1)), message.Twin, message.FromTicket, message.Epoch);
        BatchShape.RequireNext(message, end);
        session[SendSql].Run(
            message.Twin, message.FromTicket, message.Epoch, message.Seq, message.To.Id, message.Kind, message.Envelope,
            message.PreviousHash, message.Hash);
    }

    public void Take(Claim claim, LanePosition take)
    {
        if (session[TakeSql].Run(claim.Ticket.Id, take.Twin, take.FromTicket, take.Epoch, take.Seq) == 0)
            throw new InvalidOperationException(
                $"Ticket {claim.Ticket.Id} cannot take lane {take.Twin} up to {take.Epoch}/{take.Seq}: taken already, or never sent.");
        session[MarkSql].Run(claim.Ticket.Id, take.Twin, take.FromTicket, take.Epoch, take.Seq);
    }

    public static List<LaneMessage> Inbox(Session reader, TicketAddress ticket) => reader[InboxSql].All(row => Read(row, ticket), ticket.Id);

    private static LaneMessage Read(Row row, TicketAddress to) => new(
        row.GetString(0), row.GetString(1), to, row.GetInt32(2), row.GetInt64(3), row.GetString(4), row.Bytes(5), row.GetString(6), row.GetString(7));
}
