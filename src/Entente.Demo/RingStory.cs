using System.Text.Json;
using System.Text.Json.Nodes;

using Entente.Demo.Checking;
using Entente.Demo.Trackers;

namespace Entente.Demo;

/// <summary>
/// Four links in a ring under an accord of its own, each handing everything on: a ticket could go round for ever, and goes round once. Played on a
/// ground of its own, whose trackers nobody else writes to.
/// </summary>
public sealed class RingStory(HttpMessageInvoker http, DemoTargets targets, TimeProvider time)
{
    private const string Name = "A ring of four links could loop and does not";

    /// <summary>Long enough for several polls of every tracker.</summary>
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(5);

    private readonly Stage stage = new(http, targets, time);
    private readonly CheckList checks = new(time);

    public async Task<JourneyReport> PlayAsync(CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        try
        {
            await StepsAsync(cancellation);
        }
        catch (DemoException failure)
        {
            checks.Add("the journey goes on to its end", Name, false, "no failure", failure.Message);
        }

        return new JourneyReport(Name, checks.IsOk, checks.Checks) { Seconds = Math.Round(time.GetElapsedTime(start).TotalSeconds, 1) };
    }

    private async Task StepsAsync(CancellationToken cancellation)
    {
        var token = stage.Tokens.Next();
        var fields = new JsonObject
        {
            ["subject"] = $"Round and round {token}",
            ["comment"] = new JsonObject { ["html_body"] = "<p>It begins here.</p>" },
            ["priority"] = "high",
            ["assignee_id"] = await stage.Zendesk.PersonAsync(stage.Zendesk.Agent, cancellation),
        };
        var ticket = await stage.Zendesk.RaiseAsync(fields, cancellation);
        var incident = await checks.FoundAsync(
            "it reaches ServiceNow by way of Jira", $"servicenow, for zendesk #{ticket}", () => stage.IncidentWithAsync(token, cancellation),
            cancellation);
        var item = await checks.FoundAsync(
            "it reaches Azure DevOps", $"azuredevops, for {incident.Name}", () => stage.ItemWithAsync(token, cancellation), cancellation);
        var word = stage.Tokens.Next();
        await stage.ServiceNow.CommentAsync(incident.Id, $"From the middle of the ring {word}", cancellation);
        await stage.AzureDevOps.CommentAsync(item, $"From its end {word}e", asMarco: false, cancellation);
        await checks.EqualAsync(
            "both comments reach the beginning once", $"zendesk #{ticket}", "2",
            async () => $"{(await stage.TicketThreadAsync(ticket, cancellation)).Count(text => text.Contains(word, StringComparison.Ordinal))}",
            cancellation);
        await checks.EqualAsync(
            "the first one reaches the end once", $"azuredevops {item}", "1",
            async () =>
                $"{(await stage.AzureDevOps.ThreadAsync(item, cancellation)).Count(text => text.Contains($"ring {word}", StringComparison.Ordinal))}",
            cancellation);
        await stage.QuietAsync(Stage.CaseOf(ticket), checks, cancellation);
        await StillAsync(cancellation);
    }

    /// <summary>Nobody writes to any tracker any more, and there is one ticket on each.</summary>
    private async Task StillAsync(CancellationToken cancellation)
    {
        var since = time.GetUtcNow();
        await checks.UntilAsync(() => Task.FromResult(time.GetUtcNow() - since), waited => waited > Watched, cancellation);
        foreach (var product in targets.Trackers.Keys)
        {
            var writes = (await stage.Sandbox.RequestsAsync(product, 0, cancellation))
                .Where(request => request.GetProperty("at").GetDateTimeOffset() > since + TimeSpan.FromSeconds(1) && IsWrite(request))
                .Select(request => $"{request.Text("method")} {request.Text("path")}");
            checks.Equal("then nothing is written any more", product, "", string.Join("; ", writes));
        }

        checks.Equal("there is one ticket", "zendesk", "1", $"{(await stage.Zendesk.TicketsAsync(cancellation)).Count}");
        checks.Equal("there is one issue", "jira", "1", $"{(await stage.Jira.SearchAsync("project = SHOP", cancellation)).Count}");
        checks.Equal("there is one incident", "servicenow", "1", $"{(await stage.ServiceNow.IncidentsAsync(cancellation)).Count}");
        checks.Equal("there is one work item", "azuredevops", "1", $"{(await stage.AzureDevOps.WorkItemsAsync(cancellation)).Count}");
    }

    /// <summary>Asking for much at once is a POST too.</summary>
    private static bool IsWrite(JsonElement request) => request.Text("method") != "GET"
        && !new[] { "/search/jql", "/bulkfetch", "/wiql", "/workitemsbatch", "/workitemrevisions" }
            .Any(end => request.Text("path").EndsWith(end, StringComparison.OrdinalIgnoreCase));
}
