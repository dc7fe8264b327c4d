using System.Text.Json;
using Entente.Core.Tickets;

namespace Entente.Connectors.ServiceNow;

/// <summary>
/// Asks what changed, losing nothing though instants count whole seconds and a mass update puts thousands of rows into one: pages go on after the
/// last row's second and id, never by counting rows that move meanwhile. What is updated between two pages moves to the end and is met there.
/// </summary>
internal sealed class ServiceNowPoll(ServiceNowClient client, ConnectionSettings settings, ServiceNowOptions options)
{
    public const int PageSize = 200;

    private readonly IReadOnlyList<ServiceNowPollStage> stages = ServiceNowPollStage.Of(options.Table);

    /// <summary>The cursor of a poll that begins at an instant.</summary>
    public string Start(DateTimeOffset since) => ServiceNowPollCursor.Start(since, stages.Count).ToString();

    public async Task<PollPage> PollAsync(string? cursor, CancellationToken cancellation)
    {
        var state = (cursor is null ? null : ServiceNowPollCursor.Parse(cursor, stages.Count))
            ?? ServiceNowPollCursor.Start(client.Now - settings.LookBack, stages.Count);
        var run = state.Run ?? Begin(state, 0);
        return Page(state, run, await AskAsync(run, cancellation));
    }

    /// <summary>What one page adds. Pure but for our clock.</summary>
    public PollPage Page(ServiceNowPollCursor state, ServiceNowPollRun run, ServiceNowPage page)
    {
        var stage = stages[run.List];
        RefuseIgnoredFilter(stage, run, page.Rows);
        List<PollHit> hits = [];
        var watermarks = state.Watermarks.ToArray();
        var seen = new SortedDictionary<string, string>(state.Seen, StringComparer.Ordinal);
        foreach (var row in page.Rows)
        {
            if (stage.Hit(row) is not { } hit)
                continue;
            var at = stage.At(row);
            if (string.CompareOrdinal(at, watermarks[run.List]) > 0)
                watermarks[run.List] = at;
            if (seen.TryAdd($"{run.List}:{ServiceNowJournal.Id(row)}:{hit.Revision}", at))
                hits.Add(hit);
        }

        var next = Next(run, page) ?? (run.List + 1 < stages.Count ? Begin(state, run.List + 1) : null);
        var cursor = new ServiceNowPollCursor(watermarks, next, seen).Pruned(Back(watermarks.Min(StringComparer.Ordinal)!, 2 * options.Overlap));
        return new PollPage([.. hits.DistinctBy(hit => (hit.NativeId, hit.Revision))], cursor.ToString(), next is not null);
    }

    private ServiceNowPollRun Begin(ServiceNowPollCursor state, int list)
    {
        // Behind both clocks: a watermark ahead of ours must not hide what is stamped from now on.
        var mark = state.Watermarks[list];
        var now = ServiceNowTime.Write(client.Now);
        return new ServiceNowPollRun(list, Back(string.CompareOrdinal(mark, now) < 0 ? mark : now, options.Overlap), IsAfter: false, "", 0);
    }

    private ServiceNowPollRun? Next(ServiceNowPollRun run, ServiceNowPage page)
    {
        if (page.IsMore && page.Rows.Count == 0)
            return run with { Offset = run.Offset + PageSize };
        if (page.IsMore)
            return run with { From = stages[run.List].At(page.Rows[^1]), AfterId = ServiceNowJournal.Id(page.Rows[^1]), IsAfter = false, Offset = 0 };
        // The rest of that second is read: on with the next.
        return run.AfterId.Length > 0 ? run with { IsAfter = true, AfterId = "", Offset = 0 } : null;
    }

    private async Task<ServiceNowPage> AskAsync(ServiceNowPollRun run, CancellationToken cancellation)
    {
        var stage = stages[run.List];
        try
        {
            return await client.PageAsync(stage.Path(run), run.Offset, PageSize, cancellation);
        }
        catch (ConnectorException refused) when (stage.IsOptional
            && refused.Kind is FailureKind.Forbidden or FailureKind.NotFound or FailureKind.Unsupported)
        {
            return new ServiceNowPage([], false, 0);
        }
    }

    /// <summary>ServiceNow ignores what it does not understand in a query: an ignored bound would bring the whole table, again and again.</summary>
    private static void RefuseIgnoredFilter(ServiceNowPollStage stage, ServiceNowPollRun run, IReadOnlyList<JsonElement> rows)
    {
        if (rows.Any(row => string.CompareOrdinal(stage.At(row), run.From) < 0))
        {
            throw new ConnectorException(
                FailureKind.Unsupported, "servicenow.filter-ignored", $"ServiceNow ignores the bound on {stage.Stamp} of {stage.Table}.")
            {
                Scope = FailureScope.Connection,
            };
        }
    }

    private static string Back(string from, TimeSpan by) => ServiceNowTime.Write((ServiceNowTime.Read(from) ?? DateTimeOffset.UnixEpoch + by) - by);
}
