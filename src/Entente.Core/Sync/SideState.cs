using System.Collections.Immutable;

using Entente.Cel;
using Entente.Core.Journal;
using Entente.Core.Tickets;

namespace Entente.Core.Sync;

/// <summary>
/// The state machine of a side.
/// <code>
/// Opening ──first envelope applied──▶ Active ◀──retry, new event── Parked
///                                       └──cannot go on────▶ Parked
/// </code>
/// </summary>
public enum SideStage { Opening, Active, Parked }

/// <summary>One ticket's end of one twin: the unit of failure. What cannot go on parks here and nowhere else (Invariant 8).</summary>
public sealed record SideState
{
    public required string Twin { get; init; }

    public required string Link { get; init; }

    public required TicketAddress Partner { get; init; }

    /// <summary>True on the side whose ticket was there first.</summary>
    public bool IsOpener { get; init; }

    /// <summary>True when a person connected two tickets that were both there before.</summary>
    public bool IsConnected { get; init; }

    public SideStage Stage { get; init; } = SideStage.Opening;

    /// <summary>
    /// Canonical values that our share rule gave when the partner was last told, or after our own last write: the base that stops echoes.
    /// </summary>
    public ImmutableSortedDictionary<string, CelValue> Shared { get; init; } = Ordered.Map<CelValue>();

    /// <summary>
    /// Canonical fields that the partner is only assumed to know since a restore: our account wrote them here for some side, and which is not known.
    /// </summary>
    [AddedLater]
    public ImmutableSortedSet<string> Assumed { get; init; } = Ordered.Set();

    /// <summary>Comments that both sides have: origin to digest of the text.</summary>
    public ImmutableSortedDictionary<string, string> SharedComments { get; init; } = Ordered.Map<string>();

    /// <summary>Files that both sides have, by origin.</summary>
    public ImmutableSortedSet<string> SharedFiles { get; init; } = Ordered.Set();

    /// <summary>Canonical values that both sides last agreed on: the base of the three-way merge.</summary>
    public ImmutableSortedDictionary<string, CelValue> Agreed { get; init; } = Ordered.Map<CelValue>();

    /// <summary>The partner's replica so far.</summary>
    public ImmutableSortedDictionary<string, CelValue> Received { get; init; } = Ordered.Map<CelValue>();

    public long SentSeq { get; init; }

    public string SentHash { get; init; } = "";

    public long TakenSeq { get; init; }

    public string TakenHash { get; init; } = "";

    /// <summary>Our envelopes that have no receipt yet, by sequence number.</summary>
    public ImmutableSortedDictionary<long, Outstanding> Outstanding { get; init; } = ImmutableSortedDictionary<long, Outstanding>.Empty;

    /// <summary>
    /// Canonical values that we sent and that the partner's newest envelope had not seen. A receipt does not end that: an envelope of the partner's
    /// that was on its way, or is parked here, is concurrent to them whatever became of ours since.
    /// </summary>
    [AddedLater]
    public ImmutableSortedDictionary<string, ToldValue> Told { get; init; } = Ordered.Map<ToldValue>();

    /// <summary>The envelope that is being applied; the lane waits behind it (Invariant 4).</summary>
    public Inbound? Inbound { get; init; }

    public Parking? Parked { get; init; }

    /// <summary>The newest <see cref="TicketState.HolderStamp"/> that the partner knows.</summary>
    public long ToldHolder { get; init; }

    /// <summary>The partner's ticket as people may see it.</summary>
    public PartnerReference? Reference { get; init; }
}

/// <summary>A canonical value and the envelope that carried it.</summary>
public sealed record ToldValue(long Seq, CelValue Value)
{
    /// <summary>The partner's envelope that is applied in part and whose value people had before them; zero for none.</summary>
    [AddedLater(0L)]
    public long Knew { get; init; }
}

/// <summary>An envelope of ours without a receipt.</summary>
/// <param name="Fields">The canonical values that it carried.</param>
/// <param name="Changes">The changes that it carried.</param>
public sealed record Outstanding(ImmutableSortedDictionary<string, CelValue> Fields, ImmutableList<ChangeRef> Changes);

/// <summary>Names one change: the entry that saw it and its number there, the native field or item, and what it became in canonical terms.</summary>
public sealed record ChangeRef(long Seq, int N, string Field, ImmutableList<string> Items);

/// <summary>An envelope being applied.</summary>
public sealed record Inbound
{
    public required long Seq { get; init; }

    public required ReplicaEnvelope Envelope { get; init; }

    /// <summary>Rises with every new plan for the same envelope: after a definite no, a conflict, a retry by a person.</summary>
    public int Plan { get; init; }

    /// <summary>
    /// What was written of it: <c>field:NATIVE</c>, <c>comment:ORIGIN</c>, <c>file:ORIGIN</c>, <c>reference</c>. A tracker may store a value
    /// otherwise than asked; it is not asked twice.
    /// </summary>
    public ImmutableSortedSet<string> Written { get; init; } = Ordered.Set();

    /// <summary>True once this envelope has made the ticket: its people saw all that it brings.</summary>
    internal bool HasMade => Written.Contains(ItemName.Ticket);

    /// <summary>True when the ticket that this envelope makes had been made in a time line that was lost.</summary>
    [AddedLater(false)]
    public bool IsRecalled { get; init; }

    /// <summary>True once the partner was told that this envelope is parked.</summary>
    public bool IsToldParked { get; init; }

    /// <summary>How many times a conditional write met a newer revision.</summary>
    public int Conflicts { get; init; }

    /// <summary>How many effects were planned so far: the next effect's ordinal.</summary>
    public int Ordinal { get; init; }

    /// <summary>Canonical fields that lost to a value of ours.</summary>
    public ImmutableSortedSet<string> LostFields { get; init; } = Ordered.Set();

    /// <summary>Canonical fields that a later envelope overtook while this one waited.</summary>
    [AddedLater]
    public ImmutableSortedSet<string> Overtaken { get; init; } = Ordered.Set();

    /// <summary>Canonical fields whose conflict was decided, whoever won.</summary>
    public ImmutableSortedSet<string> Contested { get; init; } = Ordered.Set();

    /// <summary>Outcomes known before the end, by item: <c>field:summary</c>, <c>comment:zd:7</c>, <c>file:zd:9</c>.</summary>
    public ImmutableSortedDictionary<string, Outcome> Outcomes { get; init; } = Ordered.Map<Outcome>();
}

/// <summary>What became of one item of an envelope, and a public reason code, never text.</summary>
public sealed record Outcome(ChangeStage Stage, string Code = "");

/// <summary>The only five states of a change (Invariant 7).</summary>
public enum ChangeStage { Pending, Applied, Filtered, Superseded, Parked }

/// <summary>Why a side is parked, whose fault it is, and what to do.</summary>
public sealed record Parking(string Code, Fault Fault, string Message, string Remedy, DateTimeOffset At, string? EffectId = null);

/// <summary>Whose act ends a parking.</summary>
public enum Fault { OurRule, TheirTracker, Partner, Hub }
