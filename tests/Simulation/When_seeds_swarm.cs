using System.Globalization;

using Entente.Simulation.Tests.Faults;
using Entente.Simulation.Tests.World;

namespace Entente.Simulation.Tests;

/// <summary>S2: the whole hub on two nodes with four trackers, faults at a third of all calls and more, from seeds.</summary>
[Collection("one after another")]
public sealed class When_seeds_swarm
{
    private const int ReleaseSeeds = 500_000;
    private const int GateSeeds = 10_000;

    /// <summary>Runs from which on every kind that some seed switched on must have struck.</summary>
    private const int EnoughForEveryKind = 150;

    [Fact]
    public void Nothing_is_lost_doubled_out_of_order_echoed_or_leaked()
    {
        var began = TimeProvider.System.GetTimestamp();
        var run = SwarmRun.Run(Budget.FirstSeed, Budget.IsRelease ? ReleaseSeeds : GateSeeds, Budget.Of(100), seed => new WorldOptions(seed));
        var took = TimeProvider.System.GetElapsedTime(began);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"simulation swarm: {run.Runs} runs, {run.Runs / took.TotalSeconds:0.0} a second, "
            + $"{run.Fired.Count(kind => kind.Value.Fired > 0)} of {run.Fired.Count} fault kinds struck "
            + $"on {run.FaultyShare:0} % of calls, violations {run.Failed.Count}, "
            + $"seeds {run.From} to {run.From + run.Runs - 1}"));

        run.Failed.Select(report => $"seed {report.Seed}: {report.Violations[0].Checker}: {report.Violations[0].Finding}").ShouldBeEmpty();
        run.FaultyShare.ShouldBeGreaterThanOrEqualTo(30);
        if (run.Runs >= EnoughForEveryKind)
            run.Silent.ShouldBeEmpty("a fault kind was switched on and never struck");
    }

    [Fact]
    public void A_seed_run_twice_leaves_the_identical_journal()
    {
        var seeds = Budget.IsRelease ? 10_000 : 20;
        for (var seed = 1; seed <= seeds; seed++)
        {
            var first = OneThread.Run(() => SeedRun.Run(new WorldOptions(seed)));
            var second = OneThread.Run(() => SeedRun.Run(new WorldOptions(seed)));
            second.JournalHash.ShouldBe(first.JournalHash, $"seed {seed}");
            second.Events.ShouldBe(first.Events, $"seed {seed}");
        }
    }

    [Fact]
    public void Every_fault_of_the_catalogue_has_a_suite_or_a_reason()
    {
        var lines = FaultCatalogue.Lines;
        lines.Count.ShouldBe(112);
        lines.Select(line => line.Id).Distinct().Count().ShouldBe(lines.Count);
        lines.Where(line => line.Suite == "none" && line.Note.Length == 0).ShouldBeEmpty();
        var swarm = lines.Where(line => line.Suite == "swarm").Select(line => line.Id).ToHashSet(StringComparer.Ordinal);
        Enum.GetNames<FaultKind>().Where(kind => !swarm.Contains(kind) && kind != nameof(FaultKind.C01)).ShouldBeEmpty();
    }
}
