using System.Globalization;

using Entente.Simulation.Tests.Planted;
using Entente.Simulation.Tests.World;

namespace Entente.Simulation.Tests;

/// <summary>S10: a checker that finds nothing wrong with a broken hub is broken itself.</summary>
[Collection("one after another")]
public sealed class When_a_bug_is_planted
{
    private const int MostSeeds = 2000;

    [Fact]
    public void Every_one_is_killed()
    {
        var kills = PlantedBugs.All.Select(bug => (bug.Name, Kill: Kill(bug))).ToList();
        var killed = kills.Where(one => one.Kill is not null).ToList();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"simulation planted bugs: {killed.Count} of {kills.Count} killed: "
            + $"{string.Join(", ", killed.Select(one => $"{one.Name} by seed {one.Kill!.Value.Seed} ({one.Kill.Value.Checker})"))}"));

        kills.Count.ShouldBeGreaterThanOrEqualTo(30);
        kills.Where(one => one.Kill is null).Select(one => one.Name).ShouldBeEmpty();
    }

    private static (long Seed, string Checker)? Kill(PlantedBug bug)
    {
        for (var seed = 1; seed <= MostSeeds; seed += Environment.ProcessorCount)
        {
            var run = SwarmRun.Run(
                seed, Environment.ProcessorCount, TimeSpan.MaxValue, one => new WorldOptions(one) { Planted = PlantedBugs.Named(bug.Name) });
            if (run.Failed.OrderBy(report => report.Seed).FirstOrDefault() is { } killer)
                return (killer.Seed, killer.Violations[0].Checker);
        }

        return null;
    }
}
