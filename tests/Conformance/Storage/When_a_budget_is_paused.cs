using Entente.Core.Journal;

namespace Entente.Conformance.Tests.Storage;

public abstract partial class JournalConformance
{
    [Fact]
    public async Task A_paused_budget_grants_nothing_and_says_until_when()
    {
        await PauseAsync(30);

        (await TokensAsync(count: 1, perMinute: 60, second: 29)).ShouldBe(new TokenGrant(0, Samples.At(30)));
        (await TokensAsync(count: 1, perMinute: 60, second: 30)).ShouldBe(new TokenGrant(1, null));
    }

    [Fact]
    public async Task A_later_pause_wins_and_an_earlier_one_never_shortens_it()
    {
        await PauseAsync(30);
        await PauseAsync(50);
        await PauseAsync(40);

        (await TokensAsync(count: 1, perMinute: 60, second: 0)).AskAgainAt.ShouldBe(Samples.At(50));
    }

    private Task PauseAsync(int second) => Journal.PauseAsync("zd", "api", Samples.At(second), Cancellation);
}
