using System.Text.Json.Nodes;

using Entente.Core.Sync;
using Entente.Sandbox.Zendesk;

namespace Entente.Unit.Tests.Node.Recovery;

/// <summary>What a tracker applied late or twice is found by its marker, put out of the way in the tracker's own manner, and counted.</summary>
public sealed class LateTwinTests
{
    private readonly HubInMemory hub = new();

    [Fact]
    public async Task An_issue_that_comes_after_settling_is_linked_told_and_labelled_where_it_cannot_be_closed()
    {
        var late = LateAnswer.Hold(hub.JiraCalls, HttpMethod.Post, "/rest/api/3/issue");
        Raise("checkout");
        await hub.SettleAsync(40);
        var kept = Issues().ShouldHaveSingleItem()!["key"]!.ToString();
        late();
        await hub.SettleAsync(90);

        Issues().Count.ShouldBe(2);
        var duplicate = Issue(Issues().Select(issue => issue!["key"]!.ToString()).Single(key => key != kept));
        Labels(duplicate).ShouldContain("entente-duplicate");
        duplicate["fields"]!["issuelinks"]!.AsArray().ShouldHaveSingleItem()!["outwardIssue"]!["key"]!.ToString().ShouldBe(kept);
        duplicate["fields"]!["comment"]!["comments"]!.AsArray().ShouldHaveSingleItem()!.ToJsonString().ShouldContain(kept);
        Labels(Issue(kept)).ShouldNotContain("entente-duplicate");
        (hub.Hub.Counters.DuplicatesFound, hub.Hub.Counters.DuplicatesMerged).ShouldBe((1, 1));
        hub.Hub.Settles.Of(hub.Hub.Connections["jr"]).ShouldBeGreaterThan(TimeSpan.FromSeconds(50));
        (await hub.Hub.Journal.ReadValueAsync("settle:jr", CancellationToken.None)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_request_applied_twice_is_found_though_its_answer_was_plain()
    {
        LateAnswer.Twice(hub.JiraCalls, HttpMethod.Post, "/rest/api/3/issue");
        Raise("checkout");
        await hub.SettleAsync(100);

        Issues().Count(issue => Labels(Issue(issue!["key"]!.ToString())).Contains("entente-duplicate")).ShouldBe(1);
        (hub.Hub.Counters.DuplicatesFound, hub.Hub.Counters.DuplicatesMerged).ShouldBe((1, 1));
        (await hub.Hub.Journal.ReadValueAsync("settle:jr", CancellationToken.None)).ShouldBeNull("it was not late");
        hub.AskZendesk("GET", "/api/v2/tickets/1/comments")["comments"]!.ToJsonString().ShouldNotContain("second copy");
    }

    [Fact]
    public async Task What_a_person_cloned_is_left_alone()
    {
        Raise("checkout");
        await hub.SettleAsync(40);
        var marker = hub.AskJira("GET", $"/rest/api/3/issue/{Issues()[0]!["key"]}/properties/entente")["value"]!;
        hub.AskJira("POST", "/rest/api/3/issue", new
        {
            fields = new { project = new { key = "SHOP" }, issuetype = new { name = "Task" }, summary = "clone" },
            properties = new[] { new { key = "entente", value = marker } },
        });
        await hub.SettleAsync(100);

        Issues().Count.ShouldBe(2);
        Issues().ShouldAllBe(issue => !Labels(Issue(issue!["key"]!.ToString())).Contains("entente-duplicate"));
        hub.Hub.Counters.DuplicatesFound.ShouldBe(0);
    }

    [Fact]
    public async Task A_second_incident_is_closed_as_a_duplicate()
    {
        var late = LateAnswer.Hold(hub.Calls["sn"], HttpMethod.Post, "/table/incident");
        await IncidentAsync();
        late();
        await hub.SettleAsync(90);

        var incidents = hub.AskServiceNow("GET", "/api/now/table/incident")["result"]!.AsArray();
        incidents.Count.ShouldBe(2);
        var duplicate = incidents.Single(incident => incident!["state"]!.ToString() == "7")!;
        duplicate["close_code"]!.ToString().ShouldBe("Duplicate");
        duplicate["parent_incident"]!["value"]!.ToString().ShouldBe(incidents.Single(other => other != duplicate)!["sys_id"]!.ToString());
        hub.Hub.Counters.DuplicatesMerged.ShouldBe(1);
    }

    [Fact]
    public async Task A_second_work_item_is_related_and_closed()
    {
        var late = LateAnswer.Hold(hub.Calls["ado"], HttpMethod.Post, "/workitems/$Bug");
        var incident = await IncidentAsync();
        hub.AskServiceNow("PATCH", $"/api/now/table/incident/{incident}", new { u_waiting_on = "global" });
        await hub.SettleAsync(60);
        late();
        await hub.SettleAsync(90);

        var item = hub.AskAzureDevOps("GET", "/global/_apis/wit/workitems/2?$expand=relations&api-version=7.1");
        item["fields"]!["System.State"]!.ToString().ShouldBe("Closed");
        item["relations"]!.AsArray().ShouldContain(relation => relation!["rel"]!.ToString() == "System.LinkTypes.Duplicate-Reverse"
            && relation["url"]!.ToString().EndsWith("/1", StringComparison.Ordinal));
        hub.Hub.Counters.DuplicatesMerged.ShouldBe(1);
    }

    /// <summary>Zendesk keeps a key for two hours; a request applied after that makes a second ticket.</summary>
    [Fact]
    public async Task A_second_zendesk_ticket_is_merged_into_the_first()
    {
        var ring = new HubInMemory("ring");
        var late = LateAnswer.Hold(ring.ZendeskCalls, HttpMethod.Post, "/api/v2/tickets");
        ring.AskAzureDevOps("POST", "/global/Shop/_apis/wit/workitems/$Bug?api-version=7.1", new[]
        {
            new { op = "add", path = "/fields/System.Title", value = "It began at build" },
        });
        await ring.SettleAsync(60);
        ring.Time.Advance(TimeSpan.FromHours(3));
        late();
        ring.Time.Advance(TimeSpan.FromHours(4));
        await ring.SettleAsync(60);

        var tickets = ring.AskZendesk("GET", "/api/v2/tickets")["tickets"]!.AsArray();
        tickets.Select(ticket => ticket!["status"]!.ToString() == "closed").ShouldBe([false, true], ignoreOrder: true);
        tickets.Single(ticket => ticket!["status"]!.ToString() == "closed")!["tags"]!.ToJsonString().ShouldContain("closed_by_merge");
        ring.Hub.Counters.DuplicatesMerged.ShouldBe(1);
        ring.Hub.Settles.Of(ring.Hub.Connections["zd"]).ShouldBe(TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task A_second_comment_is_deleted_where_the_tracker_can()
    {
        var ticket = Raise("checkout");
        await hub.SettleAsync(40);
        var late = LateAnswer.Hold(hub.JiraCalls, HttpMethod.Post, "/comment");
        Say(ticket, "only once");
        await hub.SettleAsync(40);
        late();
        Comments("only once").ShouldBe(2);
        await hub.SettleAsync(90);

        Comments("only once").ShouldBe(1);
        hub.Hub.Counters.DuplicatesMerged.ShouldBe(1);
    }

    [Fact]
    public async Task A_second_comment_that_cannot_be_taken_back_is_counted_and_told()
    {
        var ticket = Raise("checkout");
        await hub.SettleAsync(40);
        var late = LateAnswer.Hold(hub.ZendeskCalls, HttpMethod.Put, $"/api/v2/tickets/{ticket}");
        hub.AskJira("POST", $"/rest/api/2/issue/{Issues()[0]!["key"]}/comment", new { body = "said twice" });
        await hub.SettleAsync(40);
        late();
        await hub.SettleAsync(90);

        var comments = hub.AskZendesk("GET", $"/api/v2/tickets/{ticket}/comments")["comments"]!.AsArray();
        comments.Count(comment => comment!["plain_body"]!.ToString().Contains("said twice", StringComparison.Ordinal)).ShouldBe(2);
        comments.Last()!["plain_body"]!.ToString().ShouldContain("stands here twice");
        (hub.Hub.Counters.DuplicatesFound, hub.Hub.Counters.DuplicatesMerged).ShouldBe((1, 0));
    }

    [Fact]
    public async Task A_retirement_whose_answer_is_lost_is_probed_and_made_once()
    {
        var late = LateAnswer.Hold(hub.JiraCalls, HttpMethod.Post, "/rest/api/3/issue");
        Raise("checkout");
        await hub.SettleAsync(40);
        late();
        hub.JiraCalls.Fault = (request, answer) =>
        {
            if (request.Method != HttpMethod.Post || !request.RequestUri!.AbsolutePath.EndsWith("/comment", StringComparison.Ordinal))
                return answer();
            answer();
            hub.JiraCalls.Fault = null;
            throw new HttpIOException(HttpRequestError.ResponseEnded, "the answer is lost");
        };
        await hub.SettleAsync(120);

        hub.Hub.Counters.DuplicatesMerged.ShouldBe(1);
        Issues().Select(issue => Issue(issue!["key"]!.ToString())["fields"]!["comment"]!["comments"]!.AsArray()
            .Count(comment => comment!.ToJsonString().Contains("second copy", StringComparison.Ordinal))).Sum().ShouldBe(1);
    }

    [Fact]
    public async Task The_last_look_is_made_after_a_day_and_then_it_is_over()
    {
        Raise("checkout");
        await hub.SettleAsync(40);
        foreach (var hours in new[] { 1, 5, 24 })
        {
            hub.Time.Advance(TimeSpan.FromHours(hours));
            await hub.SettleAsync(20);
        }

        foreach (var (folded, found) in await hub.StatesAsync())
        {
            found.ShouldBe(folded);
            SyncJson.Read<TicketState>(System.Text.Encoding.UTF8.GetBytes(folded)).Watches.ShouldBeNull();
        }
    }

    private async Task<string> IncidentAsync()
    {
        Raise("checkout", "escalated");
        await hub.SettleAsync(40);
        var issue = Issues()[0]!["key"]!.ToString();
        hub.AskJira("PUT", $"/rest/api/3/issue/{issue}/assignee", new { accountId = "5b10a2844c20165700ede21e" });
        hub.AskJira("PUT", $"/rest/api/3/issue/{issue}", new { update = new { labels = new[] { new { add = "analysis" } } } });
        await hub.SettleAsync(60);
        return hub.AskServiceNow("GET", "/api/now/table/incident")["result"]!.AsArray().ShouldHaveSingleItem()!["sys_id"]!.ToString();
    }

    private string Raise(params string[] tags) => hub.AskZendesk("POST", "/api/v2/tickets", new
    {
        ticket = new
        {
            subject = "Checkout shows a blank page",
            comment = new { body = "Chrome, more than ten items" },
            priority = "high",
            assignee_email = ZendeskSeed.AgentEmail,
            type = "incident",
            status = "open",
            tags,
        },
    })["ticket"]!["id"]!.ToString();

    private void Say(string ticket, string text) =>
        hub.AskZendesk("PUT", $"/api/v2/tickets/{ticket}", new { ticket = new { comment = new { body = text, @public = true } } });

    private int Comments(string text) => Issue(Issues()[0]!["key"]!.ToString())["fields"]!["comment"]!["comments"]!.AsArray()
        .Count(comment => comment!.ToJsonString().Contains(text, StringComparison.Ordinal));

    private static IEnumerable<string> Labels(JsonNode issue) => issue["fields"]!["labels"]!.AsArray().Select(label => label!.ToString());

    private JsonNode Issue(string key) => hub.AskJira("GET", $"/rest/api/3/issue/{key}");

    private JsonArray Issues() => hub.AskJira(
        "POST", "/rest/api/3/search/jql", new { jql = "project = SHOP", fields = new[] { "summary" } })["issues"]!.AsArray();
}
