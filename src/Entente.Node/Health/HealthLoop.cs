using Entente.Node.Measures;
using Entente.Storage;

using Microsoft.Extensions.Logging;

namespace Entente.Node.Health;

/// <summary>
/// Keeps what a node knows of itself: outages durable within a second, measures and the times of webhooks each minute, alerts looked at each second.
/// </summary>
internal sealed class HealthLoop(HubContext hub, AlertPosts? posts, ILogger log)
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StoreEvery = TimeSpan.FromMinutes(1);
    private DateTimeOffset storedAt = DateTimeOffset.MinValue;

    /// <summary>Takes over what an earlier process of this node left, before anything is called.</summary>
    public async Task BeginAsync(CancellationToken cancellation)
    {
        hub.Measures.Open(hub.Time);
        await StoredMeasures.ReadAsync(hub.Journal, hub.Node, hub.Measures.Recent, cancellation);
        await hub.Watches.LoadAsync(hub, cancellation);
        storedAt = hub.Now;
    }

    /// <summary>Runs until cancelled, and stores once more then.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await hub.Time.RepeatAsync(Beat, StepAsync, cancellation);
        await StoreAsync(all: true, CancellationToken.None);
    }

    /// <summary>One beat. A store that refuses now is asked again at the next.</summary>
    public async Task StepAsync(CancellationToken cancellation)
    {
        var isFull = hub.Now - storedAt >= StoreEvery;
        await StoreAsync(isFull, cancellation);
        try
        {
            if (hub.Alerts.Renew(await hub.Journal.NextDueAsync(cancellation)))
                hub.Changes.Tell("");
            if (posts is not null)
                await posts.StepAsync(cancellation);
        }
        catch (StorageException failure)
        {
            log.LogWarning("Alerts could not be looked at: {Code}", failure.Code);
        }
    }

    private async Task StoreAsync(bool all, CancellationToken cancellation)
    {
        try
        {
            if (await hub.Watches.StoreAsync(hub, all, cancellation))
                hub.Changes.Tell("");
            if (!all)
                return;
            storedAt = hub.Now;
            await StoredMeasures.WriteAsync(hub.Journal, hub.Node, hub.Measures.Recent, hub.Now, cancellation);
        }
        catch (StorageException failure)
        {
            log.LogWarning("Health and measures could not be stored: {Code}", failure.Code);
        }
    }
}
