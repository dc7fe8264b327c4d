using System.Text.Json.Nodes;

namespace Entente.Unit.Tests.Node;

/// <summary>One case between two trackers, from the poll to the partner's tracker, without sockets or threads.</summary>
public sealed class WholeHubTests
{
    private readonly HubInMemory hub = new();

    [Fact]
    public async Task A_ticket_gets_one_twin_and_comments_cross_once_in_order()
    {
        var ticket = Raise();
        await hub.SettleAsync();
        for (var i = 0; i < 3; i++)
            hub.AskZendesk("PUT", $"/api/v2/tickets/{ticket}", new { ticket = new { comment = new { body = $"answer {i}", @public = true } } });
        hub.AskZendesk("PUT", $"/api/v2/tickets/{ticket}", new { ticket = new { comment = new { body = "stays home", @public = false } } });
        await hub.SettleAsync();

        Issues().Count.ShouldBe(1);
        var comments = hub.AskJira("GET", $"/rest/api/3/issue/{Issues()[0]!["key"]}/comment")["comments"]!.AsArray()
            .Select(c => c!["body"]!.ToJsonString()).ToList();
        comments.Count.ShouldBe(3);
        for (var i = 0; i < 3; i++)
            comments[i].ShouldContain($"answer {i}");
        comments.ShouldAllBe(text => !text.Contains("stays home", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_create_that_was_made_but_never_answered_leaves_one_issue()
    {
        hub.JiraCalls.Fault = (request, answer) =>
        {
            if (request.Method != HttpMethod.Post || request.RequestUri!.AbsolutePath != "/rest/api/3/issue")
                return answer();
            answer();
            hub.JiraCalls.Fault = null;
            throw new HttpIOException(HttpRequestError.ResponseEnded, "the connection broke after the request was written");
        };
        Raise();
        await hub.SettleAsync(60);

        Issues().Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_a_person_did_between_the_create_and_its_first_read_stays()
    {
        var moved = "";
        hub.JiraCalls.Fault = (request, answer) =>
        {
            var given = answer();
            if (request.Method == HttpMethod.Post && request.RequestUri!.AbsolutePath == "/rest/api/3/issue")
            {
                hub.JiraCalls.Fault = null;
                hub.AskJira("PUT", $"/rest/api/3/issue/{Issues()[0]!["key"]}", new { fields = new { priority = new { name = "Lowest" } } });
                moved = Move(Issues()[0]!["key"]!.ToString());
            }

            return given;
        };
        var ticket = Raise();
        await hub.SettleAsync(60);

        var fields = hub.AskJira("GET", $"/rest/api/3/issue/{Issues()[0]!["key"]}")["fields"]!;
        fields["status"]!["name"]!.ToString().ShouldBe(moved);
        fields["priority"]!["name"]!.ToString().ShouldBe("Lowest");
        hub.AskZendesk("GET", $"/api/v2/tickets/{ticket}")["ticket"]!["priority"]!.ToString().ShouldBe("low");
    }

    [Fact]
    public async Task A_write_of_ours_that_is_read_before_its_outcome_is_known_is_no_news_to_the_partner()
    {
        var ticket = Raise();
        await hub.SettleAsync();
        hub.ZendeskCalls.Fault = (request, answer) =>
        {
            if (request.Method != HttpMethod.Put)
                return answer();
            answer();
            hub.ZendeskCalls.Fault = null;
            throw new HttpIOException(HttpRequestError.ResponseEnded, "the connection broke after the request was written");
        };
        Prioritise("Lowest");
        await hub.SettleAsync(1); // the write is made and its answer lost
        hub.AskZendesk("PUT", $"/api/v2/tickets/{ticket}", new { ticket = new { comment = new { body = "look", @public = true } } });
        await hub.SettleAsync(60); // the ticket is read for the comment, before the probe

        hub.AskZendesk("GET", $"/api/v2/tickets/{ticket}")["ticket"]!["priority"]!.ToString().ShouldBe("low");
        Priority().ShouldBe("Lowest");
    }

    [Fact]
    public async Task A_change_that_is_read_before_a_write_is_tried_again_decides_anew()
    {
        var ticket = Raise();
        await hub.SettleAsync();
        hub.JiraCalls.Fault = (request, answer) => request.Method != HttpMethod.Put
            ? answer()
            : throw new HttpIOException(HttpRequestError.ResponseEnded, "the connection broke after the request was written");
        hub.AskZendesk("PUT", $"/api/v2/tickets/{ticket}", new { ticket = new { priority = "urgent" } });
        await hub.SettleAsync(3);
        Prioritise("Lowest");
        await hub.SettleAsync(3);
        hub.JiraCalls.Fault = null; // Infinity's priority wins by the contract, so the write must not be sent as it was planned
        await hub.SettleAsync(60);

        Priority().ShouldBe("Lowest");
        hub.AskZendesk("GET", $"/api/v2/tickets/{ticket}")["ticket"]!["priority"]!.ToString().ShouldBe("low");
    }

    [Fact]
    public async Task Of_two_changes_at_once_the_contract_s_winner_stands_on_both_sides()
    {
        var ticket = Raise();
        await hub.SettleAsync();
        Prioritise("High");
        await hub.SettleAsync();
        hub.AskZendesk("PUT", $"/api/v2/tickets/{ticket}", new { ticket = new { priority = "low" } });
        Prioritise("Highest");
        await hub.SettleAsync(60);

        Priority().ShouldBe("Highest");
        hub.AskZendesk("GET", $"/api/v2/tickets/{ticket}")["ticket"]!["priority"]!.ToString().ShouldBe("urgent");
    }

    [Fact]
    public async Task Whoever_answers_a_value_while_the_rest_of_its_envelope_waits_had_seen_it()
    {
        var ticket = Raise();
        await hub.SettleAsync();
        var writes = 0;
        hub.ZendeskCalls.Fault = (request, answer) =>
            request.Method == HttpMethod.Put && writes++ > 0 ? new HttpResponseMessage(System.Net.HttpStatusCode.TooManyRequests) : answer();
        foreach (var text in (string[])["first", "second"])
            hub.AskJira("POST", $"/rest/api/3/issue/{Issues()[0]!["key"]}/comment", Comment(text));
        Prioritise("Highest");
        await hub.SettleAsync(5);
        hub.AskZendesk("GET", $"/api/v2/tickets/{ticket}")["ticket"]!["priority"]!.ToString().ShouldBe("urgent");
        hub.AskZendesk("PUT", $"/api/v2/tickets/{ticket}", new { ticket = new { priority = "low" } });
        await hub.SettleAsync(5); // told while the second comment still waits; no conflict, which Infinity would win
        hub.ZendeskCalls.Fault = null;
        await hub.SettleAsync(60);

        Priority().ShouldBe("Low");
        hub.AskZendesk("GET", $"/api/v2/tickets/{ticket}")["ticket"]!["priority"]!.ToString().ShouldBe("low");

        static object Comment(string text) => new
        {
            body = new { type = "doc", version = 1, content = new[] { new { type = "paragraph", content = new[] { new { type = "text", text } } } } },
        };
    }

    [Fact]
    public async Task Nothing_is_written_once_nobody_edits_any_more()
    {
        var ticket = Raise();
        await hub.SettleAsync();
        hub.AskZendesk("PUT", $"/api/v2/tickets/{ticket}", new { ticket = new { priority = "urgent" } });
        await hub.SettleAsync();
        hub.JiraCalls.Calls.Clear();
        hub.ZendeskCalls.Calls.Clear();
        await hub.SettleAsync(120);

        hub.JiraCalls.Calls.Concat(hub.ZendeskCalls.Calls).Where(IsWrite).ShouldBeEmpty();
    }

    [Fact] // Invariant 11
    public async Task The_stored_state_and_what_came_since_are_what_the_journal_folds_to()
    {
        var ticket = Raise();
        await hub.SettleAsync();
        hub.AskJira("PUT", $"/rest/api/3/issue/{Issues()[0]!["key"]}", new { fields = new { priority = new { name = "Highest" } } });
        hub.AskZendesk("PUT", $"/api/v2/tickets/{ticket}", new { ticket = new { comment = new { body = "and more", @public = true } } });
        await hub.SettleAsync();

        var states = await hub.StatesAsync();
        states.Count.ShouldBeGreaterThan(1);
        foreach (var (folded, found) in states)
            found.ShouldBe(folded);
    }

    [Fact] // Invariant 7
    public async Task Every_change_ends_in_one_of_its_states()
    {
        var ticket = Raise();
        await hub.SettleAsync();
        hub.AskZendesk(
            "PUT", $"/api/v2/tickets/{ticket}", new { ticket = new { priority = "low", comment = new { body = "note", @public = false } } });
        await hub.SettleAsync();

        var counts = await hub.Hub.Reader.ChangeCountsAsync(CancellationToken.None);
        counts["care-pm"].Keys.ShouldAllBe(state => state == "applied" || state == "filtered" || state == "superseded" || state == "parked");
        counts["care-pm"]["applied"].ShouldBeGreaterThan(1);
        counts["care-pm"]["filtered"].ShouldBeGreaterThan(0);
    }

    [Fact] // Invariant 8
    public async Task A_parked_side_blocks_no_other()
    {
        Raise();
        await hub.SettleAsync();
        var key = Issues()[0]!["key"]!.ToString();
        const string Refusal = """{"errorMessages":[],"errors":{"priority":"refused"}}""";
        hub.JiraCalls.Fault = (request, answer) =>
            request.Method == HttpMethod.Put && request.RequestUri!.AbsolutePath.EndsWith("/10001", StringComparison.Ordinal)
                ? new HttpResponseMessage(System.Net.HttpStatusCode.BadRequest) { Content = new StringContent(Refusal) }
                : answer();
        hub.AskZendesk("PUT", "/api/v2/tickets/1", new { ticket = new { priority = "urgent" } });
        Raise();
        await hub.SettleAsync();

        (await hub.Hub.Reader.SidesAsync(null, "parked", CancellationToken.None)).ShouldHaveSingleItem();
        Issues().Count.ShouldBe(2);
        Issues().Select(issue => issue!["key"]!.ToString()).ShouldContain(key);
    }

    [Fact]
    public async Task Each_tracker_s_people_read_once_who_has_the_case()
    {
        var ticket = Raise();
        await hub.SettleAsync();
        hub.AskZendesk("PUT", $"/api/v2/tickets/{ticket}", new { ticket = new { tags = new[] { "checkout", "escalated" } } });
        await hub.SettleAsync(60);

        Notes(ticket).ShouldHaveSingleItem().ShouldContain("Infinity Solutions has this case now.");
        var comments = hub.AskJira("GET", $"/rest/api/3/issue/{Issues()[0]!["key"]}/comment")["comments"]!.AsArray();
        comments.ShouldHaveSingleItem()!.ToJsonString().ShouldContain("Infinity Solutions has this case now.");
    }

    [Fact]
    public async Task Sharing_stops_and_begins_by_a_visible_act_and_says_so()
    {
        var ticket = Raise();
        await hub.SettleAsync();
        hub.AskZendesk(
            "PUT", $"/api/v2/tickets/{ticket}",
            new { ticket = new { tags = Array.Empty<string>(), comment = new { body = "ours alone", @public = true } } });
        await hub.SettleAsync(60);
        Notes(ticket).ShouldHaveSingleItem().ShouldContain("No longer shared with Infinity Solutions");
        hub.AskJira("GET", $"/rest/api/3/issue/{Issues()[0]!["key"]}/comment").ToJsonString().ShouldNotContain("ours alone");

        hub.AskZendesk("PUT", $"/api/v2/tickets/{ticket}", new { ticket = new { tags = new[] { "checkout" } } });
        await hub.SettleAsync(60);
        Notes(ticket).Count.ShouldBe(2);
        Notes(ticket)[1].ShouldContain("again from now on");
        hub.AskJira("GET", $"/rest/api/3/issue/{Issues()[0]!["key"]}/comment").ToJsonString().ShouldContain("ours alone");
    }

    private List<string> Notes(string ticket) =>
    [
        .. hub.AskZendesk("GET", $"/api/v2/tickets/{ticket}/comments")["comments"]!.AsArray()
            .Where(comment => !comment!["public"]!.GetValue<bool>() && !comment.ToJsonString().Contains("/browse/", StringComparison.Ordinal))
            .Select(comment => comment!["plain_body"]!.ToString()),
    ];

    internal static bool IsWrite(string call) => !call.StartsWith("GET ", StringComparison.Ordinal)
        && !call.EndsWith("/search/jql", StringComparison.Ordinal) && !call.EndsWith("/bulkfetch", StringComparison.Ordinal);

    private string Raise() => hub.AskZendesk("POST", "/api/v2/tickets", new
    {
        ticket = new
        {
            subject = "Checkout shows a blank page",
            comment = new { body = "Chrome, more than ten items" },
            priority = "high",
            type = "incident",
            status = "open",
            tags = new[] { "checkout" },
        },
    })["ticket"]!["id"]!.ToString();

    /// <summary>Takes the first way that the workflow offers. Answers the status that it leads to.</summary>
    private string Move(string issue)
    {
        var way = hub.AskJira("GET", $"/rest/api/3/issue/{issue}/transitions")["transitions"]!.AsArray()[0]!;
        hub.AskJira("POST", $"/rest/api/3/issue/{issue}/transitions", new { transition = new { id = way["id"]!.ToString() } });
        return way["to"]!["name"]!.ToString();
    }

    private string Priority() => hub.AskJira("GET", $"/rest/api/3/issue/{Issues()[0]!["key"]}")["fields"]!["priority"]!["name"]!.ToString();

    private void Prioritise(string name) =>
        hub.AskJira("PUT", $"/rest/api/3/issue/{Issues()[0]!["key"]}", new { fields = new { priority = new { name } } });

    private JsonArray Issues() => hub.AskJira(
        "POST", "/rest/api/3/search/jql", new { jql = "project = SHOP", fields = new[] { "summary" } })["issues"]!.AsArray();
}
