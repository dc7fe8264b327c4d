using System.Diagnostics;

using Entente.Scenarios.Trackers;

namespace Entente.Scenarios.Killing;

/// <summary>
/// One round: people work, the hub is killed at a moment drawn from the seed, people go on without it, it is started again, people finish.
/// What counts is what the trackers show when all has come to rest.
/// </summary>
internal sealed class KillRound(int seed)
{
    private const int ActsBefore = 24;
    private const int ActsWithout = 6;
    private const int ActsAfter = 10;

    /// <summary>Plays the round and returns the verdict with a line that says what happened.</summary>
    public async Task<(Verdict Verdict, string Line, string Explanation)> PlayAsync()
    {
        var clock = Stopwatch.StartNew();
        var random = new Random(seed);
        await using var sandbox = await SandboxProcess.StartAsync();
        using var zendesk = new MercuriZendesk(sandbox.Zendesk);
        using var jira = new InfinityJira(sandbox.Jira);
        await using var hub = await HubProcess.StartAsync(sandbox, zendesk, jira);
        var traffic = new Traffic(seed, zendesk, jira);
        var (act, delay) = (random.Next(4, ActsBefore), TimeSpan.FromMilliseconds(random.Next(0, 400)));
        var killed = await WorkAndKillAsync(traffic, hub, act, delay);
        await traffic.ActAsync(ActsWithout);
        await hub.StartAsync();
        await traffic.ActAsync(ActsAfter);
        var (_, recovered) = await Settling.WaitAsync(traffic, hub.IsIdleAsync, zendesk, jira);
        await traffic.ResolveAsync();
        var (verdict, settled) = await Settling.WaitAsync(traffic, hub.IsIdleAsync, zendesk, jira);
        var line = $"seed {seed}: kill -9 after act {killed} + {delay.TotalMilliseconds:0} ms; {traffic.Acts} acts on {traffic.Cases.Count} cases; "
            + $"{verdict.Lost} lost, {verdict.Twice} twice, {verdict.OutOfOrder} out of order, {verdict.Unequal} unequal; "
            + $"caught up in {recovered.TotalSeconds:0.0} s, then in {settled.TotalSeconds:0.0} s; {clock.Elapsed.TotalSeconds:0} s in all";
        return (verdict, line, verdict.Faults.Count == 0 ? "" : await hub.ExplainAsync());
    }

    /// <summary>People do not stop while the hub dies: the kill runs beside their acts.</summary>
    private static async Task<int> WorkAndKillAsync(Traffic traffic, HubProcess hub, int act, TimeSpan delay)
    {
        await traffic.ActAsync(act);
        var kill = KillAsync(hub, delay);
        await traffic.ActAsync(ActsBefore - act);
        await kill;
        return act;
    }

    private static async Task KillAsync(HubProcess hub, TimeSpan delay)
    {
        await Task.Delay(delay);
        await hub.KillAsync();
    }
}
