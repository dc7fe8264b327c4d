using Entente.Core.Tickets;
using Entente.Node.Network;
using Entente.Node.Tickets;
using Entente.Storage;

using Microsoft.Extensions.Logging;

namespace Entente.Node.Intake;

/// <summary>
/// Finds what webhooks missed: polls a connection from its stored cursor. Hits are stored before the cursor, so a crash repeats a page and loses
/// none.
/// </summary>
public sealed class Poller(HubContext hub, string connection, ILogger log)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    /// <summary>How long a poll of many pages may take before another node polls too, which would only cost calls.</summary>
    private static readonly TimeSpan LongestRound = TimeSpan.FromSeconds(30);

    /// <summary>How long until a node whose turn it is not looks again.</summary>
    private static readonly TimeSpan LongestWatch = TimeSpan.FromSeconds(5);

    private int failures;

    /// <summary>Polls until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                var wait = await IsOursAsync(cancellation) ? await PollAsync(cancellation) : Min(hub.Connections[connection].PollEvery, LongestWatch);
                await Task.Delay(wait, hub.Time, cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
            }
        }
    }

    /// <summary>Of a hub's nodes one polls a connection; when it dies, or does not come by any more, another does.</summary>
    private async Task<bool> IsOursAsync(CancellationToken cancellation)
    {
        try
        {
            return hub.Presence is not { } presence
                || await presence.TakeDutyAsync($"poll:{connection}", hub.Connections[connection].PollEvery * 2 + LongestRound, cancellation);
        }
        catch (StorageException)
        {
            return false; // asked again soon
        }
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    /// <summary>Polls all pages once and returns how long to wait before the next time.</summary>
    public async Task<TimeSpan> PollAsync(CancellationToken cancellation)
    {
        try
        {
            while (await PageAsync(cancellation))
                cancellation.ThrowIfCancellationRequested();
            failures = 0;
            hub.Watches.Of(connection).Polled(hub.Now);
            return hub.Connections[connection].PollEvery;
        }
        catch (ConnectorException failure)
        {
            failures++;
            if (failure.Kind == FailureKind.Unauthorized)
                hub.Watches.Of(connection).RefusedPoll(hub.Now);
            if (failure.Code is not (CallBudget.Limit or CallBudget.Spent)) // waiting for one's own budget is no failure
                log.LogWarning("Polling {Connection} failed with {Code}", connection, failure.Code);
            if (failure is { Kind: FailureKind.RateLimited, RetryAfter: { } asked })
                await hub.Pauses.PauseAsync(hub.Journal, connection, failure, hub.Now + asked, cancellation);
            var wait = failure.RetryAfter ?? hub.Connections[connection].PollEvery * Math.Pow(2, Math.Min(failures - 1, 6));
            return wait > LongestWait ? LongestWait : wait;
        }
        catch (StorageException refusal)
        {
            // The cursor stands where it stood: what was found is found again.
            log.LogWarning("Polling {Connection} stopped: the store refused with {Code}", connection, refusal.Code);
            hub.Trouble.Note(refusal);
            return TimeSpan.FromSeconds(1);
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
        var cursor = await hub.Journal.ReadValueAsync(name, cancellation) ?? await BeginAsync(name, cancellation);
        var page = await hub.Connectors[connection].PollAsync(cursor, cancellation);
        var isNew = false;
        foreach (var hit in page.Hits)
        {
            var delivery = $"poll:{hit.NativeId}:{hit.Revision ?? Ids.Digest(page.Cursor)}";
            isNew |= await hub.Journal.NoticeAsync(Notices.Of(hub, connection, hit, delivery, NoticeSource.Poll), cancellation);
        }

        // Invariant 1: all hits are durable before the cursor moves past them.
        if (page.Cursor != cursor)
            await hub.Journal.WriteValueAsync(name, page.Cursor, cancellation);
        if (isNew)
            hub.Wake.Set();
        return page.More;
    }

    /// <summary>
    /// Where the very first poll begins is durable before it is tried: a tracker that cannot be read for longer than the look-back loses nothing that
    /// happened in it since.
    /// </summary>
    private async Task<string> BeginAsync(string name, CancellationToken cancellation)
    {
        var cursor = hub.Connectors[connection].PollFrom(hub.Now - hub.Connections[connection].LookBack);
        await hub.Journal.WriteValueAsync(name, cursor, cancellation);
        return cursor;
    }
}
