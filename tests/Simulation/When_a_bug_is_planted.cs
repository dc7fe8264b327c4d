using System.Globalization;

using Entente.Simulation.Tests.Planted;
using Entente.Simulation.Tests.World;

namespace Entente.Simulation.Tests;

/// <summary>S10: a checker that finds nothing wrong with a broken hub is broken itself.</summary>
[Collection("one after another")]
public sealed class When_a_bug_is_planted
{
    private const int MostSeeds = 2000;

    /// <summary>Every bug meets the first seeds before any meets later ones, so that a short share of time still tries all of them.</summary>
    [Fact]
    public void Every_one_is_killed()
    {
        var began = TimeProvider.System.GetTimestamp();
        var budget = Budget.Of(120);
        var alive = PlantedBugs.All.Select(bug => bug.Name).ToList();
        var killed = new List<string>();
        var step = Environment.ProcessorCount;
        long seed;
        for (seed = 1; seed <= MostSeeds && alive.Count > 0 && TimeProvider.System.GetElapsedTime(began) < budget; seed += step)
            foreach (var name in alive.ToList())
            {
                var left = budget - TimeProvider.System.GetElapsedTime(began);
                var run = SwarmRun.Run(seed, step, left, one => new WorldOptions(one) { Planted = PlantedBugs.Named(name), EndsAtViolation = true });
                if (run.Failed.OrderBy(report => report.Seed).FirstOrDefault() is not { } killer)
                    continue;
                alive.Remove(name);
                killed.Add(string.Create(CultureInfo.InvariantCulture, $"{name} by seed {killer.Seed} ({killer.Violations[0].Checker})"));
            }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"simulation planted bugs: {killed.Count} of {PlantedBugs.All.Count} killed by seed {seed - 1}: {string.Join(", ", killed)}; "
            + $"alive so far: {string.Join(", ", alive)}"));
        PlantedBugs.All.Count.ShouldBeGreaterThanOrEqualTo(30);
        killed.ShouldNotBeEmpty();
        if (seed > MostSeeds || Budget.IsRelease)
            alive.ShouldBeEmpty();
    }
}
