using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Connectors.Http;
using Entente.Core.Tickets;

namespace Entente.Connectors.Jira;

/// <summary>
/// Finds a create of unknown outcome by reading keys. Jira gives the issues of a project rising numbers, and reads by key see at once what a
/// search may not show for hours. So the newest number is noted before a create, and afterwards every key above it is read:
/// <code>
///   noted before            found now          nothing here
///   SHOP-40 | 41 42 43 .. the highest present | at least 100 absent keys | closed
/// </code>
/// Gaps are normal: a create that failed half-way uses a number up. A search only widens the window (Invariant 10).
/// </summary>
internal sealed class JiraKeyWindow(JiraClient client, JiraDirectory directory)
{
    /// <summary>How many keys above the noted one are read at least.</summary>
    public const int Width = 200;

    /// <summary>What one bulk fetch takes.</summary>
    private const int Batch = 100;

    /// <summary>Beyond this many keys the project has moved on too far to tell: the outcome stays unknown.</summary>
    private const int MostKeys = 3000;

    /// <summary>
    /// The newest key's number before a create, as the hint of its call: <c>SHOP:40</c>. Too low does no harm, it only widens the window.
    /// </summary>
    public async Task<string> HeadAsync(string project, CancellationToken cancellation)
    {
        var head = await SearchAsync(project, cancellation);
        for (var isMore = true; isMore;)
        {
            var batch = await FetchAsync(project, head + 1, cancellation);
            isMore = batch.Highest > head;
            head = Math.Max(head, batch.Highest);
        }

        return string.Create(CultureInfo.InvariantCulture, $"{project}:{head}");
    }

    public async Task<ProbeOutcome> ProbeAsync(string effectId, string hint, CancellationToken cancellation)
    {
        var (project, head) = Noted(hint);
        var hub = await directory.HubAsync(cancellation);
        var end = Math.Max(head + Width, await SearchAsync(project, cancellation) + Batch);
        var isWhole = true;
        var last = head;
        for (; last < end; last += Batch)
        {
            if (last - head >= MostKeys)
                return new ProbeOutcome(ProbeVerdict.Unknown, null, Rung(project, head, last));
            var batch = await FetchAsync(project, last + 1, cancellation);
            if (batch.Issues.FirstOrDefault(issue => IsOurs(issue, effectId, hub)) is { ValueKind: JsonValueKind.Object } ours)
                return new ProbeOutcome(ProbeVerdict.Found, new WriteResult { NativeId = ours.Id("id")! }, Rung(project, head, last + Batch));
            isWhole &= batch.IsWhole;
            end = Math.Max(end, batch.Highest + Batch);
        }

        // Who may not see the project finds every key absent: that shows nothing.
        var isShown = isWhole && await SeesProjectAsync(project, head, cancellation);
        return new ProbeOutcome(isShown ? ProbeVerdict.Absent : ProbeVerdict.Unknown, null, Rung(project, head, last));
    }

    /// <summary>
    /// Goes from the newest key back to those that were made before the instant, for an issue that an earlier time line of the hub made.
    /// </summary>
    public async Task<ProbeOutcome> RecallAsync(string project, RecallQuery query, CancellationToken cancellation)
    {
        var hub = await directory.HubAsync(cancellation);
        var hint = await HeadAsync(project, cancellation);
        var head = long.Parse(hint[(hint.LastIndexOf(':') + 1)..], CultureInfo.InvariantCulture);
        var (isWhole, isPast, first) = (true, false, head + 1);
        while (first > 1 && !isPast)
        {
            if (head - first >= MostKeys)
                return new ProbeOutcome(ProbeVerdict.Unknown, null, Rung(project, first, head));
            first = Math.Max(1, first - Batch);
            var batch = await FetchAsync(project, first, cancellation);
            foreach (var issue in batch.Issues)
                if (query.Markers.Any(marker => IsOurs(issue, marker, hub)))
                    return new ProbeOutcome(ProbeVerdict.Found, new WriteResult { NativeId = issue.Id("id")! }, Rung(project, first, head));
            isWhole &= batch.IsWhole;
            isPast = batch.Issues.Any(issue => issue.Member("fields")?.Instant("created") < query.Since);
        }

        var isShown = isWhole && await SeesProjectAsync(project, head, cancellation);
        return new ProbeOutcome(isShown ? ProbeVerdict.Absent : ProbeVerdict.Unknown, null, Rung(project, first - 1, head));
    }

    /// <summary>All issues above the noted key that carry an effect's marker and that we made; as far as the window reaches.</summary>
    public async Task<IReadOnlyList<JsonElement>> CarriersAsync(string effectId, string hint, CancellationToken cancellation)
    {
        var (project, head) = Noted(hint);
        var hub = await directory.HubAsync(cancellation);
        var end = Math.Max(head + Width, await SearchAsync(project, cancellation) + Batch);
        List<JsonElement> found = [];
        for (var last = head; last < end && last - head < MostKeys; last += Batch)
        {
            var batch = await FetchAsync(project, last + 1, cancellation);
            found.AddRange(batch.Issues.Where(issue => IsOurs(issue, effectId, hub)));
            end = Math.Max(end, batch.Highest + Batch);
        }

        return found;
    }

