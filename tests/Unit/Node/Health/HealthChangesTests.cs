using Entente.Node.Health;

namespace Entente.Unit.Tests.Node.Health;

/// <summary>How calls, webhooks and other nodes change what is known of a connection.</summary>
public sealed class HealthChangesTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_outage_lasts_from_the_first_failure_to_the_next_success()
    {
        var health = HealthRecord.Unknown.Worked(Start).Failed(At(10), OutageReason.Unreachable).Failed(At(20), OutageReason.Failing).Worked(At(70));

        health.Open.ShouldBeNull();
        health.Past.ShouldBe([new Outage(At(10), At(70), OutageReason.Unreachable)]);
        health.Down(At(100), TimeSpan.FromHours(1)).ShouldBe(TimeSpan.FromMinutes(1));
        health.Down(At(100), TimeSpan.FromSeconds(60)).ShouldBe(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void A_credential_that_is_refused_is_an_outage_of_its_own()
    {
        var health = HealthRecord.Unknown.Failed(At(0), OutageReason.Failing).Failed(At(30), OutageReason.Credential);

        health.Past.ShouldBe([new Outage(At(0), At(30), OutageReason.Failing)]);
        health.Open.ShouldBe(new Outage(At(30), null, OutageReason.Credential));
    }

    [Fact]
    public void Outages_are_kept_for_a_month_and_in_a_bounded_number()
    {
        var health = HealthRecord.Unknown;
        for (var i = 0; i < 1000; i++)
            health = health.Failed(At(i * 100), OutageReason.Failing).Worked(At((i * 100) + 1 + (i % 10)));
        health.Past.Count.ShouldBe(400);
        health.Past.ShouldAllBe(outage => outage.To - outage.From > TimeSpan.FromSeconds(5), "the shortest are dropped");

        var later = Start.AddDays(40);
        health.Failed(later, OutageReason.Failing).Worked(later.AddSeconds(1)).Past.Count.ShouldBe(1);
    }

    [Fact]
    public void An_outage_that_lasted_when_the_node_stopped_lasts_until_a_call_works()
    {
        var stored = HealthRecord.Unknown.Worked(Start).Failed(At(10), OutageReason.Unreachable);

        var health = HealthRecord.Unknown.With(stored, At(300));

        health.Open.ShouldBe(new Outage(At(10), null, OutageReason.Unreachable));
        health.Worked(At(400)).Past.Single().To.ShouldBe(At(400));
    }

    [Fact]
    public void A_call_that_worked_at_one_node_ends_the_outage_at_the_other()
    {
        var down = HealthRecord.Unknown.Failed(At(10), OutageReason.Unreachable);
        var up = HealthRecord.Unknown.Worked(At(50)).With(down, At(60));

        up.Past.ShouldBe([new Outage(At(10), At(50), OutageReason.Unreachable)]);
        var told = down.With(up, At(61));
        told.Open.ShouldBeNull();
        told.Past.ShouldBe(up.Past);
    }

    [Fact]
    public void A_webhook_at_another_node_is_a_webhook()
    {
        var here = HealthRecord.Unknown.HadWebhook(At(0)) with { RepairsSince = 7 };
        var there = HealthRecord.Unknown.HadWebhook(At(0)).HadWebhook(At(100));

        var health = here.With(there, At(101));

        (health.LastWebhook, health.RepairsSince, health.Webhooks).ShouldBe((At(100), 0, 2));
    }

    [Fact]
    public void The_longest_wait_that_a_tracker_asked_for_holds_until_a_call_works()
    {
        var health = HealthRecord.Unknown.Limited(At(0), At(60)).Limited(At(10), At(30)).Limited(At(20), null);

        (health.LimitedSince, health.LimitedUntil).ShouldBe((At(0), At(60)));
        health.Worked(At(61)).LimitedSince.ShouldBeNull();
    }

    private static DateTimeOffset At(int seconds) => Start.AddSeconds(seconds);
}
