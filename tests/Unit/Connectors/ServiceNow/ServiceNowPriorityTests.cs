using Entente.Cel;
using Entente.Connectors.ServiceNow;

namespace Entente.Unit.Tests.Connectors.ServiceNow;

public sealed class ServiceNowPriorityTests
{
    /// <summary>The table that instances come with: impact, urgency, priority.</summary>
    private static readonly (string Impact, string Urgency, int Priority)[] Table =
    [
        ("1", "1", 1), ("1", "2", 2), ("1", "3", 3), ("2", "1", 2), ("2", "2", 3), ("2", "3", 4), ("3", "1", 3), ("3", "2", 4), ("3", "3", 5),
    ];

    [Fact]
    public void Whatever_the_record_has_the_written_pair_gives_the_level()
    {
        foreach (var level in Enumerable.Range(1, 5))
            foreach (var impact in new[] { "", "1", "2", "3", "4" })
                foreach (var urgency in new[] { "", "1", "2", "3", "9" })
                {
                    var (i, u) = ServiceNowPriority.Of(level, impact, urgency);
                    Table.Single(row => row.Impact == i && row.Urgency == u).Priority.ShouldBe(level, $"{impact} {urgency}");
                }
    }

    [Theory]
    [InlineData(3, "1", "3", "1", "3")]
    [InlineData(3, "3", "3", "3", "1")]
    [InlineData(1, "3", "1", "1", "1")]
    [InlineData(5, "2", "1", "3", "3")]
    public void What_the_record_has_stays_where_it_can(int level, string impact, string urgency, string toImpact, string toUrgency) =>
        ServiceNowPriority.Of(level, impact, urgency).ShouldBe((toImpact, toUrgency));

    [Theory]
    [InlineData("P1", 1)]
    [InlineData("p4", 4)]
    [InlineData("5", 5)]
    [InlineData("6", null)]
    [InlineData("high", null)]
    [InlineData("", null)]
    public void A_level_is_a_number_or_P_and_a_number(string text, int? level) => ServiceNowPriority.Level(CelValue.String(text)).ShouldBe(level);

    [Fact]
    public void A_level_may_be_a_whole_number() => ServiceNowPriority.Level(CelValue.Int(2)).ShouldBe(2);
}
