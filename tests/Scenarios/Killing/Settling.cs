using System.Diagnostics;

using Entente.Scenarios.Trackers;

namespace Entente.Scenarios.Killing;

/// <summary>The end of a round, when all has come to rest.</summary>
internal static class Settling
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    // Longer than a call may take plus its settle time, so that whatever still comes twice has come.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(6);

    /// <summary>Waits until both trackers show the same things for a while and the hub has nothing under way, or patience ends.</summary>
    public static async Task<(Verdict Verdict, TimeSpan Took)> WaitAsync(
        Traffic traffic, Func<Task<bool>> isIdle, MercuriZendesk zendesk, InfinityJira jira)
    {
        var clock = Stopwatch.StartNew();
        var seen = "";
        var since = clock.Elapsed;
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        while (true)
        {
            var (left, right) = (await zendesk.AllAsync(), await jira.AllAsync());
            var verdict = Verdict.Of(traffic.Cases, left, right);
            var shown = string.Join('\n', left.Concat(right).Select(ticket => ticket.Shown));
            if (shown != seen)
                (seen, since) = (shown, clock.Elapsed);
            var isQuiet = clock.Elapsed - since > Rest && await isIdle();
            if ((isQuiet && verdict.Faults.Count == 0) || clock.Elapsed > Patience)
                return (verdict, since);
            await pace.WaitForNextTickAsync();
        }
    }
}
