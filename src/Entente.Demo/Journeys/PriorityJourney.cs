using System.Text.Json.Nodes;

using Entente.Demo.Checking;

namespace Entente.Demo.Journeys;

/// <summary>Elaine raises the priority while Global works on the case: the contract lets Infinity decide it, for everybody.</summary>
internal sealed class PriorityJourney : IJourney
{
    public string Name => "A priority that is changed half-way is changed everywhere";

    public async Task PlayAsync(Stage stage, CheckList checks, CancellationToken cancellation)
    {
        var work = new ChainWork(stage, checks);
        var chain = await work.WholeAsync("The map does not load", [], cancellation);
        await stage.Jira.EditAsync(chain.Pair.Issue, new JsonObject { ["priority"] = new JsonObject { ["name"] = "Highest" } }, cancellation);
        await checks.EqualAsync(
            "it is urgent at Mercuri", chain.Pair.TicketName, "urgent",
            () => stage.TicketFieldAsync(chain.Pair.Ticket, "priority", cancellation), cancellation);
        await checks.EqualAsync(
            "it is 1 at the architects", chain.Incident.Name, "1",
            () => stage.IncidentFieldAsync(chain.Incident, "priority", cancellation), cancellation);
        await checks.EqualAsync(
            "it is 1 at Global", chain.ItemName, "1",
            () => stage.AzureDevOps.FieldAsync(chain.Item, "Microsoft.VSTS.Common.Priority", cancellation), cancellation);
        await stage.QuietAsync(chain.Pair, checks, cancellation);
        checks.Equal("it stays so", chain.Pair.IssueName, "Highest", await stage.IssueFieldAsync(chain.Pair.Issue, "priority.name", cancellation));
    }
}
