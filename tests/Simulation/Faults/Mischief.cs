using Entente.Simulation.Tests.Engine;
using Entente.Simulation.Tests.World;
using Entente.Storage;

namespace Entente.Simulation.Tests.Faults;

/// <summary>What happens to the nodes themselves and to their store (RELIABILITY 3.7 and 3.8).</summary>
internal sealed class Mischief(SimulatedWorld world, Swarm swarm, SeededRandom dice)
{
    /// <summary>A pause longer than a lease.</summary>
    private static readonly TimeSpan LongestFreeze = TimeSpan.FromMinutes(6);

    /// <summary>Called at each seam before anything else: enumerations crash here.</summary>
    public Func<NodeLife, Seam, bool>? Crashes { get; set; }

    /// <summary>What a node meets at a seam; answers how long the call takes.</summary>
    public TimeSpan At(NodeLife life, Seam seam)
    {
        world.Watch.Passes(life);
        if (seam is { Side: SeamSide.After, Call: "append" or "notice" or "release" or "pause" or "write" })
            world.Poke();
        if (Crashes?.Invoke(life, seam) == true)
        {
            world.Crash(life);
            return TimeSpan.Zero;
        }

        if (!swarm.IsOn)
            return TimeSpan.Zero;
        if (swarm.Has(FaultKind.C01) && swarm.Fired[FaultKind.C01] < 4 && dice.Below(400) == 0 && swarm.Strikes(FaultKind.C01, 100))
            world.Crash(life);
        else if (swarm.Has(FaultKind.C02) && swarm.Fired[FaultKind.C02] < 3 && seam.Call is "append" or "renew" && dice.Below(60) == 0
            && swarm.Strikes(FaultKind.C02, 100))
            Freeze(life, seam);
        if (seam is { Side: SeamSide.Before, Call: "notice" } && swarm.Strikes(FaultKind.W10, 10))
            return TimeSpan.FromSeconds(dice.Between(11, 20));
        return dice.Below(12) == 0 ? dice.Millis(0, 8) : TimeSpan.Zero;
    }

    /// <summary>What the store does at one call.</summary>
    public (JournalFault Fault, Exception? Told) Journal(string call)
    {
        if (!swarm.IsOn)
            return (JournalFault.None, null);
        if (call is "append" or "notice" or "write" && swarm.Strikes(FaultKind.D02, 3))
            return (JournalFault.Refused, new StorageException(StorageFault.DiskFull, "The disk is full: by the run's mischief."));
        if (swarm.Strikes(FaultKind.D05, 3))
            return (JournalFault.Refused, new StorageException(StorageFault.Busy, "The store is busy: by the run's mischief."));
        if (call is "append" or "notice" or "write" && swarm.Strikes(FaultKind.D07, 3))
            return (JournalFault.InDoubt, new StorageException(StorageFault.Busy, "The connection broke during COMMIT: by the run's mischief."));
        if (call == "load" && swarm.Strikes(FaultKind.C07, 4))
            return (JournalFault.Refused, new InjectedBugException());
        return (JournalFault.None, null);
    }

    private void Freeze(NodeLife life, Seam seam)
    {
        var pause = dice.Span(TimeSpan.FromSeconds(20), LongestFreeze);
        world.Trace(() => $"{life.Name} freezes for {pause.TotalSeconds:0} s {seam.Side.ToString().ToLowerInvariant()} {seam.Call}");
        life.Freeze(pause);
    }
}

/// <summary>Stands for a bug in the product's own code (RELIABILITY C07).</summary>
internal sealed class InjectedBugException() : Exception("A bug: by the run's mischief.");
