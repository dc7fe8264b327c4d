using Entente.Simulation.Tests.Checking;
using Entente.Simulation.Tests.Faults;
using Entente.Simulation.Tests.World;

namespace Entente.Simulation.Tests;

/// <summary>What one seed showed.</summary>
internal sealed record SeedReport(
    long Seed, string JournalHash, IReadOnlyList<Violation> Violations, IReadOnlyDictionary<FaultKind, int> Fired, int Calls, int Faulty, long Events)
{
    /// <summary>The virtual time that the run took.</summary>
    public TimeSpan Took { get; init; }
}

/// <summary>One seed: a safety phase with faults, then a liveness phase without, then the judge.</summary>
internal static class SeedRun
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(75);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromMinutes(6.5);
    private static readonly TimeSpan Patience = TimeSpan.FromHours(3);
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(3);

    public static SeedReport Run(WorldOptions options, Action<SimulatedWorld>? prepare = null)
    {
        var world = new SimulatedWorld(options);
        prepare?.Invoke(world);
        var began = world.Timeline.Now;
        var faultsEnd = began + TimeSpan.FromSeconds(world.Dice.Between(60, 150));
        world.Trace(() =>
            $"seed {options.Seed}, accord {world.Accord}, faults {string.Join(' ', world.Swarm.Fired.Keys)} at {world.Swarm.Share} % of calls");
        world.Crowd.Plan(faultsEnd);
        world.StartNodes();
        Tick(world);
        world.RunUntil(faultsEnd);
        world.Swarm.IsOn = false;
        world.Trace(() => "faults end");
        Settle(world, faultsEnd);
        var (calls, faulty) = world.Weather.Count;
        return new SeedReport(options.Seed, world.JournalHash(), world.Watch.Violations, world.Swarm.Fired, calls, faulty, world.Timeline.Ran)
        {
            Took = world.Timeline.Now - began,
        };
    }

    /// <summary>Webhooks that a tracker repeats by itself, and hand-ons that were refused amid the faults.</summary>
    public static void Tick(SimulatedWorld world)
    {
        foreach (var tracker in world.Trackers.Values)
            world.Roads.Collect(tracker);
        world.Timeline.After(TimeSpan.FromSeconds(5), () => Tick(world));
    }

    public static void Settle(SimulatedWorld world, DateTimeOffset faultsEnd)
    {
        var isQuiet = false;
        for (var n = 0; !isQuiet && !world.IsOver && world.Timeline.Now < faultsEnd + Patience; n++)
        {
            world.RunUntil(world.Timeline.Now + Step);
            if (n % 4 == 3)
                world.AnyNode(world.Dice)?.Guard(world.RetryParkedAsync);
            isQuiet = IsQuiet(world, faultsEnd);
        }

        world.Watch.Require(isQuiet, "liveness", $"the hub has not come to rest {Patience.TotalHours:0} h after the last fault");
        var writes = world.Watch.Writes;
        if (isQuiet)
            world.RunUntil(world.Timeline.Now + Silence);
        world.Watch.Require(world.Watch.Writes == writes, "echo", $"{world.Watch.Writes - writes} writes came after the last act was settled");
        if (!world.IsOver)
            new Judge(world).Run();
    }

    private static bool IsQuiet(SimulatedWorld world, DateTimeOffset faultsEnd) =>
        world.Timeline.Now - world.Watch.LastWrite > Quiet
        && !world.IsAnyFrozen // who thaws amid the judging has just begun to work
        && world.Watch.HasPolledSince(faultsEnd + world.Horizon)
        && !(world.Store.NextDueAsync(CancellationToken.None).Result < world.Timeline.Now + LongestBackOff)
        && world.Store.EffectsAsync(null, CancellationToken.None).Result.All(effect => !effect.IsOpen)
        && world.Store.ChangesAsync(null, CancellationToken.None).Result.All(change => change.State is not ("pending" or "parked"))
        && world.Store.SidesAsync(null, "parked", CancellationToken.None).Result.Count == 0;
}
