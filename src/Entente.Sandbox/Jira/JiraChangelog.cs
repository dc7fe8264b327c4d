using System.Text.Json.Nodes;

using Entente.Sandbox.Jira.Fields;
using Entente.Sandbox.Jira.World;

namespace Entente.Sandbox.Jira;

/// <summary>The history of issues, oldest first.</summary>
internal static class JiraChangelog
{
    private const int MaxPage = 100;
    private const int MaxIssues = 1000;
    private const int MaxFields = 10;
    private const int DefaultBulkPage = 1000;
    private const int MaxBulkPage = 10_000;

    public static IEnumerable<JiraRoute> Routes() =>
    [
        new("GET", "/issue/{}/changelog", Page),
        new("POST", "/issue/{}/changelog/list", ByIds),
        new("POST", "/changelog/bulkfetch", OfMany),
    ];

    private static SandboxResponse Page(JiraCall call)
    {
        var issue = call.Issue;
        var (start, size) = (call.Number("startAt", 0), call.Number("maxResults", MaxPage, MaxPage));
        var isLast = start + size >= issue.Histories.Count;
        var page = new JsonObject
        {
            ["self"] = call.View.Self($"/issue/{issue.Key}/changelog?maxResults={size}&startAt={start}"),
            ["maxResults"] = size,
            ["startAt"] = start,
            ["total"] = issue.Histories.Count,
            ["isLast"] = isLast,
        };
        if (!isLast)
            page["nextPage"] = call.View.Self($"/issue/{issue.Key}/changelog?maxResults={size}&startAt={start + size}");
        page["values"] = new JsonArray([.. issue.Histories.Skip(start).Take(size).Select(history => HistoryJson.Show(call.View, history))]);
        return JiraJson.Answer(200, page);
    }

    private static SandboxResponse ByIds(JiraCall call)
    {
        var wanted = call.Body.Texts("changelogIds");
        var found = call.Issue.Histories.Where(history => wanted.Contains(history.Id.ToString())).ToList();
        return JiraJson.Answer(200, new JsonObject
        {
            ["startAt"] = 0,
            ["maxResults"] = wanted.Count,
            ["total"] = found.Count,
            ["histories"] = new JsonArray([.. found.Select(history => HistoryJson.Show(call.View, history))]),
        });
    }

    /// <summary>Entries of many issues in one run, by issue and then by age; times are epoch milliseconds here, as the site has it.</summary>
    private static SandboxResponse OfMany(JiraCall call)
    {
        var body = call.Body;
        var (wanted, fields) = (body.Texts("issueIdsOrKeys"), body.Texts("fieldIds"));
        if (wanted.Count is 0 or > MaxIssues)
            throw JiraRefusal.Saying(400, $"Between 1 and {MaxIssues} issue IDs or keys must be given.");
        if (fields.Count > MaxFields)
            throw JiraRefusal.Saying(400, $"At most {MaxFields} field IDs may be given.");
        var size = Math.Clamp(body.Whole("maxResults", DefaultBulkPage), 1, MaxBulkPage);
        _ = int.TryParse(body.Member("nextPageToken"), out var start);
        var entries = wanted.Select(call.FindIssue).OfType<JiraIssue>().DistinctBy(issue => issue.Id)
            .SelectMany(issue => issue.Histories.Where(history => Touches(history, fields)).Select(history => (issue, history))).ToList();
        var logs = entries.Skip(Math.Max(0, start)).Take(size).GroupBy(entry => entry.issue.Id).Select(group => new JsonObject
        {
            ["issueId"] = group.Key.ToString(),
            ["changeHistories"] = new JsonArray([.. group.Select(entry => WithEpoch(HistoryJson.Show(call.View, entry.history), entry.history))]),
        });
        var answer = new JsonObject { ["issueChangeLogs"] = new JsonArray([.. logs]) };
        if (start + size < entries.Count)
            answer["nextPageToken"] = (start + size).ToString();
        return JiraJson.Answer(200, answer);
    }

    private static bool Touches(JiraHistory history, IReadOnlyList<string> fields) =>
        fields.Count == 0 || history.Items.Any(item => item.FieldId is { } id && fields.Contains(id));

    private static JsonObject WithEpoch(JsonObject shown, JiraHistory history)
    {
        shown["created"] = history.Created.ToUnixTimeMilliseconds();
        return shown;
    }
}
