using Entente.Core.Journal;

namespace Entente.Storage.Sqlite;

/// <summary>What an owner finds at its ticket, as the file has it.</summary>
internal static class Work
{
    private const string TicketSql = """
        SELECT id, party, connection, arrivals, head, head_hash, native_id, key, case_id, title, updated FROM ticket WHERE id = $1
        """;

    private const string CopySql = "SELECT n, body, hash FROM state_copy WHERE ticket = $1";

    /// <param name="known">Hash of the entry whose state need not be read.</param>
    public static (TicketWork Work, Resident Resident) Load(Session reader, Claim claim, string? known)
    {
        var (head, arrivals) = reader[TicketSql].First(row => (Read(row), row.GetInt64(3)), claim.Ticket.Id);
        if (head is null)
            throw new InvalidOperationException($"Ticket {claim.Ticket.Id} was never claimed.");

        var state = head.N == 0 || head.Hash == known ? null : State(reader, claim.Ticket.Id, (head.N, head.Hash));
        var (notices, inbox) = (Notices.Waiting(reader, head.Row.Ticket), Lanes.Inbox(reader, head.Row.Ticket));
        inbox.ForEach(Soundness.RequireEnvelope);
        return (new TicketWork(head.N, head.Hash, state, notices, inbox), new Resident(head, arrivals, notices, inbox));
    }

    /// <summary>A ticket's head and row; null for one that does not exist.</summary>
    public static Head? Head(Session session, string ticketId) => session[TicketSql].First(Read, ticketId);

    private static Head Read(Row row) => new(
        row.GetInt64(4),
        row.GetString(5),
        new TicketRow(row.Address(0), row.TextOrNull(6), row.TextOrNull(7), row.TextOrNull(8), row.GetString(9), row.Instant(10)));

    private static StoredState State(Session reader, string ticket, (long N, string Hash) head)
    {
        var (at, copy, hash) = reader[CopySql].First(row => (row.GetInt64(0), row.Bytes(1), row.TextOrNull(2)), ticket);
        var since = Reader.Entries(reader, ticket, at + 1, int.MaxValue).ConvertAll(stored => stored.Entry);
        Soundness.RequireCopy(ticket, at, copy, hash);
        Soundness.RequireEntries(ticket, at + 1, since, head);

        // An erased payload comes as an empty one: the fold refuses it, it is not passed over.
        return new StoredState(at, copy, since.ConvertAll(entry => entry.Payload));
    }
}
