using System.Text.Json.Nodes;

using Entente.Node;
using Entente.Node.Backfills;

namespace Entente.Unit.Tests.Node;

/// <summary>Existing tickets come under a link's rule, in the hub in memory.</summary>
public sealed class BackfillTests
{
    private readonly HubInMemory hub = new();
    private readonly DateTimeOffset since;

    public BackfillTests()
    {
        since = hub.Time.GetUtcNow() - TimeSpan.FromDays(1);
        for (var i = 0; i < 3; i++)
            Raise($"old {i}", "checkout");
        Raise("other business", "other");
        hub.Time.Advance(TimeSpan.FromDays(2)); // beyond what a poll looks back
    }

    [Fact]
    public async Task A_preview_counts_and_orders_nothing()
    {
        await hub.SettleAsync();
        var cursor = await hub.Hub.Journal.ReadValueAsync("poll:zd", CancellationToken.None);

        var report = (await RunAsync(yes: false))[^1];

        report.Stage.ShouldBe("preview");
        report.Counts.ShouldBe(new BackfillCounts(Seen: 4, Linkable: 3, Ordered: 0, Linked: 0, NotTriggered: 1, NotShareable: 0, Unreadable: 0));
        await hub.SettleAsync();
        Issues().ShouldBeEmpty();
        (await hub.Hub.Journal.ReadValueAsync("poll:zd", CancellationToken.None)).ShouldBe(cursor);
    }

    [Fact]
    public async Task Running_it_twice_links_every_ticket_once()
    {
        (await RunAsync(yes: true))[^1].Counts.Ordered.ShouldBe(3);
        (await RunAsync(yes: true))[^1].Stage.ShouldBe("ordered");
        await hub.SettleAsync();
        var again = (await RunAsync(yes: true))[^1];
        await hub.SettleAsync();

        again.Counts.Linked.ShouldBe(3);
        again.Counts.Ordered.ShouldBe(0);
        Issues().Count.ShouldBe(3);
    }

    [Fact]
    public async Task No_more_than_the_bound_wait_for_their_owners()
    {
        var waited = 0;
        var backfill = new Backfill(hub.Hub, new BackfillRequest("care-pm", since, Yes: true), maxWaiting: 1);
        await foreach (var report in backfill.RunAsync(CancellationToken.None))
        {
            if (report.Stage != "waiting")
                continue;
            waited++;
            report.Counts.Ordered.ShouldBe(waited);
            await hub.SettleAsync(2);
        }

        waited.ShouldBe(3, "each of the four was looked at once the one before was linked, and the last was not to be linked");
        await hub.SettleAsync();
        Issues().Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_ticket_that_cannot_be_read_is_named_and_the_others_go_on()
    {
        hub.ZendeskCalls.Fault = (request, answer) => request.RequestUri!.AbsolutePath == "/api/v2/tickets/2"
            ? new HttpResponseMessage(System.Net.HttpStatusCode.Forbidden) { Content = new StringContent("""{"error":"Forbidden"}""") }
            : answer();

        var report = (await RunAsync(yes: false))[^1];

        report.Counts.Unreadable.ShouldBe(1);
        report.Counts.Linkable.ShouldBe(2);
        report.Named.ShouldHaveSingleItem().Ticket.ShouldBe("zd:2");
    }

    [Fact]
    public async Task It_ends_when_it_is_cancelled()
    {
        using var stop = new CancellationTokenSource();
        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var report in new Backfill(hub.Hub, new BackfillRequest("care-pm", since, Yes: true)).RunAsync(stop.Token))
                await stop.CancelAsync();
        });
    }

    [Theory]
    [InlineData("no-such-link", -1, 404)]
    [InlineData("care-pm", 1, 422)]
    [InlineData("arch-dev", -1, 409)]
    public async Task What_cannot_be_backfilled_is_refused(string link, int days, int status)
    {
        hub.ForgetSecret("sn");
        var request = new BackfillRequest(link, hub.Time.GetUtcNow() + TimeSpan.FromDays(days));
        var refusal = await Should.ThrowAsync<RefusedException>(async () =>
        {
            await foreach (var report in new Backfill(hub.Hub, request).RunAsync(CancellationToken.None))
                report.ShouldBeNull();
        });

        refusal.Status.ShouldBe(status, refusal.Message);
    }

    private async Task<List<BackfillReport>> RunAsync(bool yes)
    {
        var reports = new List<BackfillReport>();
        await foreach (var report in new Backfill(hub.Hub, new BackfillRequest("care-pm", since, yes)).RunAsync(CancellationToken.None))
            reports.Add(report);
        return reports;
    }

    private void Raise(string subject, string tag) => hub.AskZendesk("POST", "/api/v2/tickets", new
    {
        ticket = new { subject, comment = new { body = "Chrome" }, priority = "high", type = "incident", status = "open", tags = new[] { tag } },
    });

    private JsonArray Issues() => hub.AskJira(
        "POST", "/rest/api/3/search/jql", new { jql = "project = SHOP ORDER BY key ASC", fields = new[] { "summary" } })["issues"]!.AsArray();
}
