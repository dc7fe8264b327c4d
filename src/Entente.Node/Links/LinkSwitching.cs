using Entente.Core.Accord;

namespace Entente.Node.Links;

/// <summary>Stops a link and lets it go on.</summary>
internal static class LinkSwitching
{
    /// <summary>
    /// Sets the switch. A link that goes on again has its waiting tickets made due at once; who is missed (in a turn just now) comes by itself
    /// within <see cref="Tickets.TurnHolds.PausedFor"/>.
    /// </summary>
    public static async Task<LinkSwitch> SetAsync(HubContext hub, LinkContract link, LinkStage stage, CancellationToken cancellation)
    {
        var gate = await hub.Gates.SetAsync(hub, link.Id, stage, cancellation);
        if (stage == LinkStage.Running)
            await WakeAsync(hub, link, cancellation);
        hub.Wake.Set();
        return gate;
    }

    private static async Task WakeAsync(HubContext hub, LinkContract link, CancellationToken cancellation)
    {
        var owner = hub.OwnerFor("resume");
        await foreach (var ticket in LinkWork.OfAsync(hub, link, cancellation))
        {
            if (ticket.Waiting == LinkWaiting.None)
                continue;
            if (await hub.Journal.ClaimTicketAsync(ticket.Ticket, owner, TimeSpan.FromSeconds(5), hub.Now, cancellation) is { } claim)
                await hub.Journal.ReleaseAsync(claim, hub.Now, cancellation);
        }
    }
}
