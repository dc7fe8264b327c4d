using Entente.Core.Journal;

using Npgsql;

namespace Entente.Storage.Postgres;

/// <summary>Hints, each taken once, each waiting at the ticket that owns its native id.</summary>
internal sealed class Notices(Connections connections, Wakes wakes)
{
    public const string WaitingSql =
        "SELECT native_id, delivery, source, revision, received FROM notice WHERE ticket = $1 AND NOT done ORDER BY n";

    private const string AddSql = """
        WITH added AS (
          INSERT INTO notice (connection, delivery, ticket, party, native_id, source, revision, received)
          VALUES ($1, $2, coalesce((SELECT id FROM ticket WHERE connection = $1 AND native_id = $5), $3), $4, $5, $6, $7, $8)
          ON CONFLICT (connection, delivery) DO NOTHING RETURNING ticket)
        INSERT INTO wake (ticket, party, connection, at) SELECT ticket, $4, $1, $8 FROM added
        """;

    private const string NotHereSql = """
        SELECT refuse_unless(coalesce((SELECT id FROM ticket WHERE connection = $1 AND native_id = $2), $3) <> $4,
          'Ticket ' || $4 || ' forwards notice ' || $5 || ' to itself.')
        """;

    private const string ForwardSql = """
        WITH moved AS (
          INSERT INTO notice AS known (connection, delivery, ticket, party, native_id, source, revision, received)
          VALUES ($1, $2, coalesce((SELECT id FROM ticket WHERE connection = $1 AND native_id = $5), $3), $4, $5, $6, $7, $8)
          ON CONFLICT (connection, delivery) DO UPDATE SET n = DEFAULT, ticket = excluded.ticket, party = excluded.party,
            native_id = excluded.native_id, source = excluded.source, revision = excluded.revision, received = excluded.received, done = false
          WHERE known.ticket <> excluded.ticket RETURNING ticket)
        INSERT INTO wake (ticket, party, connection, at) SELECT ticket, $4, $1, $8 FROM moved
        """;

    private const string DoneSql = """
        WITH answered AS (UPDATE notice SET done = true WHERE connection = $1 AND delivery = ANY($2) AND ticket = $3 RETURNING delivery)
        SELECT refuse_unless((SELECT count(*) FROM answered) = cardinality($2), 'A notice does not wait at ticket ' || $3 || '.')
        """;

    /// <summary>False when this delivery is known already.</summary>
    public async Task<bool> AddAsync(Notice notice, CancellationToken cancellation)
    {
        var isNew = await connections.Durable.RunAsync(
            async session => await session.RunAsync(Script.Of(AddSql, Values(notice))) > 0 || session.IsInDoubt, cancellation);
        if (isNew)
            wakes.Left();
        return isNew;
    }

    /// <summary>Hands a hint on, with the delivery under which it came: it moves, it is not taken for a repetition.</summary>
    public static void Forward(Script script, Claim claim, Notice notice)
    {
        script.Add(NotHereSql, notice.Ticket.Connection, notice.NativeId, notice.Ticket.Id, claim.Ticket.Id, notice.Delivery);
        script.Add(ForwardSql, Values(notice));
    }

    public static void Done(Script script, Claim claim, IReadOnlyList<string> deliveries) =>
        script.Add(DoneSql, claim.Ticket.Connection, (string[])[.. deliveries.Distinct(StringComparer.Ordinal)], claim.Ticket.Id);

    public static Notice Read(NpgsqlDataReader row, TicketAddress ticket) =>
        new(ticket, row.GetString(0), row.GetString(1), row.GetString(2), row.TextOrNull(3), row.Instant(4));

    private static Argument[] Values(Notice notice) =>
    [
        notice.Ticket.Connection, notice.Delivery, notice.Ticket.Id, notice.Ticket.Party, notice.NativeId, notice.Source, notice.Revision,
        notice.ReceivedAt,
    ];
}
