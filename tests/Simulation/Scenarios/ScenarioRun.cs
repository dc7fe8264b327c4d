using Entente.Simulation.Tests.Checking;
using Entente.Simulation.Tests.World;

namespace Entente.Simulation.Tests.Scenarios;

/// <summary>One playing of a scenario: how many seams it passed, and what was found.</summary>
internal sealed record Playing(long Seams, IReadOnlyList<Violation> Violations);

/// <summary>Plays a scenario without faults, but for crashes at given seams, counted over all lives of the node.</summary>
internal static class ScenarioRun
{
    public static Playing Play(Scenario scenario, params long[] crashes)
    {
        var world = new SimulatedWorld(new WorldOptions(1) { Accord = scenario.Accord, Faults = [], Nodes = 1, Workers = 1 });
        long seams = 0;
        world.Mischief.Crashes = (_, _) => Array.IndexOf(crashes, seams++) >= 0;
        var began = world.Timeline.Now;
        world.StartNodes();
        world.Timeline.After(TimeSpan.FromSeconds(6), () => world.Crowd.Raise(scenario.Origin, isShared: true));
        for (var second = 12; second <= 60; second += 6)
            world.Timeline.After(TimeSpan.FromSeconds(second), world.Crowd.HandOn);
        world.Timeline.After(TimeSpan.FromSeconds(62), () => scenario.Act(world));
        SeedRun.Tick(world);
        world.RunUntil(began + TimeSpan.FromSeconds(70));
        SeedRun.Settle(world, began + TimeSpan.FromSeconds(70));
        return new Playing(seams, world.Watch.Violations);
    }
}
