using System.Collections.Immutable;
using System.Text.Json.Serialization;

using Entente.Cel;
using Entente.Core.Cases;
using Entente.Core.Journal;
using Entente.Core.Tickets;

namespace Entente.Core.Sync;

/// <summary>
/// One thing that happened to a ticket: the payload of a journal entry. History is never edited; a correction is a further fact (Invariant 12).
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "fact")]
[JsonDerivedType(typeof(TwinOpened), "twin-opened")]
[JsonDerivedType(typeof(Observed), "observed")]
[JsonDerivedType(typeof(Happened), "happened")]
[JsonDerivedType(typeof(Sent), "sent")]
[JsonDerivedType(typeof(Taken), "taken")]
[JsonDerivedType(typeof(Contested), "contested")]
[JsonDerivedType(typeof(Planned), "planned")]
[JsonDerivedType(typeof(Sending), "sending")]
[JsonDerivedType(typeof(Confirmed), "confirmed")]
[JsonDerivedType(typeof(Deferred), "deferred")]
[JsonDerivedType(typeof(OutcomeUnknown), "outcome-unknown")]
[JsonDerivedType(typeof(Probed), "probed")]
[JsonDerivedType(typeof(Discarded), "discarded")]
[JsonDerivedType(typeof(Finished), "finished")]
[JsonDerivedType(typeof(Receipted), "receipted")]
[JsonDerivedType(typeof(SideParked), "side-parked")]
[JsonDerivedType(typeof(SideResumed), "side-resumed")]
[JsonDerivedType(typeof(Baselined), "baselined")]
[JsonDerivedType(typeof(Adopted), "adopted")]
[JsonDerivedType(typeof(FollowedUp), "followed-up")]
[JsonDerivedType(typeof(Forwarded), "forwarded")]
[JsonDerivedType(typeof(Gone), "gone")]
[JsonDerivedType(typeof(Announced), "announced")]
[JsonDerivedType(typeof(TwinEnded), "twin-ended")]
[JsonDerivedType(typeof(Disregarded), "disregarded")]
[JsonDerivedType(typeof(Restored), "restored")]
[JsonDerivedType(typeof(Recalled), "recalled")]
[JsonDerivedType(typeof(ItemsRecalled), "items-recalled")]
[JsonDerivedType(typeof(KeptFields), "kept-fields")]
[JsonDerivedType(typeof(LookedAgain), "looked-again")]
[JsonDerivedType(typeof(DuplicateFound), "duplicate-found")]
[JsonDerivedType(typeof(DuplicateMerged), "duplicate-merged")]
[JsonDerivedType(typeof(DuplicateLeft), "duplicate-left")]
[JsonDerivedType(typeof(Skipped), "skipped")]
[JsonDerivedType(typeof(UndoOrdered), "undo-ordered")]
[JsonDerivedType(typeof(UndoPlanned), "undo-planned")]
[JsonDerivedType(typeof(UndoEnded), "undo-ended")]
public abstract record Fact;

/// <summary>A link begins to keep this ticket together with another.</summary>
public sealed record TwinOpened(
    string Twin, string Link, TicketAddress Partner, bool IsOpener, string CaseId, ImmutableList<string> Hops, string Holder) : Fact
{
    /// <summary>True when a person connected two tickets that were both there before.</summary>
    public bool IsConnected { get; init; }

    /// <summary>When to look whether this ticket's own part went back to the partner; null when there is none.</summary>
    public DateTimeOffset? ReconcileAt { get; init; }
}

/// <summary>A link no longer keeps this ticket together with another: nothing is sent or taken for the twin from here on.</summary>
/// <param name="By"><c>person</c> at this ticket, <c>partner</c> at the other.</param>
public sealed record TwinEnded(string Twin, string By) : Fact
{
    /// <summary>Position of the message that tells the partner; null when the partner told us.</summary>
    public LaneMark? Sent { get; init; }