    /// <summary>
    /// Likewise by one search over what the hub's account made since then: enough to see a request that was applied twice at once.
    /// </summary>
    public async Task<IReadOnlyList<JsonElement>> SearchedCarriersAsync(
        string effectId, string hint, DateTimeOffset since, CancellationToken cancellation)
    {
        var bound = string.Create(CultureInfo.InvariantCulture, $"created >= {since.ToUnixTimeMilliseconds()}");
        var query = new JsonObject
        {
            ["jql"] = $"project = {JiraPoll.Quoted(Noted(hint).Project)} AND creator = currentUser() AND {bound} ORDER BY created ASC",
            ["maxResults"] = Batch,
            ["fields"] = new JsonArray("created"),
        };
        var made = await client.QueryAsync($"search/jql", query, cancellation);
        List<string> ids = [.. made.Items("issues").Select(issue => issue.Id("id")).OfType<string>()];
        if (ids.Count < 2)
            return []; // only the one that is known, or not even that
        var hub = await directory.HubAsync(cancellation);
        var answer = await client.QueryAsync($"issue/bulkfetch", Query(ids), cancellation);
        return [.. answer.Items("issues").Where(issue => IsOurs(issue, effectId, hub))];
    }

    private static JsonObject Query(IEnumerable<string> issues) => new()
    {
        ["issueIdsOrKeys"] = new JsonArray([.. issues.Select(issue => (JsonNode)issue)]),
        ["fields"] = new JsonArray("created", "creator"),
        ["properties"] = new JsonArray(JiraMapping.MarkerKey),
    };

    private static (string Project, long Head) Noted(string hint)
    {
        var colon = hint.LastIndexOf(':');
        return (hint[..colon], long.Parse(hint[(colon + 1)..], CultureInfo.InvariantCulture));
    }

    /// <summary>Our marker on an issue that we made. A person's clone may carry the marker too, but has another creator.</summary>
    private static bool IsOurs(JsonElement issue, string effectId, string hub) =>
        JiraMapping.Marker(issue.Member("properties")) == effectId
        && issue.Id("id") is not null
        && (issue.Member("fields")?.Member("creator") is not { } creator || JiraPeople.Id(creator) == hub);

    private async Task<long> SearchAsync(string project, CancellationToken cancellation)
    {
        var query = new JsonObject
        {
            ["jql"] = $"project = {JiraPoll.Quoted(project)} ORDER BY key DESC",
            ["maxResults"] = 1,
            ["fields"] = new JsonArray("created"),
        };
        var answer = await client.QueryAsync($"search/jql", query, cancellation);
        return answer.Items("issues").Select(issue => Numbered(issue.Text("key"), project)).DefaultIfEmpty(0).Max();
    }

    private async Task<KeyBatch> FetchAsync(string project, long first, CancellationToken cancellation)
    {
        List<string> keys =
            [.. Enumerable.Range(0, Batch).Select(offset => string.Create(CultureInfo.InvariantCulture, $"{project}-{first + offset}"))];
        var answer = await client.QueryAsync($"issue/bulkfetch", Query(keys), cancellation);
        List<JsonElement> issues = [.. answer.Items("issues")];
        var isWhole = true;
        var failed = answer.Items("issueErrors").Select(error => error.Id("id") ?? "").ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (failed.Count > 0)
        {
            isWhole = failed.All(key => keys.Contains(key, StringComparer.OrdinalIgnoreCase));
            issues.AddRange(await OneByOneAsync(keys.Where(failed.Contains), cancellation));
        }

        return new KeyBatch(issues, issues.Select(issue => Numbered(issue.Text("key"), project)).DefaultIfEmpty(0).Max(), isWhole);
    }

    /// <summary>
    /// Keys that a bulk fetch names as failed, be they absent or only refused this time: read alone, absence is a plain 404. After so many
    /// misses in a row the rest is beyond the newest key.
    /// </summary>
    private async Task<List<JsonElement>> OneByOneAsync(IEnumerable<string> keys, CancellationToken cancellation)
    {
        const int mostMisses = 25;
        List<JsonElement> found = [];
        var misses = 0;
        foreach (var key in keys)
        {
            if (await client.FindAsync($"issue/{key}?fields=created,creator&properties=entente", cancellation) is { } issue)
            {
                found.Add(issue);
                misses = 0;
            }
            else if (++misses == mostMisses)
            {
                break;
            }
        }

        return found;
    }

    private async Task<bool> SeesProjectAsync(string project, long head, CancellationToken cancellation)
    {
        if (head > 0 && await client.FindAsync($"issue/{project}-{head}?fields=created", cancellation) is not null)
            return true;
        var rights = await client.FindAsync($"mypermissions?projectKey={project}&permissions=BROWSE_PROJECTS", cancellation);
        return rights?.Member("permissions")?.Member("BROWSE_PROJECTS")?.Flag("havePermission") == true;
    }

    /// <summary>The number in a key of this project; 0 for another project's, where an issue was moved to.</summary>
    private static long Numbered(string? key, string project) =>
        key is not null && key.StartsWith(project + "-", StringComparison.OrdinalIgnoreCase) ? JiraMapping.Number(key[(project.Length + 1)..]) : 0;

    private static string Rung(string project, long head, long last) => $"key window {project}-{head + 1}..{project}-{last}";

    /// <param name="IsWhole">False when some key was neither returned nor named as failed in a way that could be followed up.</param>
    private sealed record KeyBatch(IReadOnlyList<JsonElement> Issues, long Highest, bool IsWhole);
}
