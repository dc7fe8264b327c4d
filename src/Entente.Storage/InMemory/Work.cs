using Entente.Core.Journal;

namespace Entente.Storage.InMemory;

/// <summary>What an owner finds at its ticket.</summary>
internal sealed class Work(Tables tables)
{
    /// <param name="known">Hash of the entry whose state need not be read.</param>
    public TicketWork Load(Claim claim, string? known)
    {
        var ticket = tables.Ticket(claim.Ticket);
        if (tables.Held(claim) is not null)
            ticket.Seen = ticket.Arrivals;
        return new TicketWork(
            ticket.Head,
            ticket.HeadHash,
            ticket.Head == 0 || ticket.HeadHash == known ? null : State(ticket),
            [.. ticket.Waiting.Select(cell => cell.Notice with { Ticket = ticket.Address })],
            [.. ticket.Lanes.Values.SelectMany(inbox => inbox.Waiting.Values)]);
    }

    private static StoredState State(TicketCell ticket)
    {
        var (at, copy) = ticket.Copy;
        return new StoredState(at, copy, [.. ticket.Entries.Skip((int)at).Select(entry => entry.Payload)]);
    }
}
