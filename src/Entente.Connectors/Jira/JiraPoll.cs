using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Connectors.Http;
using Entente.Core.Tickets;

namespace Entente.Connectors.Jira;

/// <summary>
/// Asks Jira's search what changed. Every poll looks back a little, one in <see cref="JiraOptions.SweepEvery"/> over the whole look-back, and a
/// ledger keeps what was reported from being reported again. The search shows presence only; nothing is concluded from what it does not show
/// (Invariant 10).
/// </summary>
internal sealed class JiraPoll(JiraClient client, ConnectionSettings settings, JiraOptions options)
{
    private const int PageSize = 100;

    /// <summary>The cursor of a poll that begins at an instant.</summary>
    public static string Start(DateTimeOffset since) =>
        new JiraPollCursor(Math.Max(0, since.ToUnixTimeMilliseconds()), 0, null, []).ToString();

    public async Task<PollPage> PollAsync(string? cursor, CancellationToken cancellation)
    {
        var now = client.Now.ToUnixTimeMilliseconds();
        var state = (cursor is null ? null : JiraPollCursor.Parse(cursor)) ?? new JiraPollCursor(Back(now, settings.LookBack), 0, null, []);
        var run = state.Run ?? Begin(state, now);
        JsonElement answer;
        try
        {
            answer = await client.QueryAsync($"search/jql", Query(run), cancellation);
        }
        catch (ConnectorException refused) when (refused.Kind == FailureKind.Refused && run.Token.Length > 0)
        {
            // The page's token has run out (R03): the same search from its beginning, on the next call.
            return new PollPage([], (state with { Run = run with { Token = "" } }).ToString(), More: true);
        }

        return Page(state, run, answer);
    }

    /// <summary>What one answer adds. Pure.</summary>
    public PollPage Page(JiraPollCursor state, JiraPollRun run, JsonElement answer)
    {
        List<PollHit> hits = [];
        var watermark = state.Watermark;
        var seen = new SortedDictionary<long, long>(state.Seen);
        foreach (var issue in answer.Items("issues").Where(IsInScope))
        {
            if (issue.Id("id") is not { } id || issue.Member("fields")?.Instant("updated") is not { } updated)
                continue;
            var at = updated.ToUnixTimeMilliseconds();
            watermark = Math.Max(watermark, at);
            if (seen.TryGetValue(JiraMapping.Number(id), out var reported) && reported == at)
                continue;
            seen[JiraMapping.Number(id)] = at;
            // The time is only part of a revision, so it equals none and the ticket is read; but it names the change: found twice, it counts once.
            hits.Add(new PollHit(id, at.ToString(CultureInfo.InvariantCulture)));
        }

        var token = answer.Flag("isLast") == true ? null : answer.Text("nextPageToken");
        var isMore = token is { Length: > 0 } && token != run.Token;
        var next = new JiraPollCursor(
            watermark, !isMore && run.IsSweep ? run.Began : state.SweptAt, isMore ? run with { Token = token! } : null, seen);
        return new PollPage(hits, next.Pruned(Back(watermark, settings.LookBack + options.Overlap)).ToString(), isMore);
    }

    /// <summary>A text as JQL takes it.</summary>
    public static string Quoted(string text) =>
        "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";

    private JiraPollRun Begin(JiraPollCursor state, long now)
    {
        var isSweep = now - state.SweptAt >= options.SweepEvery.TotalMilliseconds;
        // Behind both clocks: a watermark ahead of ours must not hide what Jira stamps from now on.
        var from = isSweep
            ? Math.Min(Back(now, settings.LookBack), Back(state.Watermark, options.Overlap))
            : Math.Min(state.Watermark, now) - (long)options.Overlap.TotalMilliseconds;
        return new JiraPollRun(Math.Max(0, from), now, isSweep, "");
    }

    private JsonObject Query(JiraPollRun run)
    {
        // Unquoted epoch milliseconds: a quoted date is read in the account's time zone and to the minute.
        var bound = string.Create(CultureInfo.InvariantCulture, $"updated >= {run.From}");
        var scope = options.Projects.Count == 0 ? "" : $"project in ({string.Join(", ", options.Projects.Select(Quoted))}) AND ";
        var query = new JsonObject
        {
            ["jql"] = $"{scope}{bound} ORDER BY updated ASC, key ASC",
            ["maxResults"] = PageSize,
            ["fields"] = new JsonArray("updated", "project"),
        };
        if (run.Token.Length > 0)
            query["nextPageToken"] = run.Token;
        return query;
    }

    private bool IsInScope(JsonElement issue) => options.Projects.Count == 0
        || issue.Member("fields")?.Member("project")?.Text("key") is not { } key
        || options.Projects.Contains(key, StringComparer.OrdinalIgnoreCase);

    private static long Back(long from, TimeSpan by) => Math.Max(0, from - (long)by.TotalMilliseconds);
}
