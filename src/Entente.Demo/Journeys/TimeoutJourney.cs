using System.Text.Json.Nodes;

using Entente.Demo.Checking;

namespace Entente.Demo.Journeys;

/// <summary>Jira creates the issue, but its answer never comes: there must be one issue in the end, not two.</summary>
internal sealed class TimeoutJourney : IJourney
{
    public string Name => "A create that succeeded without an answer leaves one issue, not two";

    public async Task PlayAsync(Stage stage, CheckList checks, CancellationToken cancellation)
    {
        await stage.Sandbox.SpoilAsync(
            "jira", new JsonObject { ["method"] = "POST", ["path"] = "/rest/api/[23]/issue$", ["kind"] = "timeoutAfterApply" }, cancellation);
        var pair = await stage.ShareAsync("Payment is taken twice", [], checks, cancellation);
        checks.Equal("the answer to the create was withheld", "the sandbox", "1", $"{await stage.Sandbox.SpoiledAsync("jira", cancellation)}");
        await stage.Sandbox.ClearFaultsAsync("jira", cancellation);
        var title = $"Payment is taken twice, urgent {pair.Token}";
        await stage.Zendesk.UpdateAsync(pair.Ticket, new JsonObject { ["subject"] = title }, cancellation);
        await checks.EqualAsync(
            "the hub found it and goes on with it", pair.IssueName, title, () =>
                stage.IssueFieldAsync(pair.Issue, "summary", cancellation), cancellation);
        await stage.QuietAsync(pair, checks, cancellation);
        checks.Equal("there is one issue, not two", "jira", "1", $"{(await stage.IssuesWithAsync(pair.Token, cancellation)).Count}");
    }
}
