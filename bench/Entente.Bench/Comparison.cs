namespace Entente.Bench;

/// <summary>Rounds of hub and relay in alternation, so that what else the machine does falls on both.</summary>
internal static class Comparison
{
    /// <summary>Throws <see cref="WrongResultException"/> when a contender did not do its work.</summary>
    public static async Task<IReadOnlyList<Round>> RunAsync(BenchOptions options, TimeProvider time, CancellationToken cancellation)
    {
        var rounds = new List<Round>();
        for (var n = 0; n <= options.Rounds; n++)
        {
            var hub = options.Only == "relay" ? null : await MeasureAsync(options, isHub: true, time, cancellation);
            var relay = options.Only == "hub" ? null : await MeasureAsync(options, isHub: false, time, cancellation);
            if (n > 0) // the first warms up the compiler
                rounds.Add(new Round(hub, relay));
        }

        return rounds;
    }

    private static async Task<Figures> MeasureAsync(BenchOptions options, bool isHub, TimeProvider time, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("entente-bench-").FullName;
        try
        {
            var trackers = (Source: new MemoryTracker("zd", time), Target: new MemoryTracker("jr", time));
            await using IContender contender = isHub
                ? await HubContender.StartAsync(folder, options, trackers, time)
                : new RelayContender(folder, options, trackers);
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
        var cpu = Environment.CpuUsage.TotalTime;
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
        foreach (var (name, count) in contender.Counts)
            figures.PerChange[name] = (double)(count - counted[name]) / options.Changes;
        return figures;
    }
}