    /// <summary>Position of the message by which the partner told us.</summary>
    public LaneMark? Taken { get; init; }

    public long Lamport { get; init; }
}

/// <summary>A position of a lane.</summary>
public sealed record LaneMark(long Seq, string Hash);

/// <summary>A message of an ended twin that was still under way: taken, and nothing done.</summary>
public sealed record Disregarded(string Twin, LaneMark Taken) : Fact;

/// <summary>The tracker was read, and this is what it showed against the last read.</summary>
/// <param name="Changes">One per link and difference.</param>
/// <param name="Events">From the tracker's own history: a fold may skip values on the partner's side but never here.</param>
public sealed record Observed(
    TicketSnapshot Snapshot, string Source, bool IsYoung, ImmutableList<SeenChange> Changes, ImmutableList<CaseEvent> Events) : Fact;

/// <summary>One difference seen, for one link. <paramref name="Stage"/> is pending when an envelope carries it, else filtered.</summary>
public sealed record SeenChange(int N, string Twin, string Field, ChangeStage Stage, string Before, string After);

/// <summary>Case events that no read showed: a delivered handoff, a rejection.</summary>
public sealed record Happened(ImmutableList<CaseEvent> Events) : Fact;

/// <summary>A replica went into the lane.</summary>
public sealed record Sent(
    string Twin,
    long Seq,
    string Hash,
    ImmutableSortedDictionary<string, CelValue> Fields,
    ImmutableSortedDictionary<string, string> Comments,
    ImmutableList<string> Withdrawn,
    ImmutableList<string> Files) : Fact
{
    public ImmutableList<ChangeRef> Changes { get; init; } = [];

    public string HandoffTo { get; init; } = "";

    public long Lamport { get; init; }

    public long HolderStamp { get; init; }

    /// <summary>As <see cref="ReplicaEnvelope.SeenFields"/>.</summary>
    [AddedLater]
    public ImmutableSortedSet<string> Seen { get; init; } = Ordered.Set();
}

/// <summary>An envelope was taken from the lane. Fields that lost a conflict are kept and shown (Invariant 9).</summary>
public sealed record Taken(string Twin, long Seq, string Hash, ReplicaEnvelope Envelope, ImmutableList<Lost> Superseded) : Fact
{
    /// <summary>Canonical fields for which a later envelope, waiting in the same lane, brings another value: they are not written.</summary>
    [AddedLater]
    public ImmutableList<string> Overtaken { get; init; } = [];
}

/// <summary>A value that lost: to the partner's, or the partner's to ours.</summary>
/// <param name="Field">Canonical name, or <c>native:NAME</c> for a field of this tracker that a rule overwrote.</param>
public sealed record Lost(string Field, CelValue Value, string Party, string Reason)
{
    private const string Native = "native:";

    /// <summary>True for the partner's value. The party does not tell where a link lies between two trackers of one party.</summary>
    public bool IsPartners { get; init; }

    /// <summary>The value of a field of this tracker.</summary>
    internal static Lost OfNative(string field, CelValue value, string party, string reason) => new(Native + field, value, party, reason);

    /// <summary>The native field of a name; null for a canonical one.</summary>
    internal static string? NativeIn(string field) => field.StartsWith(Native, StringComparison.Ordinal) ? field[Native.Length..] : null;
}

/// <summary>Conflicts that came up after an envelope was taken and before it was finished.</summary>
public sealed record Contested(string Twin, ImmutableList<Lost> Superseded) : Fact
{
    /// <summary>Native fields that the envelope wrote already, whose value people changed after that, and lost: they are written again.</summary>
    [AddedLater]
    public ImmutableList<string> Again { get; init; } = [];
}

/// <summary>Effects that the envelope at the head of a side asks for. An empty list says that nothing (more) is to be done.</summary>
public sealed record Planned(string Twin, int Plan, ImmutableList<EffectState> Effects, ImmutableList<Lost> Overwrites) : Fact;

