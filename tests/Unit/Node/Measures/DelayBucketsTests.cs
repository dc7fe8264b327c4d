using Entente.Node.Measures;

namespace Entente.Unit.Tests.Node.Measures;

/// <summary>A scale of fixed size whose quantiles are never too short and at most 9 % too long.</summary>
public sealed class DelayBucketsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.001)]
    [InlineData(0.0011)]
    [InlineData(0.4)]
    [InlineData(1)]
    [InlineData(59.9)]
    [InlineData(86_400)]
    [InlineData(604_800)]
    public void A_duration_lies_just_below_its_buckets_upper_bound(double seconds)
    {
        var upTo = DelayBuckets.UpTo(DelayBuckets.Of(seconds));

        upTo.ShouldBeGreaterThanOrEqualTo(seconds * 0.999999);
        upTo.ShouldBeLessThanOrEqualTo(Math.Max(0.001, seconds * 1.0906));
    }

    [Fact]
    public void What_is_longer_than_the_scale_falls_into_the_last_bucket() =>
        DelayBuckets.Of(TimeSpan.FromDays(4000).TotalSeconds).ShouldBe(DelayBuckets.Count - 1);

    [Fact]
    public void Quantiles_of_a_thousand_known_durations_are_theirs()
    {
        var counts = new long[DelayBuckets.Count];
        for (var i = 1; i <= 1000; i++)
            counts[DelayBuckets.Of(i / 100.0)]++;

        DelayBuckets.Quantile(counts, 0.5).ShouldNotBeNull().ShouldBeInRange(5, 5.46);
        DelayBuckets.Quantile(counts, 0.95).ShouldNotBeNull().ShouldBeInRange(9.5, 10.4);
        DelayBuckets.Quantile(counts, 0.99).ShouldNotBeNull().ShouldBeInRange(9.9, 10.8);
        DelayBuckets.Quantile(counts, 1).ShouldNotBeNull().ShouldBeInRange(10, 10.91);
    }

    [Fact]
    public void Nothing_counted_has_no_quantile() => DelayBuckets.Quantile(new long[DelayBuckets.Count], 0.5).ShouldBeNull();
}
