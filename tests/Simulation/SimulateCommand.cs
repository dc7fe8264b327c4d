using System.Globalization;

using Entente.Simulation.Tests.Planted;
using Entente.Simulation.Tests.World;

namespace Entente.Simulation.Tests;

/// <summary>
/// <c>simulate --seed N</c> replays one seed and tells it; <c>simulate --seeds COUNT [--from N]</c> runs many. <c>--plant NAME</c> switches a planted
/// bug on, <c>--accord NAME</c> takes one of the example accords.
/// </summary>
internal static class SimulateCommand
{
    private const int Wrong = 2;
    private static readonly string[] Known = ["--seed", "--seeds", "--from", "--plant", "--accord"];

    /// <summary>Exit codes: 0 nothing found, 1 violations, 2 wrong arguments.</summary>
    public static int Run(string[] args)
    {
        var options = new SortedDictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length || !Known.Contains(args[i], StringComparer.Ordinal))
                return Refuse($"What is '{args[i]}'? Options, each with a value: {string.Join(' ', Known)}.");
            options[args[i]] = args[i + 1];
        }

        try
        {
            WorldOptions Make(long seed) => new(seed)
            {
                Planted = options.TryGetValue("--plant", out var bug) ? PlantedBugs.Named(bug) : new PlantedBug(),
                EndsAtViolation = options.ContainsKey("--plant") && options.ContainsKey("--seeds"),
                Accord = options.GetValueOrDefault("--accord"),
            };
            return options.TryGetValue("--seed", out var one)
                ? Replay(Make(Number(one)))
                : Many(Number(options.GetValueOrDefault("--from", "1")), (int)Number(options.GetValueOrDefault("--seeds", "100")), Make);
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException)
        {
            return Refuse(wrong.Message);
        }
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static int Refuse(string reason)
    {
        Console.Error.WriteLine(reason);
        return Wrong;
    }

    private static int Replay(WorldOptions options)
    {
        var trace = new TraceLog();
        var report = OneThread.Run(() => SeedRun.Run(options with { Trace = trace }));
        foreach (var line in trace.Lines)
            Console.WriteLine(line);
        foreach (var violation in report.Violations)
            Console.WriteLine($"VIOLATION {violation.Checker}: {violation.Finding}");
        Console.WriteLine(
            $"{report.Calls} calls while faults were on, {report.Faulty} met one; "
            + $"{report.Took:hh\\:mm\\:ss} of virtual time, {report.Events} events");
        Console.WriteLine($"journal {report.JournalHash}");
        return report.Violations.Count == 0 ? 0 : 1;
    }

    private static int Many(long from, int count, Func<long, WorldOptions> options)
    {
        var began = TimeProvider.System.GetTimestamp();
        var run = SwarmRun.Run(from, count, TimeSpan.MaxValue, options);
        Console.WriteLine(run.Told(TimeProvider.System.GetElapsedTime(began)));
        return run.IsClean ? 0 : 1;
    }
}
