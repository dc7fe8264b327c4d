using Entente.Core.Journal;

namespace Entente.Storage.Sqlite;

/// <summary>Hints, each taken once, each waiting at the ticket that owns its native id.</summary>
internal sealed class Notices(Session session, Residents residents)
{
    private const string OwnerSql = "SELECT id, party, connection FROM ticket WHERE connection = $1 AND native_id = $2";

    private const string AddSql = """
        INSERT INTO notice (connection, delivery, ticket, native_id, source, revision, received) VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (connection, delivery) DO NOTHING
        """;

    private const string LeaveSql = "DELETE FROM notice WHERE connection = $1 AND delivery = $2 AND ticket <> $3";

    private const string DoneSql = "UPDATE notice SET done = 1 WHERE connection = $1 AND delivery = $2 AND ticket = $3";

    private const string WakeSql = """
        INSERT INTO ticket (id, party, connection, due, arrivals, arrived) VALUES ($1, $2, $3, $4, 1, $4)
        ON CONFLICT (id) DO UPDATE SET arrivals = arrivals + 1, arrived = $4,
          due = min(coalesce(due, $4), $4)
        """;

    private const string ArrivalsSql = "SELECT arrivals FROM ticket WHERE id = $1";

    private const string WaitingSql =
        "SELECT native_id, delivery, source, revision, received FROM notice WHERE ticket = $1 AND done = 0 ORDER BY n";

    /// <summary>Null when this delivery is known already.</summary>
    public Arrival? Add(Notice notice) => Add(notice, Owner(notice));

    /// <summary>Hands a hint on, with the delivery under which it came: it moves, it is not taken for a repetition.</summary>
    public Arrival? Forward(Claim claim, Notice notice)
    {
        var owner = Owner(notice);
        if (owner.Id == claim.Ticket.Id)
            throw new InvalidOperationException($"Ticket {claim.Ticket.Id} forwards notice {notice.Delivery} to itself.");
        session[LeaveSql].Run(notice.Ticket.Connection, notice.Delivery, owner.Id);
        return Add(notice, owner);
    }

    public void Done(Claim claim, IReadOnlyList<string> deliveries)
    {
        foreach (var delivery in deliveries)
            if (session[DoneSql].Run(claim.Ticket.Connection, delivery, claim.Ticket.Id) == 0)
                throw new InvalidOperationException($"Notice {delivery} does not wait at ticket {claim.Ticket.Id}.");
    }

    /// <summary>Something arrived: a free ticket is due at once, a claimed one when it is released. Answers how much arrived in all.</summary>
    public long Wake(TicketAddress ticket, DateTimeOffset at)
    {
        session[WakeSql].Run(ticket.Id, ticket.Party, ticket.Connection, at);
        return session[ArrivalsSql].First(row => row.GetInt64(0), ticket.Id);
    }

    public static List<Notice> Waiting(Session reader, TicketAddress ticket) => reader[WaitingSql].All(
        row => new Notice(ticket, row.GetString(0), row.GetString(1), row.GetString(2), row.TextOrNull(3), row.Instant(4)), ticket.Id);

    private Arrival? Add(Notice notice, TicketAddress owner)
    {
        var isNew = session[AddSql].Run(
            notice.Ticket.Connection, notice.Delivery, owner.Id, notice.NativeId, notice.Source, notice.Revision, notice.ReceivedAt) == 1;
        return isNew ? new Arrival(notice with { Ticket = owner }, Wake(owner, notice.ReceivedAt)) : null;
    }

    private TicketAddress Owner(Notice notice) => residents.HeadOf(notice.Ticket.Id)?.Row is { } row && row.NativeId == notice.NativeId
        ? row.Ticket
        : session[OwnerSql].First(row => row.Address(0), notice.Ticket.Connection, notice.NativeId) ?? notice.Ticket;
}

/// <summary>A notice at the ticket where it waits, and how much arrived there in all.</summary>
internal sealed record Arrival(Notice Notice, long Arrivals);
