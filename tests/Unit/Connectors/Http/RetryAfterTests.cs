using Entente.Connectors.Http;

namespace Entente.Unit.Tests.Connectors.Http;

public sealed class RetryAfterTests
{
    private static readonly DateTimeOffset Tracker = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("120", 120)]
    [InlineData("0", 0)]
    [InlineData("-5", 0)]
    [InlineData("1.5", 1.5)]
    [InlineData("999999999999", 31_536_000)]
    [InlineData("1e300", 31_536_000)]
    [InlineData("Sun, 01 Mar 2026 09:00:41 GMT", 41)]
    [InlineData("Sunday, 01-Mar-26 09:00:41 GMT", 41)]
    [InlineData("Sun Mar  1 09:00:41 2026", 41)]
    [InlineData("Sun, 01 Mar 2026 08:00:00 GMT", 0)]
    public void Reads_both_forms_by_the_trackers_clock(string value, double seconds) =>
        RetryAfter.Read(value, Tracker).ShouldBe(TimeSpan.FromSeconds(seconds));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("NaN")]
    public void Names_no_wait_when_there_is_none_to_read(string? value) => RetryAfter.Read(value, Tracker).ShouldBeNull();
}
