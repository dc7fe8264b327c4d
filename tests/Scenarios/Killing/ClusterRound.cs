using System.Diagnostics;

using Entente.Scenarios.Trackers;
using Entente.Servers;

namespace Entente.Scenarios.Killing;

/// <summary>What befalls a hub of two nodes.</summary>
internal enum Mischief
{
    /// <summary><c>kill -9</c> of one node; started again after people worked without it.</summary>
    Kill,

    /// <summary>One node stands still for some seconds, and goes on.</summary>
    Freeze,

    /// <summary>One node stands still until its leases ran out and the other took its tickets; then it goes on as if nothing had been.</summary>
    LongFreeze,

    /// <summary>PostgreSQL crashes and is started again.</summary>
    DatabaseCrash,

    /// <summary>PostgreSQL crashes, and one node is killed before it is back.</summary>
    DatabaseCrashAndKill,
}

/// <summary>
/// One round on two nodes: people work, something befalls the hub amid their acts, people finish. The trackers tell what came of it.
/// </summary>
internal sealed class ClusterRound(int seed, Mischief mischief, PostgresServer server)
{
    private const int ActsBefore = 24;
    private const int ActsAfter = 14;

    private readonly Random random = new(seed);
    private string told = "";

    /// <summary>Plays the round and returns the verdict with a line that says what happened.</summary>
    public async Task<(Verdict Verdict, string Line, string Explanation)> PlayAsync()
    {
        var clock = Stopwatch.StartNew();
        await using var sandbox = await SandboxProcess.StartAsync();
        using var zendesk = new MercuriZendesk(sandbox.Zendesk);
        using var jira = new InfinityJira(sandbox.Jira);
        await using var cluster = await Cluster.StartAsync(server, $"round_{seed}", sandbox, zendesk, jira);
        var traffic = new Traffic(seed, zendesk, jira);
        await WorkAmidAsync(traffic, cluster);
        await traffic.ActAsync(ActsAfter);
        var (_, recovered) = await Settling.WaitAsync(traffic, cluster.Nodes[0].IsIdleAsync, zendesk, jira);
        await traffic.ResolveAsync();
        var (verdict, _) = await Settling.WaitAsync(traffic, cluster.Nodes[1].IsIdleAsync, zendesk, jira);
        var fenced = await cluster.Nodes[0].FencedAsync() + await cluster.Nodes[1].FencedAsync();
        var line = $"seed {seed}: {told}; {traffic.Acts} acts on {traffic.Cases.Count} cases; "
            + $"{verdict.Lost} lost, {verdict.Twice} twice, {verdict.OutOfOrder} out of order, {verdict.Unequal} unequal; "
            + $"{fenced} turns fenced; caught up in {recovered.TotalSeconds:0.0} s; {clock.Elapsed.TotalSeconds:0} s in all";
        return (verdict, line, verdict.Faults.Count == 0 ? "" : await ExplainAsync(cluster));
    }

    /// <summary>People do not stop meanwhile.</summary>
    private async Task WorkAmidAsync(Traffic traffic, Cluster cluster)
    {
        var act = random.Next(4, ActsBefore);
        await traffic.ActAsync(act);
        var befalls = BefallAsync(cluster, random.Next(2), TimeSpan.FromMilliseconds(random.Next(0, 400)));
        await traffic.ActAsync(ActsBefore - act);
        await befalls;
    }

    private async Task BefallAsync(Cluster cluster, int which, TimeSpan delay)
    {
        await Task.Delay(delay);
        var node = cluster.Nodes[which];
        switch (mischief)
        {
            case Mischief.Kill:
                told = $"kill -9 of node {which + 1}, taken over in {(await cluster.KillAsync(node)).TotalMilliseconds:0} ms";
                await Task.Delay(TimeSpan.FromSeconds(random.Next(0, 4)));
                await node.StartAsync();
                break;
            case Mischief.Freeze or Mischief.LongFreeze:
                var frozen = TimeSpan.FromSeconds(mischief == Mischief.Freeze ? random.Next(1, 8) : 32);
                await node.FreezeAsync();
                await Task.Delay(frozen);
                await node.ThawAsync();
                told = $"node {which + 1} frozen for {frozen.TotalSeconds:0} s";
                break;
            case Mischief.DatabaseCrash or Mischief.DatabaseCrashAndKill:
                await server.StopImmediatelyAsync();
                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(0, 3000)));
                if (mischief == Mischief.DatabaseCrashAndKill)
                    await node.KillAsync();
                await server.StartAgainAsync();
                if (mischief == Mischief.DatabaseCrashAndKill)
                    await node.StartAsync();
                told = mischief == Mischief.DatabaseCrash ? "PostgreSQL crashed" : $"PostgreSQL crashed, node {which + 1} killed meanwhile";
                break;
        }
    }

    private static async Task<string> ExplainAsync(Cluster cluster) =>
        $"{await cluster.Nodes[0].ExplainAsync()}\nnode 2 printed\n{cluster.Nodes[1].Printed}";
}
