using System.Text.Json.Nodes;

using Entente.Sandbox.Zendesk;

namespace Entente.Unit.Tests.Node;

/// <summary>The example's whole chain, Zendesk to Azure DevOps and back, without sockets or threads.</summary>
public sealed class FourTrackersTests
{
    private const string Title = "Checkout shows a blank page";
    private readonly HubInMemory hub = new();

    [Fact]
    public async Task A_bug_reaches_azure_devops_and_its_fix_solves_the_ticket_after_the_go_ahead()
    {
        var chain = await ChainAsync();
        Field(chain.Item, "System.WorkItemType").ShouldBe("Bug");
        Field(chain.Item, "System.AssignedTo", "uniqueName").ShouldBe("david@global.example");

        Move(chain.Item, "Active");
        await hub.SettleAsync(40);
        State(chain).ShouldBe("open | In Progress | 2 | Active");
        Move(chain.Item, "Resolved");
        await hub.SettleAsync(60);
        State(chain).ShouldBe("open | In Review | 6 | Resolved");
        Resolve(chain.Issue);
        await hub.SettleAsync(60);

        State(chain).ShouldBe("solved | Done | 6 | Resolved");
        (await hub.Hub.Reader.SidesAsync(null, "parked", CancellationToken.None)).ShouldBeEmpty();
    }

    /// <summary>Whoever watches a queue takes a new work item before the hub has looked at what it made.</summary>
    [Theory]
    [InlineData("jr")]
    [InlineData("sn")]
    [InlineData("ado")]
    public async Task What_people_do_to_a_new_ticket_before_the_hub_s_first_look_is_told_too(string connection)
    {
        hub.Calls[connection].Fault = (request, answer) =>
        {
            var given = answer();
            if (request.Method != HttpMethod.Post || !given.IsSuccessStatusCode || !Creates(connection, request.RequestUri!.AbsolutePath))
                return given;
            hub.Calls[connection].Fault = null;
            Take(connection, given);
            return given;
        };
        var chain = await ChainAsync();

        (connection switch
        {
            "jr" => hub.AskZendesk("GET", $"/api/v2/tickets/{chain.Ticket}")["ticket"]!["priority"]!.ToString(),
            "sn" => hub.AskJira("GET", $"/rest/api/3/issue/{chain.Issue}")["fields"]!["status"]!["name"]!.ToString(),
            _ => Incident(chain.Incident)["state"]!.ToString(),
        }).ShouldBe(connection switch { "jr" => "urgent", "sn" => "In Progress", _ => "2" });
        Threads(chain).First().Thread.Count(text => text.Contains("first-to-speak", StringComparison.Ordinal)).ShouldBe(1);
    }

