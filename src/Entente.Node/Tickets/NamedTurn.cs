using Entente.Core.Journal;

namespace Entente.Node.Tickets;

/// <summary>One turn of a ticket that a person's command is about, made at once instead of when a worker comes by.</summary>
internal static class NamedTurn
{
    /// <summary>False when another owner has the ticket just now; that one, or the next, does what waits there.</summary>
    public static async Task<bool> RunAsync(HubContext hub, TicketAddress ticket, CancellationToken cancellation)
    {
        await hub.Gates.RefreshAsync(hub, cancellation);
        if (await hub.Journal.ClaimTicketAsync(ticket, hub.OwnerFor("command"), hub.Lease, hub.Now, cancellation) is not { } claim)
            return false;
        try
        {
            await new TicketTurn(hub, claim).RunAsync(cancellation);
        }
        catch (FencedException)
        {
            hub.Counters.CountFenced();
        }
        catch
        {
            await hub.Journal.ReleaseAsync(claim, hub.Now, CancellationToken.None); // a turn that fails is made again by a worker
            throw;
        }

        hub.Wake.Set();
        return true;
    }
}
