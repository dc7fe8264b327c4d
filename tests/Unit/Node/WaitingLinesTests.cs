using Entente.Node.Network;

namespace Entente.Unit.Tests.Node;

public sealed class WaitingLinesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private readonly WaitingLines lines = new();

    [Fact]
    public void A_bulk_edit_of_fifty_thousand_tickets_does_not_hold_up_a_new_one()
    {
        var last = Now;
        for (var i = 0; i < 50_000; i++)
            last = Later(last, lines.Place("zd", callsPerMinute: 300, isFresh: true, Now));
        var minuteLater = Now.AddMinutes(1);

        lines.Place("zd", 300, isFresh: true, minuteLater).ShouldBeLessThan(minuteLater.AddSeconds(5));
        last.ShouldBeGreaterThan(Now.AddHours(8)); // 150,000 calls at 300 a minute
    }

    [Fact]
    public void No_minute_of_the_lines_asks_for_more_calls_than_the_budget_has()
    {
        var places = Enumerable.Range(0, 1000).Select(i => lines.Place("zd", 300, isFresh: i % 2 == 0, Now)).ToList();

        foreach (var place in places)
            places.Count(other => other >= place && other < place.AddMinutes(1)).ShouldBeLessThanOrEqualTo((300 / 3) + 2);
    }

    [Fact]
    public void Each_connection_has_lines_of_its_own()
    {
        for (var i = 0; i < 100; i++)
            lines.Place("zd", 60, isFresh: false, Now);

        lines.Place("jr", 60, isFresh: false, Now).ShouldBe(Now);
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
