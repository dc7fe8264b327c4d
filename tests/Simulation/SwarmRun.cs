using System.Globalization;
using System.Text;

using Entente.Simulation.Tests.Faults;
using Entente.Simulation.Tests.World;

namespace Entente.Simulation.Tests;

/// <summary>Many seeds on all processors, each on one thread.</summary>
internal sealed class SwarmRun
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<FaultKind, (long Fired, int Seeds, int On)> fired = [];
    private readonly List<SeedReport> failed = [];
    private long calls;
    private long faulty;

    public int Runs { get; private set; }

    public long From { get; private init; }

    public IReadOnlyList<SeedReport> Failed => failed;

    public IReadOnlyDictionary<FaultKind, (long Fired, int Seeds, int On)> Fired => fired;

    /// <summary>Kinds that were switched on in some run and struck in none.</summary>
    public IReadOnlyList<FaultKind> Silent => [.. fired.Where(kind => kind.Value.Fired == 0).Select(kind => kind.Key)];

    public bool IsClean => failed.Count == 0;

    /// <summary>Of a hundred calls while faults were on, how many met one.</summary>
    public double FaultyShare => calls == 0 ? 0 : 100.0 * faulty / calls;

    public static SwarmRun Run(long from, int count, TimeSpan budget, Func<long, WorldOptions> options)
    {
        var run = new SwarmRun { From = from };
        var began = TimeProvider.System.GetTimestamp();
        var next = from - 1;
        var threads = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(
            () =>
            {
                while (TimeProvider.System.GetElapsedTime(began) < budget && Interlocked.Increment(ref next) is var seed && seed < from + count)
                    run.Add(Guarded(options(seed)));
            },
            16 * 1024 * 1024)).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return run;
    }

    public string Told(TimeSpan took)
    {
        var text = new StringBuilder();
        text.AppendLine(
            CultureInfo.InvariantCulture, $"{Runs} runs in {took.TotalSeconds:0.0} s, {Runs / took.TotalSeconds:0.0} a second; "
            + $"{FaultyShare:0} % of {calls} calls met a fault");
        text.AppendLine($"faults: {string.Join(", ", fired.Select(kind => $"{kind.Key} {kind.Value.Fired}"))}");
        foreach (var report in failed.OrderBy(report => report.Seed).Take(40))
            text.AppendLine(
                CultureInfo.InvariantCulture, $"seed {report.Seed}: "
                + $"{string.Join("; ", report.Violations.Take(3).Select(one => $"{one.Checker}: {Short(one.Finding)}"))}");
        text.Append(CultureInfo.InvariantCulture, $"violations {failed.Count}, seeds {From} to {From + Runs - 1}");
        return text.ToString();
    }

    private static string Short(string text) => text.Length <= 300 ? text : text[..300];

    private static SeedReport Guarded(WorldOptions options)
    {
        try
        {
            return SeedRun.Run(options);
        }
        catch (Exception failure)
        {
            return new SeedReport(
                options.Seed, "", [new Checking.Violation("bug", failure.ToString())], new SortedDictionary<FaultKind, int>(), 0, 0, 0);
        }
    }

    private void Add(SeedReport report)
    {
        lock (gate)
        {
            Runs++;
            calls += report.Calls;
            faulty += report.Faulty;
            if (report.Violations.Count > 0)
                failed.Add(report);
            foreach (var (kind, times) in report.Fired)
            {
                var sum = fired.GetValueOrDefault(kind);
                fired[kind] = (sum.Fired + times, sum.Seeds + (times > 0 ? 1 : 0), sum.On + 1);
            }
        }
    }
}
