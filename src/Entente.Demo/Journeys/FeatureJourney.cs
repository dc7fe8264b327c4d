using System.Text.Json;
using System.Text.Json.Nodes;

using Entente.Demo.Checking;
using Entente.Demo.Trackers;

namespace Entente.Demo.Journeys;

/// <summary>A change waits for the business side: a state in Jira asks, a label answers, and only then the architects see it.</summary>
internal sealed class FeatureJourney : IJourney
{
    public string Name => "A feature request waits for the business side's approval";

    public async Task PlayAsync(Stage stage, CheckList checks, CancellationToken cancellation)
    {
        var work = new ChainWork(stage, checks);
        var pair = await work.EscalatedAsync("Pay by instalments", new JsonObject { ["type"] = "task" }, cancellation);
        checks.Equal("a task became a Story", pair.IssueName, "Story", await stage.IssueFieldAsync(pair.Issue, "issuetype.name", cancellation));
        await stage.Jira.MoveAsync(pair.Issue, "Ask for approval", null, cancellation);
        await stage.Jira.LabelAsync(pair.Issue, "analysis", cancellation);
        await work.TicketStatusAsync("Mercuri sees that it is under way", pair, "open", cancellation);
        await EventAsync(stage, checks, pair, "the approval is asked for", "approval-requested", cancellation);
        await stage.QuietAsync(pair, checks, cancellation);
        checks.Equal(
            "the architects do not have it yet", "servicenow", "none", (await stage.IncidentWithAsync(pair.Token, cancellation))?.Number ?? "none");
        await stage.Jira.LabelAsync(pair.Issue, "approved", cancellation);
        await stage.Jira.MoveAsync(pair.Issue, "Approve", null, cancellation);
        await EventAsync(stage, checks, pair, "the approval is given", "approval-granted", cancellation);
        var incident = await work.ToArchitectsAsync(pair, cancellation);
        checks.Equal("it is a change", incident.Name, "change", await stage.IncidentFieldAsync(incident, "u_class", cancellation));
        var item = await work.ToGlobalAsync(pair, incident, cancellation);
        checks.Equal(
            "it is a User Story", $"azuredevops {item}", "User Story", await stage.AzureDevOps.FieldAsync(item, "System.WorkItemType", cancellation));
        await stage.AzureDevOps.MoveAsync(item, "Active", cancellation);
        await work.IncidentStateAsync("Global works on it", incident, "2", cancellation);
    }

    private static Task EventAsync(
        Stage stage, CheckList checks, Pair pair, string name, string kind, CancellationToken cancellation) => checks.HoldsAsync(
        name,
        "the case's history",
        kind,
        async () => await stage.Hub.CaseAsync(Stage.CaseOf(pair.Ticket), cancellation) is { } life ? Kinds(life) : "no such case",
        cancellation);

    private static string Kinds(JsonElement life) => string.Join(' ', life.Items("events").Select(placed => placed.Text("event.kind")));
}