    /// <summary>The link to the partner is no conditional write: its answer does not tell what came before it.</summary>
    [Fact]
    public async Task A_comment_made_just_before_the_hub_s_link_is_not_overlooked()
    {
        hub.Calls["ado"].Fault = (request, answer) =>
        {
            if (request.Method != HttpMethod.Patch)
                return answer();
            hub.Calls["ado"].Fault = null;
            hub.AskAzureDevOps("POST", "/global/Shop/_apis/wit/workItems/1/comments?api-version=7.1-preview.4", new { text = "word-ado" });
            return answer();
        };
        var chain = await ChainAsync();

        Threads(chain).First().Thread.Count(text => text.Contains("word-ado", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task A_comment_stands_once_in_every_tracker_under_its_author_s_name()
    {
        var chain = await ChainAsync();
        hub.AskZendesk("PUT", $"/api/v2/tickets/{chain.Ticket}", new { ticket = new { comment = new { body = "word-zd", @public = true } } });
        await hub.SettleAsync(40);
        hub.AskJira("POST", $"/rest/api/2/issue/{chain.Issue}/comment", new { body = "word-jr" });
        await hub.SettleAsync(40);
        hub.AskServiceNow("PATCH", $"/api/now/table/incident/{chain.Incident}", new { comments = "word-sn" });
        await hub.SettleAsync(40);
        hub.AskAzureDevOps(
            "POST", $"/global/Shop/_apis/wit/workItems/{chain.Item}/comments?api-version=7.1-preview.4", new { text = "<p>word-ado</p>" });
        await hub.SettleAsync(60);

        var authors = new[] { ("word-zd", "Ana Agent"), ("word-jr", "Elaine"), ("word-sn", "John Architect"), ("word-ado", "David") };
        foreach (var (where, thread) in Threads(chain))
        {
            string.Join(' ', thread.SelectMany(Words)).ShouldBe("word-zd word-jr word-sn word-ado", where);
            foreach (var (word, author) in authors)
                if (!where.EndsWith(word[5..], StringComparison.Ordinal))
                    thread.Single(text => text.Contains(word, StringComparison.Ordinal)).ShouldContain(author, customMessage: where);
        }
    }

    /// <summary>ServiceNow tells the second in which an entry was made and no more.</summary>
    [Fact]
    public async Task Comments_of_one_second_keep_their_order()
    {
        var chain = await ChainAsync();
        string[] words = [.. Enumerable.Range(1, 8).Select(n => $"quick-{n}")];
        foreach (var word in words)
            hub.AskServiceNow("PATCH", $"/api/now/table/incident/{chain.Incident}", new { comments = word });
        await hub.SettleAsync(60);

        foreach (var (where, thread) in Threads(chain).Where(one => one.Where != "sn"))
            thread.SelectMany(text => words.Where(word => text.Contains(word, StringComparison.Ordinal))).ShouldBe(words, where);
    }

    [Fact]
    public async Task Everybody_reads_in_their_own_tracker_who_has_the_case()
    {
        var chain = await ChainAsync();
        foreach (var (where, thread) in Threads(chain, withNotes: true))
            thread.Last(IsAboutTheHolder).ShouldContain("Global Pvt Ltd", customMessage: where);

        Patch(chain.Item, "System.Tags", "not-ours");
        await hub.SettleAsync(60);
        foreach (var (where, thread) in Threads(chain, withNotes: true))
            thread.Last(IsAboutTheHolder).ShouldContain("Infinity Solutions", customMessage: where);
    }

    [Fact]
    public async Task A_reopened_ticket_is_reopened_everywhere()
    {
        var chain = await ChainAsync();
        Move(chain.Item, "Active");
        await hub.SettleAsync(40);
        Move(chain.Item, "Resolved");
        await hub.SettleAsync(60);
        Resolve(chain.Issue);
        await hub.SettleAsync(60);
        hub.AskZendesk(
            "PUT", $"/api/v2/tickets/{chain.Ticket}", new { ticket = new { status = "open", comment = new { body = "again", @public = true } } });
        await hub.SettleAsync(90);

        State(chain).ShouldBe("open | To Do | 2 | Active");
    }

    [Fact]
    public async Task A_priority_changed_half_way_is_changed_everywhere()
    {
        var chain = await ChainAsync();
        hub.AskJira("PUT", $"/rest/api/3/issue/{chain.Issue}", new { fields = new { priority = new { name = "Highest" } } });
        await hub.SettleAsync(60);

        hub.AskZendesk("GET", $"/api/v2/tickets/{chain.Ticket}")["ticket"]!["priority"]!.ToString().ShouldBe("urgent");
        Incident(chain.Incident)["priority"]!.ToString().ShouldBe("1");
        Field(chain.Item, "Microsoft.VSTS.Common.Priority").ShouldBe("1");
    }

    [Fact]
    public async Task Nothing_is_written_once_nobody_edits_any_more()
    {
        var chain = await ChainAsync();
        Move(chain.Item, "Active");
        await hub.SettleAsync(90);
        foreach (var calls in hub.Calls.Values)
            calls.Calls.Clear();
        await hub.SettleAsync(120);

        hub.Calls.Values.SelectMany(calls => calls.Calls).Where(IsWrite).ShouldBeEmpty();
    }

    private static bool Creates(string connection, string path) => path.EndsWith(
        connection switch { "jr" => "/issue", "sn" => "/table/incident", _ => "/workitems/$Bug" }, StringComparison.Ordinal);

    /// <summary>Somebody acts on what was just made: Elaine raises the priority, John or David begins to work.</summary>
    private void Take(string connection, HttpResponseMessage made)
    {
        const string Word = "first-to-speak";
        using var copy = new MemoryStream();
        made.Content.CopyTo(copy, null, CancellationToken.None);
        var ticket = JsonNode.Parse(copy.ToArray())!;
        if (connection == "jr")
        {
            hub.AskJira("PUT", $"/rest/api/3/issue/{ticket["key"]}", new { fields = new { priority = new { name = "Highest" } } });
            hub.AskJira("POST", $"/rest/api/2/issue/{ticket["key"]}/comment", new { body = Word });
        }
        else if (connection == "sn")
            hub.AskServiceNow("PATCH", $"/api/now/table/incident/{ticket["result"]!["sys_id"]!["value"]}", new { state = "2", comments = Word });
        else
        {
            Move(ticket["id"]!.ToString(), "Active");
            hub.AskAzureDevOps(
                "POST", $"/global/Shop/_apis/wit/workItems/{ticket["id"]}/comments?api-version=7.1-preview.4", new { text = Word });
        }
    }

    private sealed record Chain(string Ticket, string Issue, string Incident, string Item);

    private async Task<Chain> ChainAsync()
    {
        var ticket = hub.AskZendesk("POST", "/api/v2/tickets", new
        {
            ticket = new
            {
                subject = Title,
                comment = new { body = "Chrome, more than ten items" },
                priority = "high",
                assignee_email = ZendeskSeed.AgentEmail,
                type = "incident",
                status = "open",
                tags = new[] { "checkout", "escalated" },
            },
        })["ticket"]!["id"]!.ToString();
        await hub.SettleAsync(40);
        var issue = hub.AskJira("POST", "/rest/api/3/search/jql", new { jql = "project = SHOP", fields = new[] { "summary" } })["issues"]!
            .AsArray().ShouldHaveSingleItem()!["key"]!.ToString();
        hub.AskJira("PUT", $"/rest/api/3/issue/{issue}/assignee", new { accountId = "5b10a2844c20165700ede21e" });
        hub.AskJira("PUT", $"/rest/api/3/issue/{issue}", new { update = new { labels = new[] { new { add = "analysis" } } } });
        await hub.SettleAsync(40);
        var incident = hub.AskServiceNow("GET", "/api/now/table/incident")["result"]!.AsArray().ShouldHaveSingleItem()!["sys_id"]!.ToString();
        hub.AskServiceNow("PATCH", $"/api/now/table/incident/{incident}", new { u_waiting_on = "global" });
        await hub.SettleAsync(60);
        var items = hub.AskAzureDevOps(
            "POST", "/global/_apis/wit/wiql?api-version=7.1", new { query = "SELECT [System.Id] FROM WorkItems WHERE [System.Id] > 0" });
        return new Chain(ticket, issue, incident, items["workItems"]!.AsArray().ShouldHaveSingleItem()!["id"]!.ToString());
    }

    private string State(Chain chain) => string.Join(
        " | ",
        hub.AskZendesk("GET", $"/api/v2/tickets/{chain.Ticket}")["ticket"]!["status"],
        hub.AskJira("GET", $"/rest/api/3/issue/{chain.Issue}")["fields"]!["status"]!["name"],
        Incident(chain.Incident)["state"],
        Field(chain.Item, "System.State"));

    private static bool IsAboutTheHolder(string text) => text.Contains("has this case now", StringComparison.Ordinal);

    private IEnumerable<(string Where, List<string> Thread)> Threads(Chain chain, bool withNotes = false)
    {
        var replies = hub.AskZendesk("GET", $"/api/v2/tickets/{chain.Ticket}/comments")["comments"]!.AsArray();
        yield return ("zd", [.. replies.Select(comment => comment!["plain_body"]!.ToString())]);
        var remarks = hub.AskJira("GET", $"/rest/api/3/issue/{chain.Issue}/comment")["comments"]!.AsArray();
        yield return ("jr", [.. remarks.Select(comment => comment!["body"]!.ToJsonString())]);
        var element = withNotes ? "work_notes" : "comments";
        var entries = hub.AskServiceNow(
            "GET", $"/api/now/table/sys_journal_field?sysparm_query=element_id={chain.Incident}^element={element}^ORDERBYsys_created_on", null,
            "entente.integration:sandbox-servicenow-password");
        yield return ("sn", [.. entries["result"]!.AsArray().Select(e => e!["value"]!.ToString())]);
        var comments = hub.AskAzureDevOps("GET", $"/global/Shop/_apis/wit/workItems/{chain.Item}/comments?order=asc&api-version=7.1-preview.4");
        yield return ("ado", [.. comments["comments"]!.AsArray().Select(c => c!["text"]!.ToString())]);
    }

    private static IEnumerable<string> Words(string text) =>
        new[] { "word-zd", "word-jr", "word-sn", "word-ado" }.Where(word => text.Contains(word, StringComparison.Ordinal));

    private JsonNode Incident(string id) => hub.AskServiceNow("GET", $"/api/now/table/incident/{id}")["result"]!;

    private string Field(string id, string field, string? member = null)
    {
        var value = hub.AskAzureDevOps("GET", $"/global/_apis/wit/workitems/{id}?api-version=7.1")["fields"]![field];
        return (member is null ? value : value![member])?.ToString() ?? "";
    }

    private void Move(string item, string state) => Patch(item, "System.State", state);

    private void Patch(string item, string field, string value) => hub.AskAzureDevOps(
        "PATCH", $"/global/Shop/_apis/wit/workitems/{item}?api-version=7.1", new[] { new { op = "add", path = $"/fields/{field}", value } });

    private void Resolve(string issue) => hub.AskJira(
        "POST", $"/rest/api/3/issue/{issue}/transitions",
        new { transition = new { id = "51" }, fields = new { resolution = new { name = "Done" } } });

    internal static bool IsWrite(string call) => !call.StartsWith("GET ", StringComparison.Ordinal)
        && !call.EndsWith("/search/jql", StringComparison.Ordinal) && !call.EndsWith("/bulkfetch", StringComparison.Ordinal)
        && !call.EndsWith("/wiql", StringComparison.Ordinal) && !call.EndsWith("/workitemsbatch", StringComparison.Ordinal);
}
