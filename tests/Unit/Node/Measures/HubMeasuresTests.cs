using Entente.Node.Api;
using Entente.Node.Health;
using Entente.Node.Measures;

using Microsoft.Extensions.Logging.Abstractions;

namespace Entente.Unit.Tests.Node.Measures;

/// <summary>What a whole hub measures while a case crosses, and what of it a restart keeps.</summary>
public sealed class HubMeasuresTests : IDisposable
{
    private readonly HubInMemory hub = new();

    public HubMeasuresTests() => hub.Hub.Measures.Open(hub.Time);

    public void Dispose() => hub.Hub.Measures.Dispose();

    [Fact]
    public async Task A_delivery_is_measured_from_the_change_and_from_the_hint_to_its_confirmation()
    {
        Raise();
        hub.Time.Advance(TimeSpan.FromSeconds(20));
        await hub.SettleAsync();

        var report = await ReportAsync();
        var way = Direction(report, "zd", "jr");
        way.Delivery.Hour.Count.ShouldBe(1);
        way.Delivery.Hour.P50Seconds.ShouldNotBeNull().ShouldBeInRange(20, 25);
        way.FromHint.Count.ShouldBe(1);
        way.FromHint.P50Seconds.ShouldNotBeNull().ShouldBeLessThan(3);
        report.Delivery.Day.Count.ShouldBeGreaterThanOrEqualTo(1);
        report.Connections.Single(one => one.Id == "jr").Delivery.Hour.Count.ShouldBe(1);
        report.Parties.Single(one => one.Id == "infinity").Delivery.Hour.Count.ShouldBe(1);
        report.Hours[^1].Delivery.Count.ShouldBe(report.Delivery.Hour.Count);
    }

    [Fact]
    public async Task Seen_changes_are_the_sum_of_their_states()
    {
        Raise();
        await hub.SettleAsync();

        var link = (await ReportAsync()).Links.Single(one => one.Id == "care-pm");

        link.Changes["seen"].ShouldBe(link.Changes.Where(state => state.Key != "seen").Sum(state => state.Value));
        link.Changes["applied"].ShouldBeGreaterThan(0);
        link.AppliedShare.ShouldBe(1);
        link.Directions.Single(way => way.From == "zd").Day["applied"].ShouldBe(link.Changes["applied"]);
    }

    [Fact]
    public async Task Calls_are_counted_by_how_they_ended()
    {
        hub.JiraCalls.Fault = (_, _) => new HttpResponseMessage(System.Net.HttpStatusCode.ServiceUnavailable) { Content = new ByteArrayContent([]) };
        Raise();
        await hub.SettleAsync(5);
        hub.JiraCalls.Fault = null;
        await hub.SettleAsync();

        var jira = (await ReportAsync()).Connections.Single(one => one.Id == "jr");

        jira.Calls["5xx"].ShouldBeGreaterThan(0);
        jira.Calls["2xx"].ShouldBeGreaterThan(0);
        jira.Calls.Values.Sum().ShouldBe(hub.JiraCalls.Calls.Count);
        jira.Outages.Single().Reason.ShouldBe(OutageReason.Failing);
        jira.OutageMinutesDay.ShouldBeGreaterThan(0);
        jira.Condition.ShouldBe(ConnectionCondition.Working);
    }

    [Fact]
    public async Task A_restart_keeps_the_last_day()
    {
        Raise();
        await hub.SettleAsync();
        var before = await ReportAsync();
        await new HealthLoop(hub.Hub, null, NullLogger.Instance).RunAsync(new CancellationToken(canceled: true));

        hub.Hub.Measures.Dispose();
        await new HealthLoop(hub.Hub, null, NullLogger.Instance).BeginAsync(CancellationToken.None);
        var after = await ReportAsync();

        after.Delivery.ShouldBe(before.Delivery);
        after.Connections.Select(one => one.Calls["2xx"]).ShouldBe(before.Connections.Select(one => one.Calls["2xx"]));
    }

    [Fact]
    public async Task Metrics_are_sound_bounded_and_say_nothing_of_a_ticket()
    {
        Raise();
        await hub.SettleAsync();
        await ReportAsync();

        var text = PrometheusText.Write(hub.Hub.Measures.Readings!.Collect());
        var families = PrometheusParser.Parse(text);

        families.Select(family => family.Name).ShouldBe(families.Select(family => family.Name).Order(StringComparer.Ordinal));
        families.ShouldContain(family => family.Name == "entente_delivery_delay_seconds" && family.Type == "histogram");
        families.ShouldContain(family => family.Name == "entente_calls_total" && family.Type == "counter");
        families.Single(family => family.Name == "entente_connection_up").Samples.ShouldAllBe(sample => sample.Value == 1);
        families.ShouldAllBe(family => family.Help.Length > 10);
        text.ShouldNotContain("checkout");
        var known = hub.Hub.Book.Accord.Connections.Select(one => one.Id).Concat(hub.Hub.Book.Accord.Parties.Select(one => one.Id))
            .Concat(hub.Hub.Book.Accord.Links.Select(one => one.Id)).ToHashSet();
        foreach (var label in families.SelectMany(family => family.Samples).SelectMany(sample => sample.Labels))
            if (label.Key is "connection" or "party" or "link" or "from" or "to")
                known.ShouldContain(label.Value);
    }

    private void Raise() => hub.AskZendesk("POST", "/api/v2/tickets", new
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
    });

    private Task<ServiceReport> ReportAsync() => hub.Hub.Service.RunAsync(CancellationToken.None);

    private static DirectionService Direction(ServiceReport report, string from, string to) =>
        report.Links.SelectMany(link => link.Directions).Single(way => way.From == from && way.To == to);
}
