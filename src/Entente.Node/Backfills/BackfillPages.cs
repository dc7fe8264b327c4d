using Entente.Core.Tickets;

namespace Entente.Node.Backfills;

/// <summary>The tickets that a connector's poll lists from its look-back on, page by page, each ticket once.</summary>
internal sealed class BackfillPages(HubContext hub, IConnector connector)
{
    private const int MaxFailures = 8;
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);

    private readonly HashSet<string> seen = new(StringComparer.Ordinal);
    private string? cursor;
    private bool isDone;

    /// <summary>Why the list broke off; null while it did not.</summary>
    public string? Failure { get; private set; }

    /// <summary>The native ids of the next page; null after the last. Waits as long as the tracker asks, within bounds.</summary>
    public async Task<IReadOnlyList<string>?> NextAsync(CancellationToken cancellation)
    {
        if (isDone)
            return null;
        for (var failures = 1; ; failures++)
        {
            TimeSpan wait;
            try
            {
                var page = await connector.PollAsync(cursor, cancellation);
                (cursor, isDone) = (page.Cursor, !page.More);
                return [.. page.Hits.Select(hit => hit.NativeId).Where(seen.Add)];
            }
            catch (ConnectorException failure) when (failures < MaxFailures && MayPass(failure.Kind))
            {
                wait = failure.RetryAfter ?? FirstWait * Math.Pow(2, failures - 1);
            }
            catch (ConnectorException failure)
            {
                (isDone, Failure) = (true, $"{failure.Message} ({failure.Code})");
                return null;
            }

            await Task.Delay(wait > LongestWait ? LongestWait : wait, hub.Time, cancellation);
        }
    }

    private static bool MayPass(FailureKind kind) => kind is FailureKind.NotSent or FailureKind.RateLimited or FailureKind.Ambiguous;
}
