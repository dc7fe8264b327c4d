using System.Text.Json.Nodes;

using Entente.Node.Intake;
using Entente.Sandbox.Zendesk;

using Microsoft.Extensions.Logging.Abstractions;

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

    [Fact]
    public async Task What_one_link_brings_replaces_what_another_brought_and_stood_here_already()
    {
        Raise();
        await hub.SettleAsync(70);
        var incident = Incidents()[0]!["sys_id"]!.ToString();
        var lost = 0;
        hub.Calls["sn"].Fault = (request, answer) => request.Method == HttpMethod.Patch && Body(request).Contains("comments") && lost++ == 0
            ? throw new HttpIOException(HttpRequestError.ResponseEnded, "the connection broke before the request was written")
            : answer();
        hub.AskServiceNow("PATCH", $"/api/now/table/incident/{incident}", new { impact = "2", urgency = "2" });
        hub.AskAzureDevOps("PATCH", "/global/_apis/wit/workitems/1?api-version=7.1", Level(3));
        hub.AskAzureDevOps("POST", "/global/Shop/_apis/wit/workItems/1/comments?api-version=7.1-preview.4", new { text = "<p>it waits</p>" });
        await hub.SettleAsync(3); // both say P3; the comment beside it is on its way
        lost.ShouldBe(1);
        hub.AskJira("PUT", $"/rest/api/3/issue/{Issues()[0]!["key"]}", new { fields = new { priority = new { name = "Lowest" } } });
        await hub.SettleAsync(90);

        Priorities().ShouldBe("low | Lowest | 4 | 4");
    }

    [Fact]
    public async Task No_write_goes_out_beside_one_to_the_same_field_that_may_still_be_applied()
    {
        Raise();
        await hub.SettleAsync(70);
        Func<HttpResponseMessage>? late = null;
        var writes = 0;
        hub.Calls["sn"].Fault = (request, answer) =>
        {
            if (request.Method != HttpMethod.Patch || !Body(request).Contains("urgency"))
                return answer();
            if (writes++ > 0)
                return answer();
            late = answer;
            throw new HttpIOException(HttpRequestError.ResponseEnded, "the connection broke after the request was written");
        };
        hub.AskAzureDevOps("PATCH", "/global/_apis/wit/workitems/1?api-version=7.1", Level(4));
        await hub.SettleAsync(1);
        writes.ShouldBe(1);
        hub.AskJira("PUT", $"/rest/api/3/issue/{Issues()[0]!["key"]}", new { fields = new { priority = new { name = "Highest" } } });
        foreach (var connection in (string[])["jr", "sn"])
            await new Poller(hub.Hub, connection, NullLogger.Instance).PollAsync(CancellationToken.None);
        await hub.SettleAsync(3);
        writes.ShouldBe(1); // Jira's change has come, and waits
        late!();
        await hub.SettleAsync(90);

        Priorities().Split(" | ").Select(Level).Distinct().Count().ShouldBe(1, Priorities());
    }

    [Fact]
    public async Task What_a_person_did_between_the_create_and_its_first_read_stays_also_within_one_party()
    {
        hub.Calls["sn"].Fault = (request, answer) =>
        {
            var given = answer();
            if (request.Method == HttpMethod.Post && request.RequestUri!.AbsolutePath.EndsWith("/incident", StringComparison.Ordinal))
            {
                hub.Calls["sn"].Fault = null;
                hub.AskServiceNow("PATCH", $"/api/now/table/incident/{Incidents()[0]!["sys_id"]}", new { impact = "3", urgency = "2" });
            }

            return given;
        };
        Raise();
        await hub.SettleAsync(90);

        Priorities().ShouldBe("low | Low | 4 | 4");
    }

    private static object[] Level(int priority) =>
        [new { op = "add", path = "/fields/Microsoft.VSTS.Common.Priority", value = priority }];

    private static string Level(string native) => native switch
    {
        "urgent" or "Highest" => "1",
        "high" or "High" => "2",
        "normal" or "Medium" => "3",
        "low" or "Low" or "Lowest" => "4",
        _ => native,
    };

    private static string Body(HttpRequestMessage request) => request.Content?.ReadAsStringAsync().GetAwaiter().GetResult() ?? "";

    private string Priorities() => string.Join(
        " | ",
        hub.AskZendesk("GET", "/api/v2/tickets/1")["ticket"]!["priority"],
        hub.AskJira("GET", $"/rest/api/3/issue/{Issues()[0]!["key"]}")["fields"]!["priority"]!["name"],
        Incidents()[0]!["priority"],
        hub.AskAzureDevOps("GET", "/global/_apis/wit/workitems/1?api-version=7.1")["fields"]!["Microsoft.VSTS.Common.Priority"]);

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
