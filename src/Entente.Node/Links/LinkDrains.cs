using Entente.Core.Accord;
using Entente.Core.Journal;
using Entente.Storage;

namespace Entente.Node.Links;

/// <summary>
/// Ends drains. A link is empty when two looks in a row found nothing waiting and no ticket moved between them: a single look walks from ticket to
/// ticket and may miss an envelope that passes it.
/// </summary>
public sealed class LinkDrains(HubContext hub)
{
    private readonly Dictionary<string, long> quiet = new(StringComparer.Ordinal);

    /// <summary>Looks every second until cancelled; the next start goes on with the drain.</summary>
    public Task RunAsync(CancellationToken cancellation) => hub.Time.RepeatAsync(TimeSpan.FromSeconds(1), TryStepAsync, cancellation);

    /// <summary>Looks; what keeps it from seeing, the next look sees.</summary>
    internal async Task TryStepAsync(CancellationToken cancellation)
    {
        try
        {
            await StepAsync(cancellation);
        }
        catch (StorageException refusal)
        {
            hub.Trouble.Note(refusal); // looked at again in a second
        }
#pragma warning disable CA1031 // a bug that one ticket meets must not end the drains of all (Invariant 8, RELIABILITY C07)
        catch (Exception) when (!cancellation.IsCancellationRequested)
#pragma warning restore CA1031
        {
            quiet.Clear();
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
            {
                await LinkSwitching.SetAsync(hub, link, LinkStage.Paused, cancellation);
                await hub.Audit.RecordAsync($"node {hub.Owner}", AuditActs.Drained, link.Id, "done", cancellation);
            }
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
