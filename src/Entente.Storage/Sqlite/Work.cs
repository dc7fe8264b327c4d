using Entente.Core.Journal;

namespace Entente.Storage.Sqlite;

/// <summary>What an owner finds at its ticket, as the file has it.</summary>
internal static class Work
{
    private const string TicketSql = """
        SELECT id, party, connection, arrivals, head, head_hash, native_id, key, case_id, title, updated FROM ticket WHERE id = $1
        """;

    private const string CopySql = "SELECT n, body FROM state_copy WHERE ticket = $1";

    // An erased payload comes as an empty one: the fold refuses it, it is not passed over.
    private const string SinceSql = """
        SELECT p.body FROM entry AS e LEFT JOIN payload AS p ON p.id = e.payload WHERE e.ticket = $1 AND e.n > $2 ORDER BY e.n
        """;

    /// <param name="known">Hash of the entry whose state need not be read.</param>
    public static (TicketWork Work, Resident Resident) Load(Session reader, Claim claim, string? known)
    {
        var (head, arrivals) = reader[TicketSql].First(row => (Read(row), row.GetInt64(3)), claim.Ticket.Id);
        if (head is null)
            throw new InvalidOperationException($"Ticket {claim.Ticket.Id} was never claimed.");
        var state = head.N == 0 || head.Hash == known ? null : State(reader, claim.Ticket.Id);
        var (notices, inbox) = (Notices.Waiting(reader, head.Row.Ticket), Lanes.Inbox(reader, head.Row.Ticket));
        return (new TicketWork(head.N, head.Hash, state, notices, inbox), new Resident(head, arrivals, notices, inbox));
    }

    /// <summary>A ticket's head and row; null for one that does not exist.</summary>
    public static Head? Head(Session session, string ticketId) => session[TicketSql].First(Read, ticketId);

    private static Head Read(Row row) => new(
        row.GetInt64(4),
        row.GetString(5),
        new TicketRow(row.Address(0), row.TextOrNull(6), row.TextOrNull(7), row.TextOrNull(8), row.GetString(9), row.Instant(10)));

    private static StoredState State(Session reader, string ticket)
    {
        var (at, copy) = reader[CopySql].First(row => (row.GetInt64(0), row.Bytes(1)), ticket);
        return new StoredState(at, copy, reader[SinceSql].All(row => row.Bytes(0), ticket, at));
    }
}
