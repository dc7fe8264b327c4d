using System.Text;
using System.Text.Json.Nodes;

using Entente.Demo.Checking;
using Entente.Demo.Trackers;

namespace Entente.Demo.Journeys;

/// <summary>
/// The bug of the reference scenario: raised at Mercuri, through Infinity's two departments to Global; the fix travels back, Elaine gives the
/// go-ahead, and the shopper's ticket is solved.
/// </summary>
internal sealed class CheckoutJourney : IJourney
{
    private const string Evidence = "cart.json";

    public string Name => "A checkout bug travels from Zendesk to Azure DevOps, the fix travels back";

    public async Task PlayAsync(Stage stage, CheckList checks, CancellationToken cancellation)
    {
        var work = new ChainWork(stage, checks);
        var file = await stage.Zendesk.UploadAsync(Evidence, "application/json", Encoding.UTF8.GetBytes("""{"items": 11}"""), cancellation);
        var comment = new JsonObject { ["html_body"] = "<p>More than ten items: a <b>blank</b> page.</p>", ["uploads"] = new JsonArray(file.Token) };
        var chain = await work.WholeAsync(
            "Checkout ends in a blank page", new JsonObject { ["priority"] = "high", ["comment"] = comment }, cancellation);
        await ArrivedAsync(stage, checks, chain, cancellation);
        await PartnersAsync(stage, checks, chain, cancellation);
        await work.HolderAsync(chain, "Global Pvt Ltd", cancellation);
        await new Conversation(stage, checks, chain).HoldAsync(cancellation);
        await FixedAsync(stage, work, chain, cancellation);
        await stage.QuietAsync(chain.Pair, checks, cancellation);
        await AloneAsync(stage, checks, chain, cancellation);
    }

    private static async Task ArrivedAsync(Stage stage, CheckList checks, Chain chain, CancellationToken cancellation)
    {
        var item = await stage.AzureDevOps.WorkItemAsync(chain.Item, cancellation);
        checks.Equal("the incident became a Bug", chain.ItemName, "Bug", AzureDevOpsDesk.Field(item, "System.WorkItemType"));
        checks.Equal("high became 2", chain.ItemName, "2", AzureDevOpsDesk.Field(item, "Microsoft.VSTS.Common.Priority"));
        checks.Equal("it is David's", chain.ItemName, stage.Targets.Cast.David.User, AzureDevOpsDesk.Field(item, "System.AssignedTo"));
        checks.Holds(
            "the shopper's words arrived", chain.ItemName, "More than ten items", AzureDevOpsDesk.Field(item, "Microsoft.VSTS.TCM.ReproSteps"));
        var incident = await stage.ServiceNow.IncidentAsync(chain.Incident.Id, cancellation);
        checks.Equal("high became 2", chain.Incident.Name, "2", incident.Text("priority"));
        checks.Equal("it is a bug", chain.Incident.Name, "bug", incident.Text("u_class"));
        await checks.EqualAsync(
            "the file is there once", chain.Incident.Name, Evidence,
            async () => string.Join(", ", await stage.ServiceNow.FilesAsync(chain.Incident.Id, cancellation)), cancellation);
        await checks.EqualAsync(
            "the file is there once", chain.ItemName, Evidence,
            async () => string.Join(", ", await stage.AzureDevOps.FilesAsync(chain.Item, cancellation)), cancellation);
    }

