using Entente.Core.Journal;

namespace Entente.Storage.Sqlite;

/// <summary>Who may write which ticket, until when. Each claim is one statement.</summary>
internal sealed class Claims(Session session)
{
    private const string NextSql = """
        UPDATE ticket SET owner = $1, fence = fence + 1, lease = $2, due = $2
        WHERE id = (SELECT id FROM ticket WHERE due <= $3 ORDER BY due, id LIMIT 1)
        RETURNING id, party, connection, fence
        """;

    private const string NamedSql = """
        INSERT INTO ticket (id, party, connection, owner, fence, lease, due) VALUES ($4, $5, $6, $1, 1, $2, $2)
        ON CONFLICT (id) DO UPDATE SET owner = $1, fence = fence + 1, lease = $2, due = $2
        WHERE owner IS NULL OR owner = $1 OR lease <= $3
        RETURNING id, party, connection, fence
        """;

    private const string RenewSql = "UPDATE ticket SET lease = $4, due = $4 WHERE id = $1 AND owner = $2 AND fence = $3";

    private const string ReleaseSql = """
        UPDATE ticket SET owner = NULL, lease = NULL, seen = max(seen, $5),
          due = CASE WHEN arrivals > max(seen, $5) THEN min(coalesce($4, arrived), arrived) ELSE $4 END
        WHERE id = $1 AND owner = $2 AND fence = $3
        """;

    public Claim? Next(ClaimRequest request) =>
        session[NextSql].First(row => Read(row, request), request.Owner, request.LeaseUntil, request.Now);

    public Claim? Named(TicketAddress ticket, ClaimRequest request) => session[NamedSql].First(
        row => Read(row, request), request.Owner, request.LeaseUntil, request.Now, ticket.Id, ticket.Party, ticket.Connection);

    /// <summary>Ends every claim: the file is held by one process at a time, so whoever owned a ticket before this opening is dead.</summary>
    public static void EndAll(Session session) =>
        session["UPDATE ticket SET owner = NULL, lease = NULL, fence = fence + 1, due = 0 WHERE owner IS NOT NULL"].Run();

    public bool Renew(Claim claim, DateTimeOffset leaseUntil) =>
        session[RenewSql].Run(claim.Ticket.Id, claim.Owner, claim.Fence, leaseUntil) == 1;

    /// <param name="seen">How many arrivals the owner had loaded; 0 when it never loaded.</param>
    public void Release(Claim claim, DateTimeOffset? due, long seen) =>
        session[ReleaseSql].Run(claim.Ticket.Id, claim.Owner, claim.Fence, due, seen);

    public static DateTimeOffset? NextDue(Session reader) =>
        reader["SELECT min(due) FROM ticket WHERE due IS NOT NULL"].First(row => row.InstantOrNull(0));

    private static Claim Read(Row row, ClaimRequest request) =>
        new(row.Address(0), request.Owner, row.GetInt64(3), request.LeaseUntil);
}
