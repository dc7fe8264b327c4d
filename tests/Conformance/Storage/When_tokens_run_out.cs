using Entente.Core.Journal;

namespace Entente.Conformance.Tests.Storage;

public abstract partial class JournalConformance
{
    [Fact]
    public async Task A_budget_holds_one_minute_and_then_says_when_to_ask_again()
    {
        for (var i = 0; i < 7; i++)
            (await TokensAsync(count: 1, perMinute: 7, second: 0)).ShouldBe(new TokenGrant(1, null));

        var refused = await TokensAsync(count: 1, perMinute: 7, second: 0);

        refused.Granted.ShouldBe(0);
        refused.AskAgainAt.ShouldNotBeNull().ShouldBe(Samples.At(0).AddSeconds(60 / 7.0), TimeSpan.FromMilliseconds(1));
        (await Journal.TakeTokensAsync(new TokenRequest("zd", "api", 1, 7), refused.AskAgainAt.Value, Cancellation)).Granted.ShouldBe(1);
    }

    [Fact]
    public async Task A_budget_refills_with_time_and_not_beyond_one_minute()
    {
        await TokensAsync(count: 60, perMinute: 60, second: 0);

        (await TokensAsync(count: 11, perMinute: 60, second: 10)).ShouldBe(new TokenGrant(0, Samples.At(11)));
        (await TokensAsync(count: 10, perMinute: 60, second: 10)).Granted.ShouldBe(10);
        (await TokensAsync(count: 60, perMinute: 60, second: 3600)).Granted.ShouldBe(60);
        (await TokensAsync(count: 1, perMinute: 60, second: 3600)).Granted.ShouldBe(0);
    }

    [Fact]
    public async Task A_refusal_takes_nothing()
    {
        await TokensAsync(count: 8, perMinute: 10, second: 0);

        (await TokensAsync(count: 3, perMinute: 10, second: 0)).Granted.ShouldBe(0);
        (await TokensAsync(count: 2, perMinute: 10, second: 0)).Granted.ShouldBe(2);
    }

    [Fact]
    public async Task Budgets_are_apart()
    {
        await TokensAsync(count: 10, perMinute: 10, second: 0);

        (await Journal.TakeTokensAsync(new TokenRequest("zd", "search", 1, 10), Samples.At(0), Cancellation)).Granted.ShouldBe(1);
        (await Journal.TakeTokensAsync(new TokenRequest("jr", "api", 1, 10), Samples.At(0), Cancellation)).Granted.ShouldBe(1);
    }

    [Fact]
    public async Task A_clock_set_back_closes_a_budget_for_a_minute_at_most()
    {
        await TokensAsync(count: 10, perMinute: 10, second: 100_000);

        (await TokensAsync(count: 10, perMinute: 10, second: 0)).ShouldBe(new TokenGrant(0, Samples.At(60)));
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(11, 10)]
    public async Task A_request_that_no_budget_could_grant_is_refused(int count, int perMinute) =>
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => TokensAsync(count, perMinute, second: 0));

    private Task<TokenGrant> TokensAsync(int count, int perMinute, int second) =>
        Journal.TakeTokensAsync(new TokenRequest("zd", "api", count, perMinute), Samples.At(second), Cancellation);
}
