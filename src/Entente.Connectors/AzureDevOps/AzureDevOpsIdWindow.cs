using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Connectors.Http;
using Entente.Core.Tickets;

namespace Entente.Connectors.AzureDevOps;

/// <summary>
/// Finds a create of unknown outcome by reading ids, which rise over the whole organisation. The newest id is noted before a create; afterwards every
/// id above it is read, which shows at once what a query may show late:
/// <code>
///   noted before     found now       nothing here
///   40 | 41 42 43 .. the highest present | at least 200 absent ids | closed
/// </code>
/// A query by tag comes first: it may show presence, never absence (Invariant 10).
/// </summary>
internal sealed class AzureDevOpsIdWindow(AzureDevOpsClient client, AzureDevOpsDirectory directory)
{
    /// <summary>What one batch takes, and how many absent ids close the window.</summary>
    public const int Width = 200;

    /// <summary>Beyond this many ids the organisation has moved on too far to tell: the outcome stays unknown.</summary>
    private const long MostIds = 10_000;

    /// <summary>The newest id that the account may see; too low does no harm, it only widens the window.</summary>
    public async Task<long> HeadAsync(CancellationToken cancellation)
    {
        var head = await QueryAsync("ORDER BY [System.Id] DESC", 1, cancellation) is [var newest, ..] ? newest : 0;
        for (var isMore = true; isMore;)
        {
            var highest = Highest(await BatchAsync(head + 1, cancellation));
            isMore = highest > head;
            head = Math.Max(head, highest);
        }

        return head;
    }

    public async Task<ProbeOutcome> ProbeAsync(EffectCall effect, PreparedCall call, CancellationToken cancellation)
    {
        var people = await directory.PeopleAsync(cancellation);
        var marker = AzureDevOpsTags.Marker(effect.EffectId);
        var tagged = await QueryAsync($"WHERE [System.Tags] CONTAINS '{marker}' ORDER BY [System.Id]", Width, cancellation);
        if (Ours(await ByIdAsync(tagged, cancellation), effect.EffectId, people) is { } found)
            return Found(found, call, "tag query");
        if (AzureDevOpsHint.Parse(call.Hint) is not { } hint)
            return new ProbeOutcome(ProbeVerdict.Unknown, null, "no id was noted before the create");
        var last = hint.Number;
        for (var end = hint.Number + Width; last < end; last += Width)
        {
            if (last - hint.Number >= MostIds)
                return new ProbeOutcome(ProbeVerdict.Unknown, null, Rung(hint, last));
            var batch = await BatchAsync(last + 1, cancellation);
            if (Ours(batch, effect.EffectId, people) is { } ours)
                return Found(ours, call, Rung(hint, last + Width));
            end = Math.Max(end, Highest(batch) + Width);
        }

        // Who may not see the organisation's work items finds every id absent: that shows nothing.
        var isShown = hint.Number == 0 || (await ByIdAsync([hint.Number], cancellation)).Count > 0;
        return new ProbeOutcome(isShown ? ProbeVerdict.Absent : ProbeVerdict.Unknown, null, Rung(hint, last));
    }

    /// <summary>
    /// Goes from the newest id back to those that were made before the instant, for a work item that an earlier time line of the hub made.
    /// </summary>
    public async Task<ProbeOutcome> RecallAsync(RecallQuery query, CancellationToken cancellation)
    {
        var people = await directory.PeopleAsync(cancellation);
        var head = await HeadAsync(cancellation);
        var (isPast, first) = (false, head + 1);
        var rung = string.Create(CultureInfo.InvariantCulture, $"ids back from {head}");
        while (first > 1 && !isPast)
        {
            if (head - first >= MostIds)
                return new ProbeOutcome(ProbeVerdict.Unknown, null, rung);
            first = Math.Max(1, first - Width);
            var batch = await BatchAsync(first, cancellation);
            foreach (var marker in query.Markers)
                if (Ours(batch, marker, people) is { } ours)
                    return new ProbeOutcome(ProbeVerdict.Found, new WriteResult { NativeId = ours.Id("id")! }, rung);
            isPast = batch.Any(item => item.Member("fields")?.Time("System.CreatedDate") < query.Since);
        }

        return new ProbeOutcome(head > 0 ? ProbeVerdict.Absent : ProbeVerdict.Unknown, null, rung);
    }

