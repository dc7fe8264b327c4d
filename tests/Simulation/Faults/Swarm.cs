using Entente.Simulation.Tests.Engine;

namespace Entente.Simulation.Tests.Faults;

/// <summary>
/// Which faults a run has, and how often each struck. Each seed first draws the kinds, so that runs differ in what meets what; where several could
/// strike, the one that struck least comes first.
/// </summary>
internal sealed class Swarm
{
    private readonly SeededRandom dice;
    private readonly SortedDictionary<FaultKind, int> fired = [];

    public Swarm(SeededRandom dice, IEnumerable<FaultKind>? chosen = null)
    {
        this.dice = dice;
        var kinds = chosen?.ToList() ?? Draw();
        foreach (var kind in kinds)
            fired[kind] = 0;
        Share = dice.Between(45, 65);
    }

    /// <summary>Of a hundred calls to a tracker, how many meet a fault.</summary>
    public int Share { get; }

    /// <summary>False once the faults have ended.</summary>
    public bool IsOn { get; set; } = true;

    public IReadOnlyDictionary<FaultKind, int> Fired => fired;

    public bool Has(FaultKind kind) => IsOn && fired.ContainsKey(kind);

    /// <summary>True when a kind of its own accord strikes now.</summary>
    public bool Strikes(FaultKind kind, int percent)
    {
        if (!Has(kind) || !dice.Chance(percent))
            return false;
        Note(kind);
        return true;
    }

    public void Note(FaultKind kind) => fired[kind]++;

    /// <summary>One of the kinds that can strike here; null when none can.</summary>
    public FaultKind? Pick(IEnumerable<FaultKind> possible)
    {
        var candidates = possible.Where(Has).ToList();
        if (candidates.Count == 0)
            return null;
        var least = candidates.Min(kind => fired[kind]);
        var kind = dice.Pick(candidates.FindAll(one => fired[one] == least));
        Note(kind);
        return kind;
    }

    private List<FaultKind> Draw()
    {
        var kinds = Enum.GetValues<FaultKind>();
        var density = dice.Between(15, 60);
        var drawn = kinds.Where(_ => dice.Chance(density)).ToList();
        return drawn.Count > 0 ? drawn : [FaultKind.T01, FaultKind.T05];
    }
}
