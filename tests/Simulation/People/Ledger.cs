using System.Globalization;

namespace Entente.Simulation.Tests.People;

/// <summary>What kind of thing a person did.</summary>
internal enum ActKind { Raise, Retitle, Prioritise, Say, Whisper, Scribble, Attach, Move }

/// <summary>One act of a person that the tracker took, under a token that no other act has.</summary>
internal sealed record HumanAct(ActKind Kind, string Token, string Connection, string NativeId, DateTimeOffset At)
{
    /// <summary>The level of a priority, the length of a file.</summary>
    public int Number { get; init; }
}

/// <summary>All that people did, in order.</summary>
internal sealed class Ledger
{
    private readonly List<HumanAct> acts = [];
    private int count;

    public IReadOnlyList<HumanAct> Acts => acts;

    /// <summary>A word that no other begins with and none contains.</summary>
    public string Token() => $"tk{(++count).ToString("D3", CultureInfo.InvariantCulture)}q";

    public void Add(HumanAct act) => acts.Add(act);
}
