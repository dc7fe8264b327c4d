using Entente.Node.Pages.Layout;

namespace Entente.Unit.Tests.Node.Pages;

public sealed class TimesTests
{
    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(0.42, "0.4 s")]
    [InlineData(42, "42 s")]
    [InlineData(65, "1 min 5 s")]
    [InlineData(780, "13 min")]
    [InlineData(7800, "2 h 10 min")]
    [InlineData(7200, "2 h")]
    [InlineData(273_600, "3 d 4 h")]
    [InlineData(8_640_000, "100 d")]
    public void A_length_has_its_two_largest_units(double seconds, string words) => Times.Length(TimeSpan.FromSeconds(seconds)).ShouldBe(words);

    [Theory]
    [InlineData("2026-10-27T08:30:00Z", "08:30")]
    [InlineData("2026-10-26T08:30:00Z", "26 Oct 08:30")]
    [InlineData("2025-10-27T08:30:00Z", "27 Oct 2025 08:30")]
    [InlineData("2026-10-27T00:30:00+02:00", "26 Oct 22:30")]
    public void An_instant_is_as_short_as_today_allows(string at, string words) =>
        Times.Short(DateTimeOffset.Parse(at), CheckoutStory.Evening).ShouldBe(words);
}