    /// <summary>In each tracker people see the partner's key, with a link to its ticket.</summary>
    private static async Task PartnersAsync(Stage stage, CheckList checks, Chain chain, CancellationToken cancellation)
    {
        await checks.HoldsAsync(
            "people see Jira's key with a link", chain.Pair.TicketName, $"/browse/{chain.Pair.Issue}",
            async () => string.Join('\n', await stage.TicketThreadAsync(chain.Pair.Ticket, cancellation)), cancellation);
        async Task<string> IssueLinks() =>
            string.Join('\n', (await stage.Jira.LinksAsync(chain.Pair.Issue, cancellation)).Select(link => link.GetProperty("object").GetRawText()));
        await checks.HoldsAsync(
            "people see Zendesk's key with a link", chain.Pair.IssueName, $"/agent/tickets/{chain.Pair.Ticket}", IssueLinks, cancellation);
        await checks.HoldsAsync("people see ServiceNow's key with a link", chain.Pair.IssueName, chain.Incident.Number, IssueLinks, cancellation);
        async Task<string> IncidentPartners()
        {
            var incident = await stage.ServiceNow.IncidentAsync(chain.Incident.Id, cancellation);
            var notes = await stage.ServiceNow.ThreadAsync(chain.Incident.Id, "work_notes", cancellation);
            return $"{incident.Text("u_partner_key")} {incident.Text("u_partner_url")}\n{string.Join('\n', notes)}";
        }

        await checks.HoldsAsync(
            "people see Jira's key with a link", chain.Incident.Name, $"/browse/{chain.Pair.Issue}", IncidentPartners, cancellation);
        await checks.HoldsAsync(
            "people see Azure DevOps' key with a link", chain.Incident.Name, $"_workitems/edit/{chain.Item}", IncidentPartners, cancellation);
        await checks.HoldsAsync(
            "people see ServiceNow's key with a link", chain.ItemName, chain.Incident.Id,
            async () => (await stage.AzureDevOps.WorkItemAsync(chain.Item, cancellation)).GetRawText(), cancellation);
    }

    private static async Task FixedAsync(Stage stage, ChainWork work, Chain chain, CancellationToken cancellation)
    {
        await stage.AzureDevOps.MoveAsync(chain.Item, "Active", cancellation);
        await work.IncidentStateAsync("work at Global shows at the architects", chain.Incident, "2", cancellation);
        await work.IssueStatusAsync("work at Global shows at Infinity", chain.Pair, "In Progress", cancellation);
        await work.TicketStatusAsync("work at Global shows at Mercuri", chain.Pair, "open", cancellation);
        await stage.AzureDevOps.MoveAsync(chain.Item, "Resolved", cancellation);
        await work.IncidentStateAsync("the fix resolves the incident", chain.Incident, "6", cancellation);
        await work.IssueStatusAsync("the fix waits for Elaine's go-ahead", chain.Pair, "In Review", cancellation);
        await work.TicketStatusAsync("the shopper's ticket is not solved before", chain.Pair, "open", cancellation);
        await work.HolderAsync(chain, "Infinity Solutions", cancellation);
        await stage.Jira.MoveAsync(chain.Pair.Issue, "Resolve", "Done", cancellation);
        await work.TicketStatusAsync("the go-ahead solves the shopper's ticket", chain.Pair, "solved", cancellation);
        await work.HolderAsync(chain, "Mercuri Inc.", cancellation);
    }

    private static async Task AloneAsync(Stage stage, CheckList checks, Chain chain, CancellationToken cancellation)
    {
        checks.Equal("there is one issue", "jira", "1", $"{(await stage.IssuesWithAsync(chain.Pair.Token, cancellation)).Count}");
        var incidents = await stage.ServiceNow.IncidentsAsync(cancellation);
        checks.Equal(
            "there is one incident", "servicenow", "1",
            $"{incidents.Count(each => each.Text("short_description").Contains(chain.Pair.Token, StringComparison.Ordinal))}");
        var items = await stage.AzureDevOps.WorkItemsAsync(cancellation);
        checks.Equal(
            "there is one work item", "azuredevops", "1",
            $"{items.Count(each => AzureDevOpsDesk.Field(each, "System.Title").Contains(chain.Pair.Token, StringComparison.Ordinal))}");
        checks.Equal(
            "the fix stays resolved", chain.ItemName, "Resolved", await stage.AzureDevOps.FieldAsync(chain.Item, "System.State", cancellation));
    }
}
