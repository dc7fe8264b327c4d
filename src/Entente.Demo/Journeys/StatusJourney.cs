using Entente.Demo.Checking;

namespace Entente.Demo.Journeys;

/// <summary>Infinity's progress shows at Mercuri, up to solved.</summary>
internal sealed class StatusJourney : IJourney
{
    public string Name => "Work done in Jira solves the ticket in Zendesk";

    public async Task PlayAsync(Stage stage, CheckList checks, CancellationToken cancellation)
    {
        var pair = await stage.ShareAsync("Invoice shows the wrong tax", [], checks, cancellation);
        await stage.Jira.MoveAsync(pair.Issue, "Start progress", null, cancellation);
        await StatusAsync(stage, checks, pair, "work in progress opens the ticket", "open", cancellation);
        await stage.Jira.MoveAsync(pair.Issue, "Ask the customer", null, cancellation);
        await StatusAsync(stage, checks, pair, "a question to the shopper makes it pending", "pending", cancellation);
        await stage.Jira.MoveAsync(pair.Issue, "Resolve", "Done", cancellation);
        await StatusAsync(stage, checks, pair, "done solves the ticket", "solved", cancellation);
        await stage.QuietAsync(pair, checks, cancellation);
        checks.Equal("the issue stays done", pair.IssueName, "Done", await stage.IssueFieldAsync(pair.Issue, "status.name", cancellation));
    }

    private static Task StatusAsync(Stage stage, CheckList checks, Pair pair, string name, string expected, CancellationToken cancellation) =>
        checks.EqualAsync(name, pair.TicketName, expected, () => stage.TicketFieldAsync(pair.Ticket, "status", cancellation), cancellation);
}
