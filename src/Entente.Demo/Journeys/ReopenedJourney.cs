using Entente.Demo.Checking;

namespace Entente.Demo.Journeys;

/// <summary>The shopper says that it is not mended: the answer reopens the ticket, and with it the work of everybody who had a part in it.</summary>
internal sealed class ReopenedJourney : IJourney
{
    public string Name => "A solved ticket that is reopened is reopened everywhere";

    public async Task PlayAsync(Stage stage, CheckList checks, CancellationToken cancellation)
    {
        var work = new ChainWork(stage, checks);
        var chain = await work.WholeAsync("The voucher is refused", [], cancellation);
        await stage.AzureDevOps.MoveAsync(chain.Item, "Active", cancellation);
        await work.IssueStatusAsync("Global works on it", chain.Pair, "In Progress", cancellation);
        await stage.AzureDevOps.MoveAsync(chain.Item, "Resolved", cancellation);
        await work.IssueStatusAsync("the fix waits for the go-ahead", chain.Pair, "In Review", cancellation);
        await stage.Jira.MoveAsync(chain.Pair.Issue, "Resolve", "Done", cancellation);
        await work.TicketStatusAsync("the ticket is solved", chain.Pair, "solved", cancellation);
        await stage.QuietAsync(chain.Pair, checks, cancellation);
        await stage.SettledSecondAsync(chain.Pair, checks, cancellation);
        var token = stage.Tokens.Expect(TokenKind.Comment, chain.Pair.TicketName, Toward.Jira, Toward.ServiceNow, Toward.AzureDevOps);
        await stage.Zendesk.CommentAsShopperAsync(chain.Pair.Ticket, $"It is refused again {token}", cancellation);
        await work.TicketStatusAsync("the shopper's answer reopens the ticket", chain.Pair, "open", cancellation);
        await work.IssueStatusAsync("the issue is to do again, as its workflow has it", chain.Pair, "To Do", cancellation);
        await work.IncidentStateAsync("the incident is in progress again", chain.Incident, "2", cancellation);
        await work.ItemStateAsync("the work item is active again", chain, "Active", cancellation);
        await checks.EqualAsync(
            "what the shopper wrote stands at Global once", chain.ItemName, "1",
            async () =>
                $"{(await stage.AzureDevOps.ThreadAsync(chain.Item, cancellation)).Count(text => text.Contains(token, StringComparison.Ordinal))}",
            cancellation);
    }
}
