using Entente.Core.Journal;
using Entente.Core.Sync;

namespace Entente.Node.Tickets;

/// <summary>A look at a ticket that somebody else may own: nothing is claimed and nothing written.</summary>
internal sealed record TicketPeek(TicketAddress Ticket, TicketState State, TicketWork Work)
{
    /// <summary>
    /// The ticket's state and what waits for it. Throws <see cref="InvalidOperationException"/> for one that the journal never saw.
    /// </summary>
    public static async Task<TicketPeek> OfAsync(HubContext hub, TicketAddress ticket, CancellationToken cancellation)
    {
        var nobody = new Claim(ticket, "", 0, DateTimeOffset.MinValue);
        var loaded = await LoadedTicket.OfAsync(hub, nobody, cancellation);
        return new TicketPeek(ticket, loaded.State, loaded.Work);
    }
}
