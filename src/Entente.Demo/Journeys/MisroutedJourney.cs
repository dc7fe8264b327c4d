using Entente.Demo.Checking;

namespace Entente.Demo.Journeys;

/// <summary>John hands a case to the wrong party: Global says so by a tag and the case comes back, where everybody can see it.</summary>
internal sealed class MisroutedJourney : IJourney
{
    public string Name => "A mis-routed handoff is rejected and comes back";

    public async Task PlayAsync(Stage stage, CheckList checks, CancellationToken cancellation)
    {
        var work = new ChainWork(stage, checks);
        var chain = await work.WholeAsync("The newsletter shows the wrong price", [], cancellation);
        await work.HolderAsync(chain, "Global Pvt Ltd", cancellation);
        await stage.AzureDevOps.SetAsync(chain.Item, "System.Tags", "not-ours", cancellation);
        await work.HolderAsync(chain, "Infinity Solutions", cancellation);
        await checks.EqualAsync(
            "the case's history tells the rejection",
            "the case's history",
            "mercuri, infinity, global, infinity",
            async () => await stage.Hub.CaseAsync(Stage.CaseOf(chain.Pair.Ticket), cancellation) is { } life
                ? HandoffJourney.Holders(life)
                : "no such case",
            cancellation);
    }
}
