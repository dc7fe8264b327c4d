using System.Text.Json.Nodes;

using Entente.Sandbox.Jira.Fields;
using Entente.Sandbox.Jira.Jql;
using Entente.Sandbox.Jira.World;

namespace Entente.Sandbox.Jira;

/// <summary>
/// Search by JQL over an index that lags behind the issues. Ids only unless fields are named, tokens instead of page numbers, no
/// total. Issues named in <c>reconcileIssues</c> are tried as they stand now.
/// </summary>
internal static class JiraSearch
{
    private const int MaxIdPage = 5000;
    private const int MaxFullPage = 100;
    private const int MaxReconciled = 50;

    public static IEnumerable<JiraRoute> Routes() =>
    [
        new("POST", "/search/jql", call => Search(call, SearchRequest.FromBody(call.Body))),
        new("GET", "/search/jql", call => Search(call, SearchRequest.FromQuery(call))),
        new("POST", "/search", Removed),
        new("GET", "/search", Removed),
    ];

    private static SandboxResponse Removed(JiraCall call) => throw JiraRefusal.Saying(410,
        "The requested API has been removed. Please migrate to the /rest/api/3/search/jql API. "
        + "A full migration guideline is available at https://developer.atlassian.com/changelog/#CHANGE-2046");

    private static SandboxResponse Search(JiraCall call, SearchRequest asked)
    {
        var query = JqlParser.Parse(asked.Jql);
        if (query.Where is null)
            throw JiraRefusal.Saying(400, "Unbounded JQL queries are not allowed here. Please add a search restriction to your query.");
        if (asked.Reconciled.Count > MaxReconciled)
            throw JiraRefusal.Saying(400, $"At most {MaxReconciled} issues can be reconciled.");
        if (call.View.Caller is null)
            return JiraJson.Answer(200, new JsonObject { ["issues"] = new JsonArray(), ["isLast"] = true });
        var start = asked.Token is null ? 0 : SearchToken.Read(asked, call.Now);
        var size = Math.Clamp(asked.MaxResults, 1, asked.Selection.IsIdentityOnly ? MaxIdPage : MaxFullPage);
        var found = JqlSort.Sort(call.View, query.Order, Found(call, query, asked)).Select(item => item.Issue).ToList();
        return JiraJson.Answer(200, Page(call, asked, found, (start, size)));
    }

    private static JsonObject Page(JiraCall call, SearchRequest asked, List<JiraIssue> found, (int Start, int Size) window)
    {
        var page = found.Skip(window.Start).Take(window.Size).ToList();
        var reader = new IssueJson(call.View, asked.Selection, [.. asked.Expand.Except(["names", "schema"])]) { Properties = asked.Properties };
        var answer = new JsonObject { ["issues"] = new JsonArray([.. page.Select(issue => Show(call, asked, reader, issue))]) };
        if (asked.Expand.Contains("names"))
            answer["names"] = reader.Names(page);
        if (asked.Expand.Contains("schema"))
            answer["schema"] = reader.Schemas(page);
        var isLast = window.Start + page.Count >= found.Count;
        if (!isLast)
            answer["nextPageToken"] = SearchToken.Make(asked, window.Start + page.Count, call.Now);
        answer["isLast"] = isLast;
        return answer;
    }

    private static JsonObject Show(JiraCall call, SearchRequest asked, IssueJson reader, JiraIssue issue)
    {
        if (!asked.Selection.IsIdentityOnly || asked.Expand.Count > 0 || asked.Properties.Count > 0)
            return reader.Show(issue);
        var shown = new JsonObject { ["id"] = issue.Id.ToString() };
        if (asked.Selection.WantsKey)
        {
            shown["key"] = issue.Key;
            shown["self"] = call.View.Self($"/issue/{issue.Id}");
        }

        return shown;
    }

    private static IEnumerable<(JiraIssue Issue, IssueState State)> Found(JiraCall call, JqlQuery query, SearchRequest asked)
    {
        var condition = JqlCompiler.Compile(call.View, call.Now, query);
        var world = call.World;
        world.Deleted.RemoveAll(issue => issue.GoneFromIndexAt <= call.Now);
        // What was just deleted can still be listed, but only by id: there is nothing left to read fields from.
        IEnumerable<JiraIssue> ghosts = asked.Selection.IsIdentityOnly ? world.Deleted : [];
        foreach (var issue in world.Issues.Values.Concat(ghosts).Where(issue => issue.IsVisibleTo(call.View.Caller)))
        {
            var state = asked.Reconciled.Contains(issue.Id) ? issue.State : issue.Indexed(call.Now);
            if (state is not null && condition(issue, state))
                yield return (issue, state);
        }
    }
}
