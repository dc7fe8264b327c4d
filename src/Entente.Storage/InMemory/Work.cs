using Entente.Core.Journal;

namespace Entente.Storage.InMemory;

/// <summary>What an owner finds at its ticket.</summary>
internal sealed class Work(Tables tables)
{
    public TicketWork Load(Claim claim)
    {
        var ticket = tables.Ticket(claim.Ticket);
        if (tables.Held(claim) is not null)
            ticket.Seen = ticket.Arrivals;
        return new TicketWork(
            ticket.Head,
            ticket.HeadHash,
            ticket.State,
            [.. ticket.Waiting.Select(cell => cell.Notice with { Ticket = ticket.Address })],
            [.. ticket.Lanes.Values.SelectMany(inbox => inbox.Waiting.Values)]);
    }
}
