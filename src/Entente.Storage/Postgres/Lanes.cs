using Entente.Core.Journal;

using Npgsql;

namespace Entente.Storage.Postgres;

/// <summary>Ordered queues from one side to the other. Invariant 4.</summary>
internal static class Lanes
{
    /// <summary>What waits for a ticket, lane by lane.</summary>
    public const string InboxSql = """
        SELECT l.twin, l.from_ticket, l.epoch, l.seq, l.kind, l.envelope, l.prev_hash, l.hash
        FROM lane AS l LEFT JOIN lane_taken AS t ON t.ticket = l.to_ticket AND t.twin = l.twin AND t.from_ticket = l.from_ticket
        WHERE l.to_ticket = $1 AND NOT l.taken AND (t.ticket IS NULL OR (l.epoch, l.seq) > (t.epoch, t.seq))
        ORDER BY l.twin, l.from_ticket, l.epoch, l.seq
        """;

    // A lane is numbered without a gap, so the message before must be there; that none of this number is, its key sees to.
    private const string BeforeSql = """
        SELECT refuse_unless(EXISTS (SELECT FROM lane WHERE twin = $1 AND from_ticket = $2 AND epoch = $3 AND seq = $4 - 1 AND hash = $5),
          'Lane ' || $1 || ' epoch ' || $3 || ' does not stand before ' || $4 || ', or its chain is another.')
        """;

    private const string SendSql = """
        INSERT INTO lane (from_ticket, twin, epoch, seq, to_ticket, party, kind, envelope, prev_hash, hash)
        SELECT $1, * FROM unnest($2::text[], $3::integer[], $4::bigint[], $5::text[], $6::text[], $7::text[], $8::bytea[], $9::text[], $10::text[])
        """;

    private const string WakeSql = """
        INSERT INTO wake (ticket, party, connection, at) SELECT *, $4 FROM unnest($1::text[], $2::text[], $3::text[])
        """;

    // Neither behind what was taken nor beyond what was sent.
    private const string TakeSql = """
        WITH taken AS (
          INSERT INTO lane_taken (ticket, twin, from_ticket, epoch, seq, party)
          SELECT $1, $2, $3, $4, $5, $6
          WHERE EXISTS (SELECT 1 FROM lane WHERE twin = $2 AND from_ticket = $3 AND to_ticket = $1 AND (epoch, seq) >= ($4, $5))
          ON CONFLICT (ticket, twin, from_ticket) DO UPDATE SET epoch = excluded.epoch, seq = excluded.seq
          WHERE (excluded.epoch, excluded.seq) >= (lane_taken.epoch, lane_taken.seq)
          RETURNING seq),
        marked AS (
          UPDATE lane SET taken = true WHERE to_ticket = $1 AND twin = $2 AND from_ticket = $3 AND (epoch, seq) <= ($4, $5) AND NOT taken)
        SELECT refuse_unless(EXISTS (SELECT FROM taken),
          'Ticket ' || $1 || ' cannot take lane ' || $2 || ' up to ' || $4 || '/' || $5 || ': taken already, or never sent.')
        """;

    /// <summary>Puts messages into their lanes, and leaves a wake for each receiver.</summary>
    /// <exception cref="InvalidOperationException">They do not continue one another.</exception>
    public static void Send(Script script, Batch batch)
    {
        LaneMessage[] sends = [.. batch.Sends];
        if (sends.Length == 0)
            return;
        RequireLanes(script, sends);
        script.Add(
            SendSql,
            sends[0].FromTicket,
            Array.ConvertAll(sends, send => send.Twin),
            Array.ConvertAll(sends, send => send.Epoch),
            Array.ConvertAll(sends, send => send.Seq),
            Array.ConvertAll(sends, send => send.To.Id),
            Array.ConvertAll(sends, send => send.To.Party),
            Array.ConvertAll(sends, send => send.Kind),
            Array.ConvertAll(sends, send => send.Envelope),
            Array.ConvertAll(sends, send => send.PreviousHash),
            Array.ConvertAll(sends, send => send.Hash));
        TicketAddress[] receivers = [.. sends.Select(send => send.To).Distinct()];
        script.Add(
            WakeSql,
            Array.ConvertAll(receivers, receiver => receiver.Id),
            Array.ConvertAll(receivers, receiver => receiver.Party),
            Array.ConvertAll(receivers, receiver => receiver.Connection),
            batch.Entries[^1].At);
    }

    public static void Take(Script script, Claim claim, LanePosition take) =>
        script.Add(TakeSql, claim.Ticket.Id, take.Twin, take.FromTicket, take.Epoch, take.Seq, claim.Ticket.Party);

    public static LaneMessage Read(NpgsqlDataReader row, TicketAddress to) => new(
        row.GetString(0), row.GetString(1), to, row.GetInt32(2), row.GetInt64(3), row.GetString(4), row.Bytes(5), row.GetString(6), row.GetString(7));

    private static void RequireLanes(Script script, LaneMessage[] sends)
    {
        foreach (var lane in sends.GroupBy(send => (send.Twin, send.Epoch)))
        {
            var first = lane.First();
            if (first.Seq < 1)
                BatchShape.RequireNext(first, (0, ""));
            else if (first.Seq > 1)
                script.Add(BeforeSql, first.Twin, first.FromTicket, first.Epoch, first.Seq, first.PreviousHash);
            var last = first;
            foreach (var send in lane.Skip(1))
            {
                BatchShape.RequireNext(send, (last.Seq, last.Hash));
                last = send;
            }
        }
    }
}
