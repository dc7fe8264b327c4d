using Entente.Demo.Trackers;

namespace Entente.Demo.Checking;

/// <summary>Searches both trackers, every ticket of them, for what people wrote during the story.</summary>
internal static class ArrivalAudit
{
    /// <param name="otherIssues">Keys of issues outside the project in which the hub creates.</param>
    public static async Task<AuditResult> RunAsync(Stage stage, IReadOnlyList<string> otherIssues, CancellationToken cancellation)
    {
        var tickets = await stage.Zendesk.TicketsAsync(cancellation);
        var issues = await stage.Jira.SearchAsync("project = SHOP", cancellation);
        IReadOnlyList<IReadOnlyList<string>> ticketTitles = [.. tickets.Select(ticket => (string[])[ticket.Text("subject")])];
        IReadOnlyList<IReadOnlyList<string>> issueTitles = [.. issues.Select(issue => (string[])[issue.Text("fields.summary")])];
        var ticketThreads = new List<IReadOnlyList<string>>();
        foreach (var ticket in tickets)
            ticketThreads.Add(
                [.. (await stage.Zendesk.CommentsAsync(ticket.GetProperty("id").GetInt64(), cancellation)).Select(comment => comment.Text("html_body"))]);
        var issueThreads = new List<IReadOnlyList<string>>();
        foreach (var key in issues.Select(issue => issue.Text("key")).Concat(otherIssues))
            issueThreads.Add(await stage.IssueThreadAsync(key, cancellation));
        var results = stage.Tokens.Runs.Select(run => TokenAudit.Judge(run.Tokens, (run.Toward, run.Kind) switch
        {
            (Toward.Zendesk, TokenKind.Title) => ticketTitles,
            (Toward.Jira, TokenKind.Title) => issueTitles,
            (Toward.Zendesk, _) => ticketThreads,
            _ => issueThreads,
        })).ToList();
        return new AuditResult(
            results.Sum(result => result.Lost),
            results.Sum(result => result.Duplicates),
            results.Sum(result => result.OutOfOrder),
            [.. results.SelectMany(result => result.Findings)]);
    }
}
