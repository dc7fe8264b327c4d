using System.Runtime;

namespace Entente.Bench;

/// <summary>Rounds of hub and relay in alternation, so that what else the machine does falls on both.</summary>
internal static class Comparison
{
    private const int MostWarmUps = 16;

    /// <summary>Throws <see cref="WrongResultException"/> when a contender did not do its work.</summary>
    public static async Task<IReadOnlyList<Round>> RunAsync(BenchOptions options, TimeProvider time, CancellationToken cancellation)
    {
        for (var n = 0; n < MostWarmUps && await CompilingShareAsync(options, time, cancellation) > 0.02; n++)
        {
        }

        var rounds = new List<Round>();
        for (var n = 0; n < options.Rounds; n++)
            rounds.Add(await RoundAsync(options, time, cancellation));
        return rounds;
    }

    private static async Task<Round> RoundAsync(BenchOptions options, TimeProvider time, CancellationToken cancellation) => new(
        options.Only == "relay" ? null : await MeasureAsync(options, isHub: true, time, cancellation),
        options.Only == "hub" ? null : await MeasureAsync(options, isHub: false, time, cancellation));

    /// <summary>
    /// A round that does not count; how much of its processor time went into compiling. A hub runs for weeks, so rounds count once that is over.
    /// </summary>
    private static async Task<double> CompilingShareAsync(BenchOptions options, TimeProvider time, CancellationToken cancellation)
    {
        var (compiled, used) = (JitInfo.GetCompilationTime(), Environment.CpuUsage.TotalTime);
        await RoundAsync(options, time, cancellation);
        return (JitInfo.GetCompilationTime() - compiled) / (Environment.CpuUsage.TotalTime - used);
    }

    private static async Task<Figures> MeasureAsync(BenchOptions options, bool isHub, TimeProvider time, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("entente-bench-").FullName;
        try
        {
            var trackers = (Source: new MemoryTracker("zd", time), Target: new MemoryTracker("jr", time));
            var connectors = (new MemoryConnector(trackers.Source, "zendesk"), new MemoryConnector(trackers.Target, "jira"));
            await using IContender contender = isHub
                ? await HubContender.StartAsync(folder, options, connectors, time)
                : new RelayContender(folder, options, connectors);
            var traffic = new Traffic(options, trackers.Source, contender, time);
            await traffic.RaiseAsync(cancellation);
            var figures = await MeterAsync(options, traffic, contender, time, cancellation);
            traffic.Verify(trackers.Target);
            return figures;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<Figures> MeterAsync(
        BenchOptions options, Traffic traffic, IContender contender, TimeProvider time, CancellationToken cancellation)
    {
        GC.Collect();
        var counted = contender.Counts;
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var (cpu, compiled) = (Environment.CpuUsage.TotalTime, JitInfo.GetCompilationTime());
        var began = time.GetTimestamp();
        await traffic.RunAsync(cancellation);
        var took = time.GetElapsedTime(began);
        var used = Environment.CpuUsage.TotalTime - cpu;
        var figures = new Figures(
            options.Changes / took.TotalSeconds,
            traffic.Latency(0.50),
            traffic.Latency(0.99),
            used.TotalMilliseconds / options.Changes,
            (double)(GC.GetTotalAllocatedBytes(precise: true) - allocated) / options.Changes,
            traffic.PeakMemory);
        figures.PerChange["compiling, ms"] = (JitInfo.GetCompilationTime() - compiled).TotalMilliseconds / options.Changes;
        foreach (var (name, count) in contender.Counts)
            figures.PerChange[name] = (double)(count - counted[name]) / options.Changes;
        return figures;
    }
}