/// <summary>The intent, with the exact bytes, before the call (Invariant 2).</summary>
public sealed record Sending(string EffectId, PreparedCall Call, DateTimeOffset SentAt, DateTimeOffset SettledAt) : Fact;

/// <summary>A definite yes.</summary>
/// <param name="Base">The base of the next comparison from now on.</param>
/// <param name="Echo">Per twin, what our share rule makes of the fields just written: known to the partner already.</param>
public sealed record Confirmed(
    string EffectId, WriteResult Result, TicketSnapshot? Base,
    ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, CelValue>> Echo) : Fact
{
    /// <summary>When to read again to see what may have hidden beside this write; null when nothing can have.</summary>
    public DateTimeOffset? ReconcileAt { get; init; }

    /// <summary>What is looked for again, since it may have been made twice; null for most writes.</summary>
    public Watch? Watch { get; init; }
}

/// <summary>A definite no that may pass, or a pause: not before an instant.</summary>
public sealed record Deferred(string EffectId, DateTimeOffset NotBefore, string Code, bool IsPause) : Fact
{
    /// <summary>True when the ticket moved on: bytes that were made against an earlier revision would be refused for ever.</summary>
    [AddedLater(false)]
    public bool IsConflict { get; init; }
}

/// <summary>Neither yes nor no: settle, then probe.</summary>
public sealed record OutcomeUnknown(string EffectId, string Code) : Fact;

/// <summary>A climb of the probe ladder that showed absence (the effect is planned again) or nothing.</summary>
public sealed record Probed(string EffectId, ProbeVerdict Verdict, string Rung, DateTimeOffset NotBefore) : Fact;

/// <summary>Planned effects of a side are dropped, since the envelope will be decided again on a newer state.</summary>
public sealed record Discarded(string Twin, string Code, bool IsConflict) : Fact
{
    /// <summary>The effect that is dropped alone, as a note or reference of the hub's own; empty: all that the side planned.</summary>
    [AddedLater("")]
    public string EffectId { get; init; } = "";
}

/// <summary>All effects of an envelope have an outcome; the receipt went into the lane.</summary>
public sealed record Finished(
    string Twin, long Seq, long ReceiptSeq, string ReceiptHash, ImmutableSortedDictionary<string, Outcome> Outcomes) : Fact
{
    public long Lamport { get; init; }
}

/// <summary>A receipt of the partner's was taken.</summary>
public sealed record Receipted(string Twin, long Seq, string Hash, ReceiptEnvelope Receipt) : Fact;

/// <summary>A side cannot go on, and why.</summary>
/// <param name="ReceiptSeq">Position of the receipt that tells the partner; 0 when there is none to send.</param>
public sealed record SideParked(string Twin, Parking Parking, long ReceiptSeq = 0, string ReceiptHash = "") : Fact;

/// <summary>A parked side goes on: a new event, a person, a changed rule.</summary>
public sealed record SideResumed(string Twin, string By) : Fact;

/// <summary>
/// A ticket that the hub made was read for the first time: what our share rule makes of it is no news to the side that asked for it.
/// </summary>
public sealed record Baselined(string Twin, ImmutableSortedDictionary<string, CelValue> Fields) : Fact;

/// <summary>Fields that the hub wrote without being told how the tracker stored them were read, and what was read is ours.</summary>
public sealed record Adopted(TicketSnapshot Base, ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, CelValue>> Echo) : Fact;

/// <summary>The ticket was final; its follow-up continues it.</summary>
public sealed record FollowedUp(string FromNativeId, string ToNativeId) : Fact;

/// <summary>The native id turned out to be a ticket that the hub made.</summary>
public sealed record Forwarded(string TicketId) : Fact;

/// <summary>The people of this tracker are told something that they cannot see there; once per cause.</summary>
public sealed record Announced(string Cause, EffectState Note) : Fact;

/// <summary>The tracker says that the ticket is gone.</summary>
public sealed record Gone(DateTimeOffset At) : Fact;
