using System.Text.Json.Nodes;

using Entente.Sandbox.Zendesk;

namespace Entente.Unit.Tests.Node;

/// <summary>Four links in a ring, each of which hands everything on: a ticket goes round once and no further.</summary>
public sealed class RingTests
{
    private readonly HubInMemory hub = new("ring");

    [Fact]
    public async Task A_ticket_goes_round_once()
    {
        Raise();
        await hub.SettleAsync(70);

        Count().ShouldBe("1 | 1 | 1 | 1");
    }

    [Fact]
    public async Task A_comment_from_the_middle_reaches_every_tracker_once_and_then_it_is_quiet()
    {
        Raise();
        await hub.SettleAsync(70);
        var incident = Incidents()[0]!["sys_id"]!.ToString();
        hub.AskServiceNow("PATCH", $"/api/now/table/incident/{incident}", new { comments = "round-it-goes" });
        await hub.SettleAsync(70);
        foreach (var calls in hub.Calls.Values)
            calls.Calls.Clear();
        await hub.SettleAsync(70);

        Count().ShouldBe("1 | 1 | 1 | 1");
        hub.AskZendesk("GET", "/api/v2/tickets/1/comments")["comments"]!.AsArray().Count(c => Holds(c!)).ShouldBe(1);
        hub.AskJira("GET", $"/rest/api/3/issue/{Issues()[0]!["key"]}/comment")["comments"]!.AsArray().Count(c => Holds(c!)).ShouldBe(1);
        hub.AskAzureDevOps("GET", "/global/Shop/_apis/wit/workItems/1/comments?api-version=7.1-preview.4")["comments"]!
            .AsArray().Count(c => Holds(c!)).ShouldBe(1);
        hub.Calls.Values.SelectMany(calls => calls.Calls).Where(FourTrackersTests.IsWrite).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_comment_from_the_end_reaches_the_beginning_once()
    {
        Raise();
        await hub.SettleAsync(70);
        hub.AskAzureDevOps("POST", "/global/Shop/_apis/wit/workItems/1/comments?api-version=7.1-preview.4", new { text = "<p>round-it-goes</p>" });
        await hub.SettleAsync(70);

        hub.AskZendesk("GET", "/api/v2/tickets/1/comments")["comments"]!.AsArray().Count(c => Holds(c!)).ShouldBe(1);
    }

    /// <summary>The hub's own comment moves a work item's revision on; the next link must be told of it all the same.</summary>
    [Fact]
    public async Task A_comment_passes_through_azure_devops_beside_a_change_of_fields()
    {
        hub.AskServiceNow("POST", "/api/now/table/incident", new { short_description = "Round and round", description = "It begins here" });
        await hub.SettleAsync(70);
        var incident = Incidents()[0]!["sys_id"]!.ToString();
        hub.AskServiceNow("PATCH", $"/api/now/table/incident/{incident}", new { comments = "round-it-goes", impact = "1", urgency = "1" });
        await hub.SettleAsync(70);

        hub.AskZendesk("GET", "/api/v2/tickets/1/comments")["comments"]!.AsArray().Count(c => Holds(c!)).ShouldBe(1);
        hub.AskJira("GET", $"/rest/api/3/issue/{Issues()[0]!["key"]}/comment")["comments"]!.AsArray().Count(c => Holds(c!)).ShouldBe(1);
    }

    private static bool Holds(JsonNode comment) => comment.ToJsonString().Contains("round-it-goes", StringComparison.Ordinal);

    private void Raise() => hub.AskZendesk("POST", "/api/v2/tickets", new
    {
        ticket = new
        {
            subject = "Round and round",
            comment = new { body = "It begins here" },
            priority = "high",
            status = "open",
            assignee_email = ZendeskSeed.AgentEmail,
        },
    });

    private string Count() => string.Join(
        " | ", hub.AskZendesk("GET", "/api/v2/tickets")["tickets"]!.AsArray().Count, Issues().Count, Incidents().Count, WorkItems().Count);

    private JsonArray WorkItems() => hub.AskAzureDevOps(
        "POST", "/global/_apis/wit/wiql?api-version=7.1",
        new { query = "SELECT [System.Id] FROM WorkItems WHERE [System.Id] > 0" })["workItems"]!.AsArray();

    private JsonArray Issues() => hub.AskJira(
        "POST", "/rest/api/3/search/jql", new { jql = "project = SHOP", fields = new[] { "summary" } })["issues"]!.AsArray();

    private JsonArray Incidents() => hub.AskServiceNow("GET", "/api/now/table/incident")["result"]!.AsArray();
}
