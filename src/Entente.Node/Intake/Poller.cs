using Entente.Core.Tickets;

using Microsoft.Extensions.Logging;

namespace Entente.Node.Intake;

/// <summary>
/// Finds what webhooks missed: polls a connection from its stored cursor. Hits are stored before the cursor, so a crash repeats a page and loses
/// none.
/// </summary>
public sealed class Poller(HubContext hub, string connection, ILogger log)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);
    private int failures;

    /// <summary>Polls until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            var wait = await PollAsync(cancellation);
            try
            {
                await Task.Delay(wait, hub.Time, cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
            }
        }
    }

    /// <summary>Polls all pages once and returns how long to wait before the next time.</summary>
    public async Task<TimeSpan> PollAsync(CancellationToken cancellation)
    {
        try
        {
            while (await PageAsync(cancellation))
                cancellation.ThrowIfCancellationRequested();
            failures = 0;
            return hub.Connections[connection].PollEvery;
        }
        catch (ConnectorException failure)
        {
            failures++;
            log.LogWarning("Polling {Connection} failed with {Code}", connection, failure.Code);
            var wait = failure.RetryAfter ?? hub.Connections[connection].PollEvery * Math.Pow(2, Math.Min(failures - 1, 6));
            return wait > LongestWait ? LongestWait : wait;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return hub.Connections[connection].PollEvery;
        }
        // A journal that is full, busy or gone for now, or a page that a bug chokes on, ends this round; the cursor stands where it stood.
#pragma warning disable CA1031
        catch (Exception failure)
#pragma warning restore CA1031
        {
            log.LogError(failure, "Polling {Connection} failed and will be tried again", connection);
            return hub.Connections[connection].PollEvery;
        }
    }

    private async Task<bool> PageAsync(CancellationToken cancellation)
    {
        var name = $"poll:{connection}";
        var cursor = await hub.Journal.ReadValueAsync(name, cancellation);
        var page = await hub.Connectors[connection].PollAsync(cursor, cancellation);
        var isNew = false;
        foreach (var hit in page.Hits)
        {
            var delivery = $"poll:{hit.NativeId}:{hit.Revision ?? Ids.Digest(page.Cursor)}";
            isNew |= await hub.Journal.NoticeAsync(Notices.Of(hub, connection, hit, delivery, "poll"), cancellation);
        }

        // Invariant 1: all hits are durable before the cursor moves past them.
        if (page.Cursor != cursor)
            await hub.Journal.WriteValueAsync(name, page.Cursor, cancellation);
        if (isNew)
            hub.Wake.Set();
        return page.More;
    }
}
