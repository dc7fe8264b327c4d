using System.Net;
using System.Text.Json.Nodes;

using Entente.Core.Sync;
using Entente.Node;
using Entente.Node.Api;
using Entente.Node.Recovery;

namespace Entente.Unit.Tests.Node.Recovery;

/// <summary>What a person may do with a parked ticket: look, try again, give up. Order is kept whatever they do, and twice is once.</summary>
public sealed class ParkedActsTests
{
    private const string Refusal = """{"errorMessages":[],"errors":{"priority":"refused"}}""";

    private readonly HubInMemory hub = new();
    private bool isRefusing = true;

    [Fact]
    public async Task A_retry_asked_for_by_two_operators_is_one()
    {
        var (ticket, key) = await ParkedAsync();
        var resumed = (await KindsAsync(key)).Count(kind => kind == "side-resumed");
        Say(ticket, "first behind");
        isRefusing = false;

        var both = new[] { await ParkedActs.RetryAsync(hub.Hub, $"jr:{key}", default), await ParkedActs.RetryAsync(hub.Hub, $"jr:{key}", default) };
        both.Select(result => result.IsDone).ShouldBe([true, false]);
        await hub.SettleAsync();

        (await ParkedQuery.ListAsync(hub.Hub, default)).ShouldBeEmpty();
        Priority(key).ShouldBe("Low");
        (await KindsAsync(key)).Count(kind => kind == "side-resumed").ShouldBe(resumed + 1);
        Comments(key).ShouldContain("first behind");
    }

    [Fact]
    public async Task A_retry_that_parks_again_can_be_asked_for_again()
    {
        var (_, key) = await ParkedAsync();
        await ParkedActs.RetryAsync(hub.Hub, $"jr:{key}", default);
        await hub.SettleAsync();
        (await ParkedQuery.ListAsync(hub.Hub, default)).Count.ShouldBe(1);
        isRefusing = false;

        (await ParkedActs.RetryAsync(hub.Hub, $"jr:{key}", default)).IsDone.ShouldBeTrue();
        await hub.SettleAsync();
        Priority(key).ShouldBe("Low");
    }

    [Fact]
    public async Task What_is_skipped_is_superseded_by_a_named_person_stays_to_be_seen_and_the_rest_goes_on_in_order()
    {
        var (ticket, key) = await ParkedAsync();
        isRefusing = true;
        Say(ticket, "comes behind");
        var shown = (await ParkedActs.ShowAsync(hub.Hub, $"jr:{key}", default)).ShouldHaveSingleItem();
        shown.Fields["priority"].ShouldBe("P4");

        (await ParkedActs.SkipAsync(hub.Hub, $"jr:{key}", new SkipRequest("Petra"), default)).Sides.ShouldBe(1);
        await hub.SettleAsync(40);

        Priority(key).ShouldNotBe("Low");
        Comments(key).ShouldContain("comes behind");
        var life = (await CaseQuery.FindAsync(hub.Hub, $"jr:{key}", default)).ShouldNotBeNull();
        var act = life.Acts.ShouldHaveSingleItem();
        (act.Act, act.By).ShouldBe(("skipped", "Petra"));
        act.Lines.ShouldContain("priority: P4");
        life.Lost.ShouldContain(lost => lost.Field == "priority" && lost.Value == "P4" && lost.Reason == "skipped");
        var counts = await hub.Hub.Reader.ChangeCountsAsync(default);
        counts["care-pm"]["superseded"].ShouldBe(1);
        counts["care-pm"].Keys.ShouldNotContain("parked");
    }

    [Fact]
    public async Task A_skip_asked_for_twice_skips_one_envelope()
    {
        var (ticket, key) = await ParkedAsync();
        Say(ticket, "comes behind");
        await hub.SettleAsync(7);
        var row = (await hub.Hub.Reader.TicketByKeyAsync("jr", key, default)).ShouldNotBeNull();
        var state = (await Entente.Node.Tickets.TicketPeek.OfAsync(hub.Hub, row.Ticket, default)).State;
        var side = state.Sides.Values.Single(side => side.Stage == SideStage.Parked);
        foreach (var name in new[] { "Petra", "Paul" })
            await hub.Hub.Journal.NoticeAsync(ParkedOrders.ToSkip(hub.Hub, row, side, name), default);
        await hub.SettleAsync(40);

        (await KindsAsync(key)).Count(kind => kind == "skipped").ShouldBe(1);
        Comments(key).ShouldContain("comes behind");
    }

    [Fact]
    public async Task What_does_not_stand_at_an_envelope_cannot_be_skipped()
    {
        var (_, key) = await ParkedAsync();
        (await Should.ThrowAsync<RefusedException>(() => ParkedActs.SkipAsync(hub.Hub, "jr:SHOP-99", new SkipRequest("Petra"), default)))
            .Status.ShouldBe(404);
        await ParkedActs.SkipAsync(hub.Hub, $"jr:{key}", new SkipRequest("Petra"), default);
        (await Should.ThrowAsync<RefusedException>(() => ParkedActs.SkipAsync(hub.Hub, $"jr:{key}", new SkipRequest("Petra"), default)))
            .Status.ShouldBe(409);
    }

    private async Task<(string Ticket, string Key)> ParkedAsync()
    {
        var ticket = hub.AskZendesk("POST", "/api/v2/tickets", new
        {
            ticket = new
            {
                subject = "Checkout shows a blank page",
                comment = new { body = "Chrome" },
                priority = "high",
                type = "incident",
                status = "open",
                tags = new[] { "checkout" },
            },
        })["ticket"]!["id"]!.ToString();
        await hub.SettleAsync();
        var key = hub.AskJira("POST", "/rest/api/3/search/jql", new { jql = "project = SHOP", fields = new[] { "summary" } })["issues"]!
            .AsArray().ShouldHaveSingleItem()!["key"]!.ToString();
        hub.JiraCalls.Fault = (request, answer) => isRefusing && request.Method == HttpMethod.Put
            ? new HttpResponseMessage(HttpStatusCode.BadRequest)
            {
                Content = new StringContent(Refusal, System.Text.Encoding.UTF8, "application/json"),
                RequestMessage = request,
            }
            : answer();
        hub.AskZendesk("PUT", $"/api/v2/tickets/{ticket}", new { ticket = new { priority = "low" } });
        await hub.SettleAsync();
        (await ParkedQuery.ListAsync(hub.Hub, default)).ShouldHaveSingleItem();
        return (ticket, key);
    }

    private void Say(string ticket, string text) =>
        hub.AskZendesk("PUT", $"/api/v2/tickets/{ticket}", new { ticket = new { comment = new { body = text, @public = true } } });

    private string Priority(string key) => hub.AskJira("GET", $"/rest/api/3/issue/{key}")["fields"]!["priority"]!["name"]!.ToString();

    private string Comments(string key) => ((JsonNode)hub.AskJira("GET", $"/rest/api/3/issue/{key}/comment")).ToJsonString();

    private async Task<IReadOnlyList<string>> KindsAsync(string key)
    {
        var row = (await hub.Hub.Reader.TicketByKeyAsync("jr", key, default)).ShouldNotBeNull();
        return [.. (await hub.Hub.Reader.EntriesAsync(row.Ticket.Id, 1, 1000, default)).Select(stored => stored.Entry.Kind)];
    }
}
