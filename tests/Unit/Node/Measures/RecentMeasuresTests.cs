using Entente.Node.Measures;
using Entente.Unit.Tests.Connectors.Http;

namespace Entente.Unit.Tests.Node.Measures;

/// <summary>The last day in a fixed size, and what of it outlives the process.</summary>
public sealed class RecentMeasuresTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly ManualTime time = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    private readonly RecentMeasures recent;

    public RecentMeasuresTests() => recent = new RecentMeasures(time);

    [Fact]
    public void What_is_older_than_an_hour_counts_for_the_day_alone_and_then_not_at_all()
    {
        recent.Take("calls", false, new LabelValues("zd"), 1);
        time.Advance(TimeSpan.FromMinutes(59));
        recent.Sum("calls", Hour, _ => true).ShouldBe(1);
        time.Advance(TimeSpan.FromMinutes(12));
        recent.Sum("calls", Hour, _ => true).ShouldBe(0);
        recent.Sum("calls", Day, _ => true).ShouldBe(1);
        time.Advance(Day);
        recent.Sum("calls", Day, _ => true).ShouldBe(0);
    }

    [Fact]
    public void A_slot_that_comes_round_again_begins_anew()
    {
        for (var i = 0; i < 1000; i++)
        {
            recent.Take("calls", false, new LabelValues("zd"), 1);
            time.Advance(RecentSeries.SlotLength);
        }

        recent.Sum("calls", Day, _ => true).ShouldBe(144);
        recent.All[0].Value.From(0).Count.ShouldBe(145);
    }

    [Fact]
    public void Labels_choose_what_is_counted_together()
    {
        recent.Take("delay", true, new LabelValues("l", "zd", "jr"), 1);
        recent.Take("delay", true, new LabelValues("l", "jr", "zd"), 100);

        recent.Delays("delay", Hour, labels => labels.B == "zd").ShouldBe(new DelayFigures(1, 1.024, 1.024, 1.024));
        recent.Delays("delay", Hour, _ => true).Count.ShouldBe(2);
    }

    [Fact]
    public void What_was_stored_is_the_same_when_it_is_read_and_adds_up_with_what_another_node_counted()
    {
        for (var i = 1; i <= 300; i++)
        {
            recent.Take("delay", true, new LabelValues("l", "zd", "jr", "source"), i / 7.0);
            recent.Take("calls", false, new LabelValues("zd", "mercuri", "2xx"), 1);
            time.Advance(TimeSpan.FromMinutes(3));
        }

        var text = StoredMeasures.Text(recent);
        var read = new RecentMeasures(time);
        StoredMeasures.Add(text, read);

        StoredMeasures.Text(read).ShouldBe(text);
        read.Delays("delay", Day, _ => true).ShouldBe(recent.Delays("delay", Day, _ => true));
        read.Add(recent);
        read.Sum("calls", Day, _ => true).ShouldBe(600);
    }

    [Fact]
    public void A_busy_day_is_stored_in_a_bounded_value()
    {
        for (var slot = 0; slot < 145; slot++)
        {
            for (var i = 0; i < 2000; i++)
                recent.Take("delay", true, new LabelValues("l", "zd", "jr", "source"), (i + 1) * (slot + 1) / 50.0);
            time.Advance(RecentSeries.SlotLength);
        }

        StoredMeasures.Text(recent).Length.ShouldBeLessThan(145 * DelayBuckets.Count * 8);
    }
}
