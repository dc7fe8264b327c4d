using Entente.Core.Journal;

namespace Entente.Storage.Sqlite;

/// <summary>
/// When tickets are due, as the file has it. While a ticket is held its row stays due, so that it is claimed again when the process dies
/// (<see cref="Holds"/>).
/// </summary>
internal sealed class Claims(Session session)
{
    private const int PageLength = 1024;

    private const string NamedSql = """
        INSERT INTO ticket (id, party, connection, due) VALUES ($1, $2, $3, $4)
        ON CONFLICT (id) DO UPDATE SET due = min(coalesce(due, $4), $4)
        """;

    private const string ReleaseSql = """
        UPDATE ticket SET seen = max(seen, $3),
          due = CASE WHEN arrivals > max(seen, $3) THEN min(coalesce($2, arrived), arrived) ELSE $2 END
        WHERE id = $1
        """;

    private const string ReleaseAtHeadSql = """
        UPDATE ticket SET head = $4, head_hash = $5, seen = max(seen, $3),
          due = CASE WHEN arrivals > max(seen, $3) THEN min(coalesce($2, arrived), arrived) ELSE $2 END
        WHERE id = $1
        """;

    private const string DueSql = "SELECT due FROM ticket WHERE id = $1";

    private const string NextSql = """
        SELECT due, id, party, connection FROM ticket WHERE due >= $1 AND (due > $1 OR id > $2) ORDER BY due, id LIMIT $3
        """;

    /// <summary>Makes the ticket if it does not exist; due from now on, for the case that its owner dies.</summary>
    public void Named(TicketAddress ticket, ClaimRequest request) =>
        session[NamedSql].Run(ticket.Id, ticket.Party, ticket.Connection, request.Now);

    /// <summary>Ends claims that a release left which kept them in rows.</summary>
    public static void EndAll(Session session) =>
        session["UPDATE ticket SET owner = NULL, lease = NULL, fence = fence + 1, due = 0 WHERE owner IS NOT NULL"].Run();

    /// <summary>Gives a ticket back. Answers when it is due again.</summary>
    /// <param name="seen">How many arrivals the owner had loaded; 0 when it never loaded.</param>
    public DateTimeOffset? Release(TicketAddress ticket, DateTimeOffset? due, long seen)
    {
        session[ReleaseSql].Run(ticket.Id, due, seen);
        return session[DueSql].First(row => row.InstantOrNull(0), ticket.Id);
    }

    /// <summary>Moves a ticket's head on and gives it back, as one change of its row. Answers when it is due again.</summary>
    public DateTimeOffset? Release(TicketAddress ticket, DateTimeOffset? due, long seen, (long N, string Hash) head)
    {
        session[ReleaseAtHeadSql].Run(ticket.Id, due, seen, head.N, head.Hash);
        return session[DueSql].First(row => row.InstantOrNull(0), ticket.Id);
    }

    /// <summary>The next tickets due after this place.</summary>
    public (List<DueTicket> Read, bool IsAll) Next(DueTicket after)
    {
        var read = session[NextSql].All(row => new DueTicket(row.Instant(0), row.Address(1)), after.Due, after.Ticket.Id, PageLength);
        return (read, read.Count < PageLength);
    }
}
