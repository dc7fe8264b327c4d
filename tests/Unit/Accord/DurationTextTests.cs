using Entente.Core.Accord;

namespace Entente.Unit.Tests.Accord;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData("90s", 90)]
    [InlineData("45m", 2_700)]
    [InlineData("1h30m", 5_400)]
    [InlineData("5d", 432_000)]
    [InlineData("0h", 0)]
    public void Reads_a_fixed_length(string text, long seconds)
    {
        DurationText.TryRead(text, out var duration).ShouldBeTrue();
        duration.Fixed.ShouldBe(TimeSpan.FromSeconds(seconds));
    }

    [Fact]
    public void Reads_business_days_by_the_calendars_day()
    {
        DurationText.TryRead("2bd", out var duration).ShouldBeTrue();
        duration.On(TimeSpan.FromHours(8)).ShouldBe(TimeSpan.FromHours(16));
    }

    [Theory]
    [InlineData("")]
    [InlineData("12")]
    [InlineData("h")]
    [InlineData("30m1h")]
    [InlineData("1h1h")]
    [InlineData("-1h")]
    [InlineData("1.5h")]
    [InlineData("1 h")]
    [InlineData("bd")]
    [InlineData("1bd2h")]
    [InlineData("99999999h")]
    public void Refuses_anything_else(string text) => DurationText.TryRead(text, out _).ShouldBeFalse();
}
