using System.Diagnostics;
using System.Globalization;

using Entente.Simulation.Tests.World;

namespace Entente.Simulation.Tests;

/// <summary><c>simulate --seed N</c> replays one seed and tells it; <c>simulate --seeds COUNT [--from N]</c> runs many.</summary>
internal static class SimulateCommand
{
    public static int Run(string[] args)
    {
        var options = new SortedDictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i + 1 < args.Length; i += 2)
            options[args[i]] = args[i + 1];
        if (options.TryGetValue("--seed", out var one))
            return Replay(new WorldOptions(long.Parse(one, CultureInfo.InvariantCulture)));
        var count = int.Parse(options.GetValueOrDefault("--seeds", "100"), CultureInfo.InvariantCulture);
        var from = long.Parse(options.GetValueOrDefault("--from", "1"), CultureInfo.InvariantCulture);
        return Many(from, count);
    }

    private static int Replay(WorldOptions options)
    {
        var trace = new TraceLog();
        var report = OneThread.Run(() => SeedRun.Run(options with { Trace = trace }));
        foreach (var line in trace.Lines)
            Console.WriteLine(line);
        foreach (var violation in report.Violations)
            Console.WriteLine($"VIOLATION {violation.Checker}: {violation.Finding}");
        Console.WriteLine($"journal {report.JournalHash}");
        return report.Violations.Count == 0 ? 0 : 1;
    }

    private static int Many(long from, int count)
    {
        var watch = Stopwatch.StartNew();
        var sum = SwarmRun.Run(from, count, TimeSpan.MaxValue, seed => new WorldOptions(seed));
        Console.WriteLine(sum.Told(watch.Elapsed));
        return sum.IsClean ? 0 : 1;
    }
}
