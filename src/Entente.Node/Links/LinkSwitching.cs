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

/// <summary>
/// Ends drains. A link is empty when two looks in a row found nothing waiting and no ticket moved between them: a single look walks from ticket to
/// ticket and may miss an envelope that passes it.
/// </summary>
public sealed class LinkDrains(HubContext hub)
{
    private readonly Dictionary<string, long> quiet = new(StringComparer.Ordinal);

    /// <summary>Looks every second until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            while (!cancellation.IsCancellationRequested)
            {
                await StepAsync(cancellation);
                await Task.Delay(TimeSpan.FromSeconds(1), hub.Time, cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Stopping is no failure: the next start goes on with the drain.
        }
    }

    /// <summary>Looks once at each draining link.</summary>
    public async Task StepAsync(CancellationToken cancellation)
    {
        await hub.Gates.RefreshAsync(hub, cancellation);
        foreach (var link in hub.Book.Accord.Links)
            if (!hub.Gates.IsDraining(link.Id))
                quiet.Remove(link.Id);
            else if (await IsEmptyAsync(link, cancellation))
                await LinkSwitching.SetAsync(hub, link, LinkStage.Paused, cancellation);
    }

    private async Task<bool> IsEmptyAsync(LinkContract link, CancellationToken cancellation)
    {
        long heads = 0;
        var sum = LinkWaiting.None;
        await foreach (var ticket in LinkWork.OfAsync(hub, link, cancellation))
        {
            heads += ticket.Head;
            sum = sum.And(ticket.Waiting);
        }

        var isQuiet = sum is { Envelopes: 0, Effects: 0 };
        var isSame = quiet.TryGetValue(link.Id, out var before) && before == heads;
        if (isQuiet)
            quiet[link.Id] = heads;
        else
            quiet.Remove(link.Id);
        return isQuiet && isSame;
    }
}
