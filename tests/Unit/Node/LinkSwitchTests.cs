using System.Text.Json.Nodes;

using Entente.Node.Api;
using Entente.Node.Links;

namespace Entente.Unit.Tests.Node;

/// <summary>A link that stops and goes on, in the hub in memory.</summary>
public sealed class LinkSwitchTests
{
    private const string Link = "care-pm";

    private readonly HubInMemory hub = new();

    [Fact]
    public async Task Nothing_is_written_for_a_paused_link_and_all_of_it_in_order_once_it_goes_on()
    {
        var ticket = Raise();
        await hub.SettleAsync();
        await SwitchAsync(LinkStage.Paused);
        hub.JiraCalls.Calls.Clear();
        for (var i = 0; i < 3; i++)
            hub.AskZendesk("PUT", $"/api/v2/tickets/{ticket}", new { ticket = new { comment = new { body = $"answer {i}", @public = true } } });
        Raise();
        await hub.SettleAsync(90);

        hub.JiraCalls.Calls.Where(WholeHubTests.IsWrite).ShouldBeEmpty();
        (await ReportAsync()).Waiting.Envelopes.ShouldBeGreaterThanOrEqualTo(2);

        await SwitchAsync(LinkStage.Running);
        await hub.SettleAsync(14);

        Issues().Count.ShouldBe(2);
        Comments(Issues()[0]!["key"]!.ToString()).Select(text => text[text.IndexOf("answer", StringComparison.Ordinal)..][..8])
            .ShouldBe(["answer 0", "answer 1", "answer 2"]);
        (await ReportAsync()).Waiting.ShouldBe(LinkWaiting.None);
    }

    [Fact]
    public async Task A_ticket_of_a_paused_link_asks_nobody_again_and_again()
    {
        await SwitchAsync(LinkStage.Paused);
        Raise();
        await hub.SettleAsync(14);
        var turns = hub.Turns;
        await hub.SettleAsync(14);

        (hub.Turns - turns).ShouldBeLessThan(4);
    }

    [Fact]
    public async Task A_switch_outlives_the_process_and_reaches_another_node_within_a_second()
    {
        await SwitchAsync(LinkStage.Paused);
        var other = new LinkGates();
        await other.RefreshAsync(hub.Hub, CancellationToken.None);
        other.IsPaused(Link).ShouldBeTrue();

        await SwitchAsync(LinkStage.Running);
        hub.Time.Advance(TimeSpan.FromSeconds(1));
        await other.RefreshAsync(hub.Hub, CancellationToken.None);

        other.IsPaused(Link).ShouldBeFalse();
    }

    [Fact]
    public async Task A_drain_applies_what_is_under_way_leaves_what_is_new_and_ends_paused()
    {
        var drains = new LinkDrains(hub.Hub);
        var ticket = Raise();
        await hub.SettleAsync();
        hub.JiraCalls.Fault = (request, answer) => request.Method == HttpMethod.Post && IsComment(request.RequestUri!)
            ? new HttpResponseMessage(System.Net.HttpStatusCode.TooManyRequests) { Headers = { { "Retry-After", "20" } } }
            : answer();
        hub.AskZendesk("PUT", $"/api/v2/tickets/{ticket}", new { ticket = new { comment = new { body = "under way", @public = true } } });
        await hub.SettleAsync(8);
        (await ReportAsync()).Waiting.Envelopes.ShouldBe(1);
        await SwitchAsync(LinkStage.Draining);
        await drains.StepAsync(CancellationToken.None);
        await drains.StepAsync(CancellationToken.None);
        (await ReportAsync()).Link.Stage.ShouldBe(LinkStage.Draining);

        hub.JiraCalls.Fault = null;
        hub.AskZendesk("PUT", $"/api/v2/tickets/{ticket}", new { ticket = new { comment = new { body = "too late", @public = true } } });
        Raise();
        await hub.SettleAsync(40);
        await drains.StepAsync(CancellationToken.None);
        await drains.StepAsync(CancellationToken.None);

        (await ReportAsync()).Link.Stage.ShouldBe(LinkStage.Paused);
        Issues().Count.ShouldBe(1);
        Comments(Issues()[0]!["key"]!.ToString()).ShouldHaveSingleItem().ShouldContain("under way");

        await SwitchAsync(LinkStage.Running);
        await hub.SettleAsync();
        Issues().Count.ShouldBe(2);
        Comments(Issues()[0]!["key"]!.ToString()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_parked_side_does_not_keep_a_link_from_draining()
    {
        var drains = new LinkDrains(hub.Hub);
        var ticket = Raise();
        await hub.SettleAsync();
        hub.JiraCalls.Fault = (request, answer) => request.Method == HttpMethod.Put
            ? new HttpResponseMessage(System.Net.HttpStatusCode.BadRequest)
            {
                Content = new StringContent("""{"errorMessages":[],"errors":{"priority":"refused"}}"""),
            }
            : answer();
        hub.AskZendesk("PUT", $"/api/v2/tickets/{ticket}", new { ticket = new { priority = "urgent" } });
        await hub.SettleAsync();
        await SwitchAsync(LinkStage.Draining);
        await hub.SettleAsync(14);
        await drains.StepAsync(CancellationToken.None);
        await drains.StepAsync(CancellationToken.None);

        (await ReportAsync()).Link.Stage.ShouldBe(LinkStage.Paused);
    }

    [Fact]
    public async Task A_link_that_the_accord_does_not_have_is_not_found() =>
        (await LinkQuery.SwitchAsync(hub.Hub, "no-such-link", LinkStage.Paused, CancellationToken.None)).ShouldBeNull();

    private static bool IsComment(Uri address) => address.AbsolutePath.EndsWith("/comment", StringComparison.Ordinal);

    private Task SwitchAsync(LinkStage stage) => LinkQuery.SwitchAsync(hub.Hub, Link, stage, CancellationToken.None);

    private async Task<LinkReport> ReportAsync() => (await LinkQuery.FindAsync(hub.Hub, Link, CancellationToken.None)).ShouldNotBeNull();

    private string Raise() => hub.AskZendesk("POST", "/api/v2/tickets", new
    {
        ticket = new
        {
            subject = "Checkout",
            comment = new { body = "Chrome" },
            priority = "high",
            type = "incident",
            tags = new[] { "checkout" },
        },
    })["ticket"]!["id"]!.ToString();

    private JsonArray Issues() => hub.AskJira(
        "POST", "/rest/api/3/search/jql", new { jql = "project = SHOP ORDER BY key ASC", fields = new[] { "summary" } })["issues"]!.AsArray();

    private List<string> Comments(string key) =>
        [.. hub.AskJira("GET", $"/rest/api/3/issue/{key}/comment")["comments"]!.AsArray().Select(c => c!["body"]!.ToJsonString())];
}
