using System.Text.Json;
using Entente.Connectors.Http;
using Entente.Core.Tickets;

namespace Entente.Connectors.Jira;

/// <summary>
/// Reads a ticket by its id, which Jira answers consistently, unlike a search. One GET carries fields, comments, attachments, marker and the
/// newest changes; further pages are fetched only where Jira cut a list short.
/// </summary>
internal sealed class JiraReader(JiraClient client, JiraDirectory directory)
{
    private const int PageSize = 100;

    public async Task<TicketRead> ReadAsync(string nativeId, TicketSnapshot? known, CancellationToken cancellation)
    {
        var mapping = await directory.MappingAsync(cancellation);
        var issue = await IssueAsync(nativeId, cancellation);
        var entries = await EntriesAsync(issue, known, cancellation);
        var comments = await CommentsAsync(issue, known, mapping, cancellation);
        var now = mapping.Snapshot(issue, comments) with { HistoryCursor = Newest(entries, known) };
        return new TicketRead(now, known is null ? [] : await StepsAsync(now, known, entries, cancellation));
    }

    /// <summary>The issue as Jira has it now, with its newest changes and our marker.</summary>
    public async Task<JsonElement> IssueAsync(string nativeId, CancellationToken cancellation)
    {
        JsonElement issue;
        try
        {
            issue = await client.GetAsync($"issue/{nativeId}?fields=*all&expand=changelog&properties=entente", cancellation);
        }
        catch (ConnectorException missing) when (missing.Kind == FailureKind.NotFound)
        {
            // What a lapsed token may not see looks just as deleted: ask who we are before anybody believes it.
            await directory.VerifyAsync(cancellation);
            throw;
        }

        if (nativeId.All(char.IsAsciiDigit) && issue.Id("id") != nativeId)
            throw new ConnectorException(FailureKind.NotSent, "jira.wrong-issue", $"Jira answered with another issue than {nativeId}.");
        return issue;
    }

    /// <summary>Changelog entries later than what the reader knew; of a ticket not known before, at least the newest.</summary>
    public async Task<IReadOnlyList<JsonElement>> EntriesAsync(JsonElement issue, TicketSnapshot? known, CancellationToken cancellation)
    {
        var id = issue.Id("id") ?? "";
        var cursor = known is null ? long.MaxValue : JiraMapping.Number(known.HistoryCursor ?? "");
        var embedded = issue.Member("changelog");
        List<JsonElement> entries = [.. embedded?.Items("histories") ?? []];
        var total = (int)(embedded?.Number("total") ?? (embedded is null ? await CountAsync(id, cancellation) : entries.Count));
        // Cloud embeds the newest entries, Server the oldest: only the former can reach back to what is known by themselves.
        var isNewestFirst = entries.Count > 1 && Id(entries[0]) > Id(entries[^1]);
        if (entries.Count < total && !(isNewestFirst && Id(entries[^1]) <= cursor))
            entries.AddRange(await PagesBackwardsAsync(id, total, cursor, cancellation));
        return [.. entries.DistinctBy(Id).Where(entry => known is null || Id(entry) > cursor)];
    }

    private async Task<IReadOnlyList<HistoryStep>> StepsAsync(
        TicketSnapshot now, TicketSnapshot known, IReadOnlyList<JsonElement> entries, CancellationToken cancellation)
    {
        List<string> statuses =
        [
            .. entries.SelectMany(entry => entry.Items("items")).Where(item => JiraHistory.FieldOf(item) == "status")
                .SelectMany(item => new[] { item.Text("from"), item.Text("to") }).OfType<string>(),
        ];
        IReadOnlyDictionary<string, string> categories = statuses.Count > 0
            ? await directory.CategoriesAsync(statuses, cancellation)
            : new SortedDictionary<string, string>(StringComparer.Ordinal);
        return new JiraHistory(now, known, categories, await directory.HubAsync(cancellation)).Steps(entries);
    }

    private async Task<IReadOnlyList<TicketComment>> CommentsAsync(
        JsonElement issue, TicketSnapshot? known, JiraMapping mapping, CancellationToken cancellation)
    {
        var fields = issue.Member("fields") ?? default;
        List<JsonElement> comments = [.. JiraMapping.EmbeddedComments(fields)];
        var total = fields.Member("comment")?.Number("total") ?? comments.Count;
        if (comments.Count >= total)
            return mapping.Comments(issue, comments);
        if (known is not null && known.Comments.Count == total && known.Updated == fields.Instant("updated"))
            return known.Comments;

        comments.Clear();
        for (var isMore = true; isMore;)
        {
            var page = await client.GetAsync(
                $"issue/{issue.Id("id")}/comment?startAt={comments.Count}&maxResults={PageSize}&orderBy=created", cancellation);
            List<JsonElement> items = [.. page.Items("comments")];
            comments.AddRange(items);
            isMore = items.Count > 0 && comments.Count < (page.Number("total") ?? comments.Count);
        }

        return mapping.Comments(issue, comments);
    }

    // The list is oldest first. What came after the issue was read stays out: the issue's fields do not have it yet.
    private async Task<List<JsonElement>> PagesBackwardsAsync(string id, int total, long cursor, CancellationToken cancellation)
    {
        List<JsonElement> entries = [];
        for (var end = total; end > 0;)
        {
            var start = Math.Max(0, end - PageSize);
            List<JsonElement> page = [];
            for (var isMore = true; isMore && start + page.Count < end;)
            {
                var answer = await client.GetAsync(
                    $"issue/{id}/changelog?startAt={start + page.Count}&maxResults={end - start - page.Count}", cancellation);
                List<JsonElement> values = [.. answer.Items("values")];
                page.AddRange(values);
                isMore = values.Count > 0;
            }

            entries.AddRange(page);
            if (page.Any(entry => Id(entry) <= cursor))
                break;
            end = start;
        }

        return entries;
    }

    private async Task<long> CountAsync(string id, CancellationToken cancellation) =>
        (await client.GetAsync($"issue/{id}/changelog?startAt=0&maxResults=1", cancellation)).Number("total") ?? 0;

    private static string Newest(IReadOnlyList<JsonElement> entries, TicketSnapshot? known) =>
        entries.Count > 0 ? entries.Max(Id).ToString(System.Globalization.CultureInfo.InvariantCulture) : known?.HistoryCursor ?? "0";

    private static long Id(JsonElement entry) => JiraMapping.Number(entry.Id("id") ?? "");
}
