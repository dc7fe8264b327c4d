using Entente.Core.Journal;
using Entente.Core.Sync;

namespace Entente.Node.Tickets;

/// <summary>A ticket's state, and what waits for it.</summary>
internal sealed record LoadedTicket(TicketWork Work, TicketState State, StateLag Lag)
{
    /// <summary>
    /// Takes the state from memory where the journal still stands at the entry that it was left at: an equal chain folds to an equal state
    /// (Invariant 11). Else the stored copy and what came since. Throws <see cref="InvalidOperationException"/> for a ticket that was never claimed.
    /// </summary>
    public static async Task<LoadedTicket> OfAsync(HubContext hub, Claim claim, CancellationToken cancellation)
    {
        var recent = hub.States.Find(claim.Ticket.Id);
        var work = await hub.Journal.LoadAsync(claim, recent?.HeadHash, cancellation);
        if (recent is not null && recent.HeadHash == work.HeadHash)
            return new LoadedTicket(work, recent.State, recent.Lag);
        var state = TicketFold.Resume(claim.Ticket, work.State);
        return new LoadedTicket(work, state, work.State is { } stored ? StateLag.Of(stored) : StateLag.OfNothing);
    }
}
