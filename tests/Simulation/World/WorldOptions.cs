using Entente.Simulation.Tests.Faults;
using Entente.Simulation.Tests.Planted;

namespace Entente.Simulation.Tests.World;

/// <summary>What a run is made of beside its seed.</summary>
internal sealed record WorldOptions(long Seed)
{
    public int Nodes { get; init; } = 2;

    /// <summary>Tickets that a node works on at a time.</summary>
    public int Workers { get; init; } = 2;

    /// <summary>Null draws it from the seed.</summary>
    public string? Accord { get; init; }

    /// <summary>Null draws them from the seed.</summary>
    public IReadOnlyList<FaultKind>? Faults { get; init; }

    public PlantedBug Planted { get; init; } = new();

    /// <summary>True where the first violation is enough: the run ends with it.</summary>
    public bool EndsAtViolation { get; init; }

    /// <summary>Null where nobody reads along.</summary>
    public TraceLog? Trace { get; init; }

    /// <summary>How far a node's wall clock may be off.</summary>
    public TimeSpan LargestSkew { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Goes into everything that no rule shares: two runs that differ in it alone must look alike from outside.</summary>
    public string Unshared { get; init; } = "";
}

/// <summary>What happened in a run, in words, with the virtual time since its start.</summary>
internal sealed class TraceLog
{
    private readonly List<string> lines = [];

    public IReadOnlyList<string> Lines => lines;

    public void Add(TimeSpan at, string line)
    {
        lines.Add($"{at:hh\\:mm\\:ss\\.fff} {line}");
    }
}
