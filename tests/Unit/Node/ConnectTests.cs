using System.Text.Json.Nodes;

using Entente.Core.Cases;
using Entente.Node;
using Entente.Node.Api;
using Entente.Node.Links;
using Entente.Node.Twins;
using Entente.Sandbox.Zendesk;

namespace Entente.Unit.Tests.Node;

/// <summary>Two tickets that were both there before become a twin, and part again, in the hub in memory.</summary>
public sealed class ConnectTests
{
    private const string Link = "care-pm";

    private readonly HubInMemory hub = new();

    [Fact]
    public async Task A_preview_shows_both_sides_field_by_field_and_writes_nothing()
    {
        var (ticket, issue) = Pair();
        Clear();

        var preview = await ConnectAsync(ticket, issue, yes: false);

        preview.Stage.ShouldBe("preview");
        preview.Opener.Ticket.ShouldBe($"zd:{ticket}");
        preview.Far.Ticket.ShouldBe($"jr:{issue}");
        preview.Far.Fields.Single(field => field.Field == "summary")
            .ShouldBe(new FieldPreview("summary", "Blank page", "Checkout shows a blank page"));
        preview.Far.Fields.ShouldNotContain(field => field.Field == "priority");
        preview.Far.Comments.ShouldBe(1);
        preview.Far.Kept.ShouldContain(new KeptValue("summary", "Blank page", "infinity", "connected"));
        preview.Opener.Fields.Single(field => field.Field == "priority").ShouldBe(new FieldPreview("priority", "high", "low"));
        preview.Opener.Comments.ShouldBe(1);
        preview.Opener.Problem.ShouldBeNull();
        Writes().ShouldBeEmpty();
        (await hub.Hub.Reader.TicketsAsync(null, null, 10, CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_the_preview_said_comes_about_once_on_both_sides()
    {
        var (ticket, issue) = Pair();
        await hub.SettleAsync();
        Issues().Count.ShouldBe(1, "the ticket is not triggered");

        (await ConnectAsync(ticket, issue, yes: true)).Stage.ShouldBe("connected");
        await hub.SettleAsync(90);

        Issues().ShouldHaveSingleItem();
        var fields = hub.AskJira("GET", $"/rest/api/3/issue/{issue}")["fields"]!;
        fields["summary"]!.ToString().ShouldBe("Checkout shows a blank page");
        fields["priority"]!["name"]!.ToString().ShouldBe("Low");
        Ticket(ticket)["priority"]!.ToString().ShouldBe("low");
        Comments(issue).Count(text => text.Contains("more than ten items", StringComparison.Ordinal)).ShouldBe(1);
        Comments(issue).Count(text => text.Contains("seen it too", StringComparison.Ordinal)).ShouldBe(1);
        TicketComments(ticket).Count(text => text.Contains("seen it too", StringComparison.Ordinal)).ShouldBe(1);
        TicketComments(ticket).Count(text => text.Contains("more than ten items", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact] // Invariant 9
    public async Task The_value_that_lost_is_kept_and_shown()
    {
        var (ticket, issue) = Pair();
        await ConnectAsync(ticket, issue, yes: true);
        await hub.SettleAsync();

        var life = (await CaseQuery.FindAsync(hub.Hub, $"zd:{ticket}", CancellationToken.None)).ShouldNotBeNull();
        life.Lost.ShouldContain(lost => lost.Field == "summary" && lost.Value == "Blank page" && lost.Reason == "connected");
        life.Lost.ShouldContain(lost => lost.Field == "priority" && lost.Value == "P2" && lost.Reason == "connected");
        life.Events.Count(placed => placed.Event.Kind == CaseEventKind.Opened).ShouldBe(1);
    }

    [Fact]
    public async Task Nothing_goes_on_being_written_after_a_connection_and_changes_cross_both_ways()
    {
        var (ticket, issue) = Pair();
        await ConnectAsync(ticket, issue, yes: true);
        await hub.SettleAsync(90);
        Clear();
        await hub.SettleAsync(90);
        Writes().ShouldBeEmpty();

        hub.AskZendesk("PUT", $"/api/v2/tickets/{ticket}", new { ticket = new { subject = "Checkout is blank" } });
        hub.AskJira("PUT", $"/rest/api/3/issue/{issue}", new { fields = new { priority = new { name = "Highest" } } });
        await hub.SettleAsync();

        hub.AskJira("GET", $"/rest/api/3/issue/{issue}")["fields"]!["summary"]!.ToString().ShouldBe("Checkout is blank");
        Ticket(ticket)["priority"]!.ToString().ShouldBe("urgent");
    }

    [Theory]
    [InlineData("zd:1", "zd:2", null, 404)]
    [InlineData("zd:1", "zd:1", null, 422)]
    [InlineData("zd:1", "jr:SHOP-99", null, 404)]
    [InlineData("zd:1", "no:1", null, 404)]
    [InlineData("zd1", "jr:SHOP-1", null, 422)]
    [InlineData("zd:1", "jr:SHOP-1", "no-such-link", 404)]
    [InlineData("zd:1", "jr:SHOP-1", "pm-arch", 422)]
    [InlineData("zd:1", "sn:1", null, 409)]
    public async Task What_cannot_be_connected_is_refused(string a, string b, string? link, int status)
    {
        Pair();
        hub.ForgetSecret("sn");
        var refusal = await Should.ThrowAsync<RefusedException>(
            () => TwinConnect.RunAsync(hub.Hub, new ConnectRequest(a, b, link, Yes: true), CancellationToken.None));

        refusal.Status.ShouldBe(status, refusal.Message);
        refusal.Message.ShouldEndWith(".", Case.Sensitive, refusal.Message);
    }

    [Fact]
    public async Task A_ticket_that_has_a_twin_or_is_closed_is_refused()
    {
        var (ticket, issue) = Pair();
        await ConnectAsync(ticket, issue, yes: true);
        await hub.SettleAsync();
        var other = MakeIssue("Another");
        (await Should.ThrowAsync<RefusedException>(() => ConnectAsync(ticket, other, yes: true))).Message.ShouldContain("already");

        var closed = Raise("Old");
        hub.AskZendesk("PUT", $"/api/v2/tickets/{closed}", new { ticket = new { status = "closed", assignee_email = ZendeskSeed.AgentEmail } });
        (await Should.ThrowAsync<RefusedException>(() => ConnectAsync(closed, other, yes: true))).Message.ShouldContain("closed");
    }

    [Fact]
    public async Task An_ended_twin_is_left_alone_by_both_sides_and_can_be_connected_again()
    {
        var (ticket, issue) = Pair();
        await ConnectAsync(ticket, issue, yes: true);
        await hub.SettleAsync();
        await EndAsync($"jr:{issue}");
        await hub.SettleAsync();
        Clear();
        var comment = new { body = "apart", @public = true };
        hub.AskZendesk("PUT", $"/api/v2/tickets/{ticket}", new { ticket = new { subject = "apart", comment } });
        hub.AskJira("PUT", $"/rest/api/3/issue/{issue}", new { fields = new { priority = new { name = "Highest" } } });
        await hub.SettleAsync();
        Writes().ShouldBeEmpty();
        (await hub.Hub.Reader.SidesAsync(null, "ended", CancellationToken.None)).Count.ShouldBe(2);
        (await Should.ThrowAsync<RefusedException>(() => EndAsync($"zd:{ticket}"))).Status.ShouldBe(409);

        (await ConnectAsync(ticket, issue, yes: true)).Stage.ShouldBe("connected");
        await hub.SettleAsync();
        hub.AskJira("GET", $"/rest/api/3/issue/{issue}")["fields"]!["summary"]!.ToString().ShouldBe("apart");
        Ticket(ticket)["priority"]!.ToString().ShouldBe("urgent");
    }

    [Fact]
    public async Task Over_a_paused_link_a_connection_waits_and_comes_about_once_it_goes_on()
    {
        var (ticket, issue) = Pair();
        await hub.SettleAsync();
        await LinkQuery.SwitchAsync(hub.Hub, Link, LinkStage.Paused, CancellationToken.None);
        await ConnectAsync(ticket, issue, yes: true);
        Clear();
        await hub.SettleAsync();
        Writes().ShouldBeEmpty();
        (await LinkQuery.FindAsync(hub.Hub, Link, CancellationToken.None)).ShouldNotBeNull().Waiting.Envelopes.ShouldBe(1);

        await LinkQuery.SwitchAsync(hub.Hub, Link, LinkStage.Running, CancellationToken.None);
        await hub.SettleAsync(14);
        hub.AskJira("GET", $"/rest/api/3/issue/{issue}")["fields"]!["summary"]!.ToString().ShouldBe("Checkout shows a blank page");
    }

    [Fact]
    public async Task A_twin_that_ended_before_its_first_envelope_was_taken_is_left_alone()
    {
        var (ticket, issue) = Pair();
        await hub.SettleAsync();
        await LinkQuery.SwitchAsync(hub.Hub, Link, LinkStage.Paused, CancellationToken.None);
        await ConnectAsync(ticket, issue, yes: true);
        await EndAsync($"zd:{ticket}");
        Clear();
        await hub.SettleAsync();
        await LinkQuery.SwitchAsync(hub.Hub, Link, LinkStage.Running, CancellationToken.None);
        await hub.SettleAsync(70);

        Writes().ShouldBeEmpty();
        (await hub.Hub.Reader.SidesAsync(null, "ended", CancellationToken.None)).Count.ShouldBe(2);
    }

    [Fact] // Invariant 7
    public async Task What_was_under_way_when_a_twin_ended_does_not_stay_pending()
    {
        var (ticket, issue) = Pair();
        await ConnectAsync(ticket, issue, yes: true);
        await hub.SettleAsync();
        await hub.Hub.Gates.SetAsync(hub.Hub, Link, LinkStage.Paused, CancellationToken.None);
        hub.AskZendesk("PUT", $"/api/v2/tickets/{ticket}", new { ticket = new { subject = "cut off" } });
        await hub.SettleAsync();
        (await CountsAsync()).Keys.ShouldContain("pending");

        await EndAsync($"zd:{ticket}");
        await hub.Hub.Gates.SetAsync(hub.Hub, Link, LinkStage.Running, CancellationToken.None);
        await hub.SettleAsync(70);

        (await CountsAsync()).Keys.ShouldNotContain("pending");
        hub.AskJira("GET", $"/rest/api/3/issue/{issue}")["fields"]!["summary"]!.ToString().ShouldBe("Checkout shows a blank page");
    }

    [Fact]
    public async Task Two_cases_that_are_connected_are_found_as_one_under_both_ids()
    {
        var (first, issue) = Pair();
        await ConnectAsync(first, issue, yes: true);
        await hub.SettleAsync();
        await EndAsync($"zd:{first}");
        await hub.SettleAsync();
        var second = Raise("The same again");
        await hub.SettleAsync();
        await ConnectAsync(second, issue, yes: true);
        await hub.SettleAsync();

        var lives = new List<CaseLife>();
        foreach (var reference in new[] { $"zd:{first}", $"zd:{second}", $"jr:{issue}" })
            lives.Add((await CaseQuery.FindAsync(hub.Hub, reference, CancellationToken.None)).ShouldNotBeNull());

        lives.ShouldAllBe(life => life.Tickets.Count == 3 && life.CaseId == lives[1].CaseId && life.Title == "The same again");
        lives[0].Events.Count(placed => placed.Event.Kind == CaseEventKind.Alias).ShouldBe(2);
        lives[0].Events.Count(placed => placed.Event.Kind == CaseEventKind.Opened).ShouldBe(1);
    }

    [Fact] // Invariant 11
    public async Task Connecting_and_ending_fold_to_the_state_that_is_stored()
    {
        var (ticket, issue) = Pair();
        await ConnectAsync(ticket, issue, yes: true);
        await hub.SettleAsync();
        await EndAsync($"zd:{ticket}");
        await hub.SettleAsync();

        foreach (var (folded, found) in await hub.StatesAsync())
            found.ShouldBe(folded);
    }

    private Task<ConnectResult> ConnectAsync(string ticket, string issue, bool yes) =>
        TwinConnect.RunAsync(hub.Hub, new ConnectRequest($"jr:{issue}", $"zd:{ticket}", null, yes), CancellationToken.None);

    private Task<bool> EndAsync(string reference) => TwinConnect.EndAsync(hub.Hub, new DisconnectRequest(reference, Link), CancellationToken.None);

    private async Task<IReadOnlyDictionary<string, long>> CountsAsync() => (await hub.Hub.Reader.ChangeCountsAsync(CancellationToken.None))[Link];

    /// <summary>A ticket without the tag that starts sharing, and an issue about the same thing.</summary>
    private (string Ticket, string Issue) Pair()
    {
        var ticket = Raise("Checkout shows a blank page");
        hub.AskZendesk("PUT", $"/api/v2/tickets/{ticket}", new { ticket = new { comment = new { body = "more than ten items", @public = true } } });
        var issue = MakeIssue("Blank page");
        hub.AskJira("POST", $"/rest/api/3/issue/{issue}/comment", new { body = Adf("seen it too") });
        return (ticket, issue);
    }

    private string Raise(string subject) => hub.AskZendesk("POST", "/api/v2/tickets", new
    {
        ticket = new { subject, comment = new { body = "Chrome" }, priority = "high", type = "incident", status = "open" },
    })["ticket"]!["id"]!.ToString();

    private string MakeIssue(string summary) => hub.AskJira("POST", "/rest/api/3/issue", new
    {
        fields = new
        {
            project = new { key = "SHOP" },
            issuetype = new { name = "Bug" },
            summary,
            priority = new { name = "Low" },
            description = Adf("Chrome"),
        },
    })["key"]!.ToString();

    private static object Adf(string text) => new
    {
        type = "doc",
        version = 1,
        content = new[] { new { type = "paragraph", content = new[] { new { type = "text", text } } } },
    };

    private void Clear()
    {
        hub.JiraCalls.Calls.Clear();
        hub.ZendeskCalls.Calls.Clear();
    }

    private IEnumerable<string> Writes() => hub.JiraCalls.Calls.Concat(hub.ZendeskCalls.Calls).Where(WholeHubTests.IsWrite);

    private JsonNode Ticket(string id) => hub.AskZendesk("GET", $"/api/v2/tickets/{id}")["ticket"]!;

    private List<string> TicketComments(string id) =>
        [.. hub.AskZendesk("GET", $"/api/v2/tickets/{id}/comments")["comments"]!.AsArray().Select(comment => comment!["plain_body"]!.ToString())];

    private List<string> Comments(string key) =>
        [.. hub.AskJira("GET", $"/rest/api/3/issue/{key}/comment")["comments"]!.AsArray().Select(comment => comment!["body"]!.ToJsonString())];

    private JsonArray Issues() => hub.AskJira(
        "POST", "/rest/api/3/search/jql", new { jql = "project = SHOP ORDER BY key ASC", fields = new[] { "summary" } })["issues"]!.AsArray();
}
