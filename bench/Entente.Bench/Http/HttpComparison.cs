using System.Runtime;

using Entente.Core.Tickets;

namespace Entente.Bench.Http;

/// <summary>
/// Rounds of two contenders in alternation over real HTTP: webhooks in, reads and writes out, JSON bodies. Trackers and people are a process of their
/// own, whose processor time is nobody's.
/// </summary>
internal sealed class HttpComparison(BenchOptions options, TimeProvider time)
{
    private const int MostWarmUps = 16;

    /// <summary>Throws <see cref="WrongResultException"/> when a contender did not do its work.</summary>
    public async Task<IReadOnlyList<Round>> RunAsync(CancellationToken cancellation)
    {
        await using var target = await TargetProcess.StartAsync();
        for (var n = 0; n < MostWarmUps && await CompilingShareAsync(target, cancellation) > 0.02; n++)
        {
        }

        var rounds = new List<Round>();
        for (var n = 0; n < options.Rounds; n++)
            rounds.Add(await RoundAsync(target, cancellation));
        return rounds;
    }

    private async Task<double> CompilingShareAsync(TargetProcess target, CancellationToken cancellation)
    {
        var (compiled, used) = (JitInfo.GetCompilationTime(), Environment.CpuUsage.TotalTime);
        await RoundAsync(target, cancellation);
        return (JitInfo.GetCompilationTime() - compiled) / (Environment.CpuUsage.TotalTime - used);
    }

    /// <summary>Where lanes are poisoned, the second contender is the hub without poison; where webhooks come at a rate, there is none.</summary>
    private async Task<Round> RoundAsync(TargetProcess target, CancellationToken cancellation) => options.Measure switch
    {
        "poisoned" => new Round(await MeasureAsync(target, true, 100, cancellation), await MeasureAsync(target, true, 0, cancellation)),
        "webhooks" => new Round(await MeasureAsync(target, true, 0, cancellation), null),
        _ => new Round(
            options.Only == "relay" ? null : await MeasureAsync(target, true, 0, cancellation),
            options.Only == "hub" ? null : await MeasureAsync(target, false, 0, cancellation)),
    };

    private async Task<Figures> MeasureAsync(TargetProcess target, bool isHub, int poisonedOf, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("entente-bench-").FullName;
        try
        {
            (IConnector, IConnector) connectors = (
                new HttpConnector(target.Http, target.Address, BenchAccord.Care, "zendesk"),
                new HttpConnector(target.Http, target.Address, BenchAccord.Desk, "jira"));
            await using IContender contender = isHub
                ? await HubContender.StartAsync(folder, options, connectors, time)
                : new RelayContender(folder, options, connectors);
            await using var hooks = await HookServer.StartAsync(contender, time);
            var load = new Load
            {
                Hook = hooks.Address,
                Tickets = options.Tickets,
                Changes = options.Changes,
                Delay = options.Delay,
                PoisonedOf = poisonedOf,
                Rate = options.Measure == "webhooks" ? options.Rate : 0,
            };
            await target.LoadAsync(load, cancellation);
            await target.RaiseAsync(cancellation);
            await contender.SettledAsync(cancellation);
            return await MeterAsync(target, contender, load, cancellation);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<Figures> MeterAsync(TargetProcess target, IContender contender, Load load, CancellationToken cancellation)
    {
        GC.Collect();
        var counted = contender.Counts;
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var (cpu, compiled) = (Environment.CpuUsage.TotalTime, JitInfo.GetCompilationTime());
        var began = time.GetTimestamp();
        var result = await target.ChangeAsync(cancellation);
        if (load is { PoisonedOf: 0, Rate: 0 })
            await contender.SettledAsync(cancellation);
        var took = time.GetElapsedTime(began);
        var used = Environment.CpuUsage.TotalTime - cpu;
        var figures = new Figures(
            options.Changes / took.TotalSeconds,
            load.Rate > 0 ? result.HookP50 : result.LatencyP50,
            load.Rate > 0 ? result.HookP99 : result.LatencyP99,
            used.TotalMilliseconds / options.Changes,
            (double)(GC.GetTotalAllocatedBytes(precise: true) - allocated) / options.Changes,
            Environment.WorkingSet);
        figures.PerChange["compiling, ms"] = (JitInfo.GetCompilationTime() - compiled).TotalMilliseconds / options.Changes;
        foreach (var (name, count) in contender.Counts)
            figures.PerChange[name] = (double)(count - counted[name]) / options.Changes;
        return figures;
    }
}
