using System.Globalization;
using System.Text.Json;
using Entente.Cel;
using Entente.Connectors.Http;
using Entente.Core.Tickets;

namespace Entente.Connectors.AzureDevOps;

/// <summary>
/// Reads a work item by its id: one GET for fields and relations, one for comments where there are any, one for the updates since the last read.
/// </summary>
internal sealed class AzureDevOpsReader(AzureDevOpsClient client, AzureDevOpsDirectory directory, AzureDevOpsOptions options)
{
    private const int PageSize = 200;

    /// <summary>What internal comments begin with.</summary>
    public string InternalMark => options.InternalMark;

    public async Task<TicketRead> ReadAsync(string nativeId, TicketSnapshot? known, CancellationToken cancellation)
    {
        var item = await ItemAsync(nativeId, cancellation);
        var mapping = await directory.MappingAsync(item, cancellation);
        var rev = AzureDevOpsMapping.Rev(item);
        var isMoved = known is null || AzureDevOpsMapping.RevOf(known.Revision) != rev;
        // Our own comment moves the known revision on without being among the known comments: their number tells.
        var isSaid = isMoved || item.Member("fields")?.Number("System.CommentCount") != known!.Comments.Count;
        var comments = isSaid ? await CommentsAsync(item, mapping.People, cancellation) : AzureDevOpsComments.Kept(known!);
        var now = mapping.Snapshot(item, comments);
        if (known is null)
            return new TicketRead(now, []);
        var updates = isMoved ? await UpdatesAsync(nativeId, known, cancellation) : [];
        var after = AzureDevOpsMapping.RevOf(known.Revision) ?? 0;
        return new TicketRead(
            now with { Fields = Emptied(now, known, mapping.Fields), HistoryCursor = Cursor(updates, known, rev) },
            AzureDevOpsHistory.Steps(updates, (after, rev), item, mapping));
    }

    /// <summary>The work item with its relations.</summary>
    public async Task<JsonElement> ItemAsync(string nativeId, CancellationToken cancellation)
    {
        var item = await client.GetAsync(AzureDevOpsClient.Path($"_apis/wit/workitems/{nativeId}?$expand=all"), cancellation);
        return item.Id("id") == nativeId
            ? item
            : throw new ConnectorException(
                FailureKind.NotSent, AzureDevOpsCodes.ForeignAnswer, $"Azure DevOps answered with another work item than {nativeId}.");
    }

    /// <summary>All comments of a work item that was just read; their address names its project.</summary>
    public async Task<IReadOnlyList<JsonElement>> CommentsOfAsync(JsonElement item, CancellationToken cancellation)
    {
        var project = AzureDevOpsMapping.ProjectOf(item) ?? throw TransportFailures.Unreadable(CallEffect.None, "the work item has no project");
        List<JsonElement> comments = [];
        for (var token = ""; ;)
        {
            var path = AzureDevOpsClient.CommentsPath($"{project}/_apis/wit/workItems/{item.Id("id")}/comments?$top={PageSize}&order=asc");
            if (token.Length > 0)
                path += $"&continuationToken={Uri.EscapeDataString(token)}";
            var page = await client.GetAsync(path, cancellation);
            comments.AddRange(page.Items("comments"));
            var next = page.Text("continuationToken") ?? "";
            if (next.Length == 0 || next == token)
                return comments;
            token = next;
        }
    }

    private async Task<AzureDevOpsComments> CommentsAsync(JsonElement item, AzureDevOpsPeople people, CancellationToken cancellation) =>
        item.Member("fields")?.Number("System.CommentCount") == 0
            ? new AzureDevOpsComments([], [])
            : AzureDevOpsComments.Read(await CommentsOfAsync(item, cancellation), people, options.InternalMark);

    /// <summary>
    /// Updates since the last read. They are numbered from 1 without gaps, at least as many as revisions, so what is known can be skipped.
    /// </summary>
    private async Task<List<JsonElement>> UpdatesAsync(string nativeId, TicketSnapshot known, CancellationToken cancellation)
    {
        var skip = AzureDevOpsMapping.RevOf(known.HistoryCursor) ?? AzureDevOpsMapping.RevOf(known.Revision) ?? 0;
        List<JsonElement> updates = [];
        for (var isMore = true; isMore; skip += PageSize)
        {
            var path = AzureDevOpsClient.Path($"_apis/wit/workItems/{nativeId}/updates?$top={PageSize}&$skip={skip}");
            List<JsonElement> page = [.. (await client.GetAsync(path, cancellation)).Items("value")];
            updates.AddRange(page);
            isMore = page.Count == PageSize;
        }

        return updates;
    }

    private static string? Cursor(IReadOnlyList<JsonElement> updates, TicketSnapshot known, long rev) =>
        updates.Where(update => AzureDevOpsHistory.Rev(update) <= rev).Select(AzureDevOpsHistory.Id).DefaultIfEmpty(0).Max() is > 0 and var last
            ? last.ToString(CultureInfo.InvariantCulture)
            : known.HistoryCursor;

    /// <summary>A field that was emptied is simply absent: what was there before is shown as empty, or nobody would see it go.</summary>
    private static SortedDictionary<string, CelValue> Emptied(TicketSnapshot now, TicketSnapshot known, AzureDevOpsFields types)
    {
        var fields = new SortedDictionary<string, CelValue>(now.Fields.ToDictionary(), StringComparer.Ordinal);
        foreach (var field in known.Fields.Keys)
            if (!fields.ContainsKey(field))
                fields[field] = types.Empty(field);
        return fields;
    }
}
