using System.Text;
using System.Text.Json;

namespace Entente.Bench;

/// <summary>What was measured, for people and for programs: medians of the rounds, ratios as the median of each round's.</summary>
internal static class Table
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private static readonly (string Name, Func<Figures, double> Of, string Format)[] Lines =
    [
        ("changes a second", figures => figures.ChangesPerSecond, "F0"),
        ("latency p50, ms", figures => figures.LatencyP50, "F1"),
        ("latency p99, ms", figures => figures.LatencyP99, "F1"),
        ("processor time a change, ms", figures => figures.CpuPerChange, "F3"),
        ("allocated a change, kB", figures => figures.AllocatedPerChange / 1000, "F1"),
        ("peak memory, MB", figures => figures.PeakMemory / 1e6, "F0"),
    ];

    public static string AsJson(BenchOptions options, IReadOnlyList<Round> rounds) => JsonSerializer.Serialize(new { options, rounds }, Json);

    public static string AsText(BenchOptions options, IReadOnlyList<Round> rounds)
    {
        var text = new StringBuilder();
        text.AppendLine(
            $"{options.Measure}: {options.Changes} changes on {options.Tickets} pairs of tickets, {options.Workers} workers, answers after "
            + $"{options.Delay} ms; medians of {rounds.Count} rounds, load of the machine {LoadOfMachine()}");
        text.AppendLine();
        text.AppendLine(options.Measure switch
        {
            "poisoned" => "| | poisoned | healthy | poisoned / healthy |",
            "webhooks" => "| latency is the webhook's answer | hub | - | - |",
            _ => "| | hub | relay | hub / relay |",
        });
        text.AppendLine("|---|---:|---:|---:|");
        foreach (var (name, of, format) in Lines)
            text.AppendLine(
                $"| {name} | {Median(rounds, r => of.Maybe(r.Hub)).ToString(format)} "
                + $"| {Median(rounds, r => of.Maybe(r.Relay)).ToString(format)} "
                + $"| {Median(rounds, r => of.Maybe(r.Hub) / of.Maybe(r.Relay)):F2} |");
        if (rounds[0].Hub is { } hub)
        {
            text.AppendLine();
            text.AppendLine("The hub's journal, a change: " + string.Join(
                ", ", hub.PerChange.Keys.Select(name => $"{name} {Median(rounds, round => round.Hub!.PerChange[name]):0.##}")));
        }

        return text.ToString();
    }

    private static string LoadOfMachine() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    private static double Maybe(this Func<Figures, double> of, Figures? figures) => figures is null ? double.NaN : of(figures);

    private static double Median(IReadOnlyList<Round> rounds, Func<Round, double> of)
    {
        var sorted = rounds.Select(of).Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
