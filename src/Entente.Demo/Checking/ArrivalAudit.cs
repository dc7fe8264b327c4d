using Entente.Demo.Trackers;

namespace Entente.Demo.Checking;

/// <summary>Searches every tracker, every ticket of it, for what people wrote during the story.</summary>
internal static class ArrivalAudit
{
    /// <param name="otherIssues">Keys of issues outside the project in which the hub creates.</param>
    public static async Task<AuditResult> RunAsync(Stage stage, IReadOnlyList<string> otherIssues, CancellationToken cancellation)
    {
        var shelves = new SortedDictionary<Toward, Shelf>();
        foreach (var toward in stage.Trackers)
            shelves[toward] = toward switch
            {
                Toward.Zendesk => await ZendeskAsync(stage, cancellation),
                Toward.Jira => await JiraAsync(stage, otherIssues, cancellation),
                Toward.ServiceNow => await ServiceNowAsync(stage, cancellation),
                Toward.AzureDevOps => await AzureDevOpsAsync(stage, cancellation),
            };
        var results = stage.Tokens.Runs.Where(run => shelves.ContainsKey(run.Toward)).Select(run =>
        {
            var shelf = shelves[run.Toward];
            var result = TokenAudit.Judge(run.Tokens, run.Kind == TokenKind.Title ? shelf.Titles : shelf.Threads);
            return result with { Findings = [.. result.Findings.Select(finding => $"{run.Origin} to {run.Toward}: {finding}")] };
        }).ToList();
        return new AuditResult(
            results.Sum(result => result.Lost),
            results.Sum(result => result.Duplicates),
            results.Sum(result => result.OutOfOrder),
            [.. results.SelectMany(result => result.Findings)]);
    }

    private static async Task<Shelf> ZendeskAsync(Stage stage, CancellationToken cancellation)
    {
        var tickets = await stage.Zendesk.TicketsAsync(cancellation);
        var threads = new List<IReadOnlyList<string>>();
        foreach (var ticket in tickets)
            threads.Add([.. (await stage.Zendesk.CommentsAsync(ticket.GetProperty("id").GetInt64(), cancellation)).Select(comment => comment.Text("html_body"))]);
        return new Shelf([.. tickets.Select(ticket => (string[])[ticket.Text("subject")])], threads);
    }

    private static async Task<Shelf> JiraAsync(Stage stage, IReadOnlyList<string> otherIssues, CancellationToken cancellation)
    {
        var issues = await stage.Jira.SearchAsync("project = SHOP", cancellation);
        var threads = new List<IReadOnlyList<string>>();
        foreach (var key in issues.Select(issue => issue.Text("key")).Concat(otherIssues))
            threads.Add(await stage.IssueThreadAsync(key, cancellation));
        return new Shelf([.. issues.Select(issue => (string[])[issue.Text("fields.summary")])], threads);
    }

    private static async Task<Shelf> ServiceNowAsync(Stage stage, CancellationToken cancellation)
    {
        var incidents = await stage.ServiceNow.IncidentsAsync(cancellation);
        var threads = new List<IReadOnlyList<string>>();
        foreach (var incident in incidents)
            threads.Add(await stage.ServiceNow.ThreadAsync(incident.Text("sys_id"), "comments", cancellation));
        return new Shelf([.. incidents.Select(incident => (string[])[incident.Text("short_description")])], threads);
    }

    private static async Task<Shelf> AzureDevOpsAsync(Stage stage, CancellationToken cancellation)
    {
        var items = await stage.AzureDevOps.WorkItemsAsync(cancellation);
        var threads = new List<IReadOnlyList<string>>();
        foreach (var item in items)
            threads.Add(await stage.AzureDevOps.ThreadAsync(item.Text("id"), cancellation));
        return new Shelf([.. items.Select(item => (string[])[AzureDevOpsDesk.Field(item, "System.Title")])], threads);
    }

    /// <summary>What one tracker shows, one list a ticket.</summary>
    private sealed record Shelf(IReadOnlyList<IReadOnlyList<string>> Titles, IReadOnlyList<IReadOnlyList<string>> Threads);
}