    private static string Rung(AzureDevOpsHint hint, long last) => $"id window {hint.Number + 1}..{last}";

    private static ProbeOutcome Found(JsonElement item, PreparedCall call, string rung) => new(
        ProbeVerdict.Found,
        new WriteResult { NativeId = item.Id("id")!, FileIds = AzureDevOpsHint.Parse(call.Hint)?.FileIds ?? [] },
        rung);

    /// <summary>All work items that carry an effect's tag and that we made, as the query shows them, oldest first.</summary>
    public async Task<IReadOnlyList<JsonElement>> CarriersAsync(string effectId, CancellationToken cancellation)
    {
        var tag = AzureDevOpsTags.Marker(effectId);
        var tagged = await QueryAsync($"WHERE [System.Tags] CONTAINS '{tag}' ORDER BY [System.Id]", Width, cancellation);
        return tagged.Count < 2 ? [] : [.. AllOurs(await ByIdAsync(tagged, cancellation), effectId, await directory.PeopleAsync(cancellation))];
    }

    /// <summary>Our marker on a work item that we made, the oldest.</summary>
    private static JsonElement? Ours(IReadOnlyList<JsonElement> items, string effectId, AzureDevOpsPeople people) =>
        AllOurs(items, effectId, people).Select(item => (JsonElement?)item).FirstOrDefault();

    // A person's copy may carry the tag too, but has another creator.
    private static IEnumerable<JsonElement> AllOurs(
        IReadOnlyList<JsonElement> items, string effectId, AzureDevOpsPeople people) => items.Where(item =>
        item.Member("fields") is { } fields
        && AzureDevOpsTags.EffectIn(fields.Text(AzureDevOpsSchema.Tags)) == effectId
        && (fields.Member("System.CreatedBy") is not { } creator || people.IsHub(creator))).OrderBy(item => item.Number("id"));

    private Task<IReadOnlyList<JsonElement>> BatchAsync(long first, CancellationToken cancellation) =>
        ByIdAsync([.. Enumerable.Range(0, Width).Select(offset => first + offset)], cancellation);

    /// <summary>Work items by id; absent ones are left out or null.</summary>
    private async Task<IReadOnlyList<JsonElement>> ByIdAsync(IReadOnlyList<long> ids, CancellationToken cancellation)
    {
        if (ids.Count == 0)
            return [];
        var query = new JsonObject
        {
            ["ids"] = new JsonArray([.. ids.Select(id => (JsonNode)id)]),
            ["fields"] = new JsonArray("System.Id", "System.Tags", "System.CreatedBy", "System.CreatedDate"),
            ["errorPolicy"] = "omit",
        };
        var answer = await client.QueryAsync(AzureDevOpsClient.Path($"_apis/wit/workitemsbatch"), query, cancellation);
        return [.. answer.Items("value").Where(item => item.ValueKind == JsonValueKind.Object && item.Id("id") is not null)];
    }

    private async Task<IReadOnlyList<long>> QueryAsync(string conditions, int most, CancellationToken cancellation)
    {
        var query = new JsonObject { ["query"] = $"SELECT [System.Id] FROM WorkItems {conditions}" };
        var answer = await client.QueryAsync(AzureDevOpsClient.Path($"_apis/wit/wiql?$top={most}"), query, cancellation);
        return [.. answer.Items("workItems").Select(item => item.Number("id")).OfType<long>()];
    }

    private static long Highest(IReadOnlyList<JsonElement> items) =>
        items.Select(item => long.Parse(item.Id("id")!, NumberStyles.None, CultureInfo.InvariantCulture)).DefaultIfEmpty(0).Max();
}
