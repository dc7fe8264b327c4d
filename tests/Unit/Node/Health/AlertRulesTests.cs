using Entente.Core.Tickets;
using Entente.Node.Health;
using Entente.Unit.Tests.House;

namespace Entente.Unit.Tests.Node.Health;

/// <summary>When somebody is told, and when not.</summary>
public sealed class AlertRulesTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(OutageReason.Unreachable, "connection.unreachable")]
    [InlineData(OutageReason.Failing, "connection.unreachable")]
    [InlineData(OutageReason.Credential, "connection.credential")]
    public void An_outage_is_told_after_a_minute(OutageReason reason, string code)
    {
        var health = HealthRecord.Unknown.Failed(Start, reason);

        Codes(health, Start.AddSeconds(59)).ShouldBeEmpty();
        Codes(health, Start.AddSeconds(60)).ShouldBe([code]);
        Codes(health.Worked(Start.AddSeconds(61)), Start.AddSeconds(61)).ShouldBeEmpty();
    }

    [Fact]
    public void A_limit_is_told_when_it_lasts_or_will_last()
    {
        var brief = HealthRecord.Unknown.Limited(Start, Start.AddMinutes(1));
        Codes(brief, Start.AddMinutes(2)).ShouldBeEmpty();
        Codes(brief, Start.AddMinutes(16)).ShouldBe(["connection.limited"]);
        Codes(HealthRecord.Unknown.Limited(Start, Start.AddHours(1)), Start.AddSeconds(1)).ShouldBe(["connection.limited"]);
    }

    [Theory]
    [InlineData(31, null, null)]
    [InlineData(30, AlertLevel.Warning, "30 d")]
    [InlineData(8, AlertLevel.Warning, "30 d")]
    [InlineData(7, AlertLevel.Warning, "7 d")]
    [InlineData(1, AlertLevel.Critical, "1 d")]
    [InlineData(0, AlertLevel.Critical, "over")]
    [InlineData(-3, AlertLevel.Critical, "over")]
    public void A_tokens_end_is_told_thirty_seven_and_one_day_ahead(int days, AlertLevel? level, string? stage)
    {
        var midnight = new DateTimeOffset(Start.Date, TimeSpan.Zero);
        var alert = AlertRules.OfConnection(
            Settings with { SecretExpires = DateOnly.FromDateTime(midnight.AddDays(days).Date) }, HealthRecord.Unknown, midnight).SingleOrDefault();

        (alert?.Level, alert?.Stage).ShouldBe((level, stage));
    }

    [Fact]
    public void Silent_webhooks_are_told_only_when_they_were_usual_and_polls_find_what_they_should_have_told()
    {
        var usual = HealthRecord.Unknown;
        for (var i = 0; i < 10; i++)
            usual = usual.HadWebhook(Start.AddMinutes(i - 10));
        var repaired = usual with { RepairsSince = 3 };

        Codes(usual, Start.AddDays(2)).ShouldBeEmpty("nothing happened, so nothing was missed");
        Codes(repaired, Start.AddMinutes(5)).ShouldBeEmpty("it may only be late");
        Codes(repaired, Start.AddMinutes(15)).ShouldBe(["webhook.silent"]);
        Codes(HealthRecord.Unknown with { RepairsSince = 100 }, Start).ShouldBeEmpty("this connection works by polls alone");
        Codes(repaired with { UsualGapSeconds = 3600 }, Start.AddHours(2)).ShouldBeEmpty("two hours are usual there");
    }

    [Fact]
    public void Every_alert_says_who_can_end_it_how_and_where_to_read_more()
    {
        var late = Start.AddDays(1);
        var healths = new[]
        {
            HealthRecord.Unknown.Failed(Start, OutageReason.Unreachable), HealthRecord.Unknown.Failed(Start, OutageReason.Failing),
            HealthRecord.Unknown.Failed(Start, OutageReason.Credential), HealthRecord.Unknown.Limited(Start, null),
            HealthRecord.Unknown with { LastWebhook = Start, Webhooks = 9, RepairsSince = 9, UsualGapSeconds = 1 },
        };
        var alerts = healths.SelectMany(
            health => AlertRules.OfConnection(Settings with { SecretExpires = DateOnly.FromDateTime(late.Date) }, health, late))
            .Append(AlertRules.OfBacklog(Start, late)!)
            .Append(AlertRules.OfReason(new HealthReason("hub.backlog", "Work waits.", Start))).ToList();

        alerts.Select(alert => alert.Code).Distinct().Count().ShouldBe(6);
        foreach (var alert in alerts)
        {
            alert.WhoseAct.ShouldNotBeEmpty();
            alert.Message.ShouldEndWith(".");
            alert.Remedy.Length.ShouldBeGreaterThan(20);
            File.Exists(Path.Combine(Repository.Root, alert.Page)).ShouldBeTrue($"{alert.Page} is missing");
        }
    }

    private static ConnectionSettings Settings => new()
    {
        Id = "zd",
        Party = "mercuri",
        Product = "zendesk",
        Endpoint = new Uri("https://zd.example/"),
        User = "hub",
        Token = "t",
    };

    private static IReadOnlyList<string> Codes(HealthRecord health, DateTimeOffset now) =>
        [.. AlertRules.OfConnection(Settings, health, now).Select(alert => alert.Code)];
}
