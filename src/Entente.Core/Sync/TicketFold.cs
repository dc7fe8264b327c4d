using System.Collections.Immutable;

using Entente.Core.Journal;
using Entente.Core.Tickets;

namespace Entente.Core.Sync;

/// <summary>The one place where a ticket's state changes: state and fact give the next state. Pure, total, without a clock (Invariant 11).</summary>
public static class TicketFold
{
    /// <summary>The state at the head: the stored copy, and what happened since. Throws for a payload after the copy that was erased.</summary>
    public static TicketState Resume(TicketAddress address, StoredState? stored)
    {
        var state = stored?.Copy is { } copy ? SyncJson.Read<TicketState>(copy) : new TicketState { Address = address };
        return stored is null ? state : stored.Since.Aggregate(state, (now, payload) => Apply(now, SyncJson.Read<Fact>(payload)));
    }

    public static TicketState Apply(TicketState state, Fact fact) => fact switch
    {
        TwinOpened opened => Open(state, opened),
        Observed observed => state with
        {
            Base = observed.Snapshot,
            NativeId = observed.Snapshot.NativeId,
            IsBaseYoung = observed.IsYoung,
            IsStampYoung = false,
            ReconcileAt = null,
            IsGone = false,
            AwaitsAcceptance = state.AwaitsAcceptance && !observed.Events.Any(e => e.Kind == Cases.CaseEventKind.Accept),
        },
        Happened happened => Custody(state, happened),
        Sent sent => Send(state, sent),
        Taken taken => Take(state, taken),
        Contested contested =>
            WithSide(state, contested.Twin, side => side with { Inbound = Contest(side.Inbound!, state.Address.Party, contested) }),
        Planned planned => Plan(state, planned),
        Sending sending => WithEffect(state, sending.EffectId, effect => effect with
        {
            Stage = EffectStage.InFlight,
            Call = sending.Call,
            FirstSentAt = effect.FirstSentAt ?? sending.SentAt,
            SentAt = sending.SentAt,
            SettledAt = sending.SettledAt,
            Attempt = effect.Attempt + 1,
            NotBefore = null,
        }),
        Confirmed confirmed => ConfirmedFold.Apply(state, confirmed),
        Deferred deferred => WithEffect(state, deferred.EffectId, effect => effect with
        {
            Stage = EffectStage.Planned,
            NotBefore = deferred.NotBefore,
            // After a definite no the bytes may be made anew: workflows move on, upload tokens expire.
            Call = effect.Probes == 0 || deferred.IsConflict ? null : effect.Call,
            Failures = effect.Failures + (deferred.IsPause ? 0 : 1),
        }),
        OutcomeUnknown unknown =>
            WithEffect(state, unknown.EffectId, effect => effect with { Stage = EffectStage.Ambiguous, NotBefore = effect.SettledAt }),
        Probed probed => WithEffect(state, probed.EffectId, effect => effect with
        {
            Stage = probed.Verdict == ProbeVerdict.Absent ? EffectStage.Planned : EffectStage.Ambiguous,
            NotBefore = probed.NotBefore,
            Probes = effect.Probes + 1,
        }),
        Discarded discarded => Discard(Replan(state, discarded), discarded),
        Finished finished => RestoreFold.Settle(Finish(state, finished), finished.Twin, state.Sides[finished.Twin].Inbound!.Envelope.Fields.Keys),
        Receipted receipted => Receipt(state, receipted),
        SideParked parked => Park(state, parked),
        SideResumed resumed => WithSide(state, resumed.Twin, side => side with { Stage = SideStage.Active, Parked = null }),
        Baselined known => WithSide(state, known.Twin, side => side with { Shared = side.Shared.SetItems(known.Fields) }),
        Adopted adopted => ConfirmedFold.Echo(
            state with { Base = adopted.Base, Unread = Ordered.Set(), UnreadOf = Ordered.Map<string>() }, adopted.Echo),
        FollowedUp followed => state with { NativeId = followed.ToNativeId, Base = null },
        Forwarded forwarded => state with { ForwardedTo = forwarded.TicketId },
        Gone => state with { IsGone = true },
        Announced told => state with { Announced = state.Announced.Add(told.Cause), Effects = state.Effects.Add(told.Note) },
        TwinEnded ended => TwinEnding.Apply(state, ended),
        Disregarded late => TwinEnding.Apply(state, late),
        Restored restored => RestoreFold.Apply(state, restored),
        Recalled recalled => RestoreFold.Apply(state, recalled),
        ItemsRecalled recalled => RestoreFold.Apply(state, recalled),
        KeptFields kept => RestoreFold.Apply(state, kept),
        LookedAgain looked => LateTwins.Apply(state, looked),
        DuplicateFound found => LateTwins.Apply(state, found),
        DuplicateLeft left => LateTwins.Apply(state, left),
        DuplicateMerged => state,
        Skipped skipped => Skipping.Apply(state, skipped),
        UndoOrdered ordered => Undoing.Apply(state, ordered),
        UndoPlanned planned => Undoing.Apply(state, planned),
        UndoEnded ended => Undoing.Apply(state, ended),
        _ => throw new InvalidOperationException($"No fold for {fact.GetType().Name}."),
    };

    internal static TicketState WithSide(TicketState state, string twin, Func<SideState, SideState> change) =>
        state with { Sides = state.Sides.SetItem(twin, change(state.Sides[twin])) };

    private static TicketState WithEffect(TicketState state, string id, Func<EffectState, EffectState> change)
    {
        var index = state.Effects.FindIndex(effect => effect.Id == id);
        return index < 0
            ? throw new InvalidOperationException($"Effect {id} is not open on ticket {state.Address.Id}.")
            : state with { Effects = state.Effects.SetItem(index, change(state.Effects[index])) };
    }

    private static TicketState Park(TicketState state, SideParked parked) => WithSide(state, parked.Twin, side => side with
    {
        Stage = SideStage.Parked,
        Parked = parked.Parking,
        SentSeq = parked.ReceiptSeq > 0 ? parked.ReceiptSeq : side.SentSeq,
        SentHash = parked.ReceiptSeq > 0 ? parked.ReceiptHash : side.SentHash,
        Inbound = parked.ReceiptSeq > 0 ? side.Inbound! with { IsToldParked = true } : side.Inbound,
    });

    private static TicketState Open(TicketState state, TwinOpened opened) => state with
    {
        CaseId = state.CaseId.Length == 0 ? opened.CaseId : state.CaseId,
        Hops = state.Sides.Count == 0 ? opened.Hops : state.Hops,
        Holder = state.Holder.Length == 0 ? opened.Holder : state.Holder,
        ReconcileAt = opened.ReconcileAt ?? state.ReconcileAt,
        Sides = state.Sides.SetItem(opened.Twin, new SideState
        {
            Twin = opened.Twin,
            Link = opened.Link,
            Partner = opened.Partner,
            IsOpener = opened.IsOpener,
            IsConnected = opened.IsConnected,
            Stage = opened.IsOpener ? SideStage.Active : SideStage.Opening,
        }),
    };

    private static TicketState Custody(TicketState state, Happened happened)
    {
        foreach (var moved in happened.Events)
            state = moved.Kind switch
            {
                Cases.CaseEventKind.HandoffOffered => state with { OfferedTo = moved.Value },
                Cases.CaseEventKind.HandoffDelivered => state with
                {
                    Holder = moved.Value,
                    HolderStamp = moved.Lamport,
                    OfferedTo = "",
                    AwaitsAcceptance = moved.Value == state.Address.Party,
                },
                Cases.CaseEventKind.HandoffRejected => state with
                {
                    Holder = moved.Value,
                    HolderStamp = moved.Lamport,
                    OfferedTo = "",
                    AwaitsAcceptance = false,
                },
                _ => state,
            };
        return state;
    }

    private static TicketState Send(TicketState state, Sent sent) =>
        WithSide(state with { Lamport = Math.Max(state.Lamport, sent.Lamport) }, sent.Twin, side => side with
        {
            SentSeq = sent.Seq,
            SentHash = sent.Hash,
            ToldHolder = Math.Max(side.ToldHolder, sent.HolderStamp),
            Shared = side.Shared.SetItems(sent.Fields),
            SharedComments = side.SharedComments.SetItems(sent.Comments).RemoveRange(sent.Withdrawn),
            SharedFiles = side.SharedFiles.Union(sent.Files),
            Outstanding = side.Outstanding.SetItem(sent.Seq, new Outstanding(sent.Fields, sent.Changes)),
            Told = side.Told.SetItems(sent.Fields.Select(field => KeyValuePair.Create(field.Key, Told(side, sent, field)))),
        });

    private static ToldValue Told(SideState side, Sent sent, KeyValuePair<string, Cel.CelValue> field) =>
        new(sent.Seq, field.Value) { Knew = sent.Seen.Contains(field.Key) ? side.Inbound!.Seq : 0 };

    private static TicketState Take(TicketState state, Taken taken)
    {
        var envelope = taken.Envelope;
        return WithSide(Learn(state, envelope) with { Lamport = Math.Max(state.Lamport, envelope.Lamport) + 1 }, taken.Twin, side => side with
        {
            TakenSeq = taken.Seq,
            TakenHash = taken.Hash,
            ToldHolder = Math.Max(side.ToldHolder, envelope.HolderStamp),
            Received = side.Received.SetItems(envelope.Fields),
            Told = side.Told.RemoveRange(side.Told.Where(told => told.Value.Seq <= envelope.LastSeen).Select(told => told.Key)),
            Reference = envelope.Reference ?? side.Reference,
            Inbound = Contest(Overtake(new Inbound { Seq = taken.Seq, Envelope = envelope }, taken.Overtaken), state.Address.Party, taken.Superseded),
        });
    }

    private static Inbound Overtake(Inbound inbound, ImmutableList<string> overtaken) => overtaken.Count == 0 ? inbound : inbound with
    {
        Overtaken = inbound.Overtaken.Union(overtaken),
        Outcomes = inbound.Outcomes.SetItems(
            overtaken.Select(field => KeyValuePair.Create(ItemName.OfField(field), new Outcome(ChangeStage.Superseded, "overtaken")))),
    };

    /// <summary>Custody that moved elsewhere is known here by what an envelope brings of it.</summary>
    private static TicketState Learn(TicketState state, ReplicaEnvelope envelope) => envelope.HolderStamp <= state.HolderStamp
        ? state
        : state with { Holder = envelope.Holder, HolderStamp = envelope.HolderStamp, AwaitsAcceptance = false };

    private static Inbound Contest(Inbound inbound, string ourParty, Contested contested) =>
        Contest(inbound, ourParty, contested.Superseded) with
        {
            Written = inbound.Written.Except(contested.Again.Select(field => $"field:{field}")),
        };

    internal static Inbound Contest(Inbound inbound, string ourParty, ImmutableList<Lost> superseded)
    {
        var theirs = superseded.Where(lost => lost.IsPartners || lost.Party != ourParty).ToList();
        return inbound with
        {
            Contested = inbound.Contested.Union(superseded.Select(lost => lost.Field)),
            LostFields = inbound.LostFields.Union(theirs.Select(lost => lost.Field)),
            Outcomes = inbound.Outcomes.SetItems(
                theirs.Select(lost => KeyValuePair.Create(ItemName.OfField(lost.Field), new Outcome(ChangeStage.Superseded, lost.Reason)))),
        };
    }

    private static TicketState Plan(TicketState state, Planned planned)
    {
        var next = state with { Effects = state.Effects.AddRange(planned.Effects) };
        return planned.Twin.Length == 0 ? next : WithSide(next, planned.Twin, side => side with
        {
            Inbound = side.Inbound! with { Ordinal = side.Inbound.Ordinal + planned.Effects.Count },
        });
    }

    private static TicketState Replan(TicketState state, Discarded discarded) =>
        !state.Sides.ContainsKey(discarded.Twin) ? state : WithSide(state, discarded.Twin, side => side.Inbound is null ? side : side with
        {
            Inbound = side.Inbound with { Plan = side.Inbound.Plan + 1, Conflicts = side.Inbound.Conflicts + (discarded.IsConflict ? 1 : 0) },
        });

    private static TicketState Discard(TicketState state, Discarded discarded) => state with
    {
        Effects = state.Effects.RemoveAll(effect => effect.Twin == discarded.Twin && effect.Stage is EffectStage.Planned
            && (discarded.EffectId.Length == 0 || effect.Id == discarded.EffectId)),
    };

    private static TicketState Finish(TicketState state, Finished finished) =>
        WithSide(state with { Lamport = Math.Max(state.Lamport, finished.Lamport) }, finished.Twin, side => side with
        {
            Stage = SideStage.Active,
            Agreed = side.Agreed.SetItems(Applied(side.Inbound!.Envelope.Fields, finished.Outcomes)),
            SentSeq = finished.ReceiptSeq,
            SentHash = finished.ReceiptHash,
            ToldHolder = finished.Lamport == state.HolderStamp ? state.HolderStamp : side.ToldHolder, // the receipt says that it was delivered
            SharedComments = side.SharedComments
                .SetItems(side.Inbound.Envelope.Comments.Select(c => KeyValuePair.Create(c.Origin, CommentDigest.Of(c))))
                .RemoveRange(side.Inbound.Envelope.WithdrawnComments),
            SharedFiles = side.SharedFiles.Union(side.Inbound.Envelope.Files.Select(f => f.Origin)),
            Inbound = null,
        });

    private static IEnumerable<KeyValuePair<string, Cel.CelValue>> Applied(
        IEnumerable<KeyValuePair<string, Cel.CelValue>> fields, IReadOnlyDictionary<string, Outcome> outcomes) =>
        fields.Where(field => outcomes.TryGetValue(ItemName.OfField(field.Key), out var outcome) && outcome.Stage == ChangeStage.Applied);

    private static TicketState Receipt(TicketState state, Receipted receipted) =>
        WithSide(Delivered(state, receipted.Receipt), receipted.Twin, side =>
    {
        var answered = receipted.Receipt.Answers;
        var agreed = side.Outstanding.TryGetValue(answered, out var outstanding)
            ? Applied(outstanding.Fields, receipted.Receipt.Outcomes)
            : [];
        var isFinal = receipted.Receipt.Outcomes.Values.All(outcome => outcome.Stage != ChangeStage.Parked);
        return side with
        {
            TakenSeq = receipted.Seq,
            TakenHash = receipted.Hash,
            Agreed = side.Agreed.SetItems(agreed),
            Outstanding = isFinal ? side.Outstanding.Remove(answered) : side.Outstanding,
            Reference = receipted.Receipt.Reference ?? side.Reference,
            ToldHolder = receipted.Receipt.DeliveredAt is null ? side.ToldHolder : receipted.Receipt.Lamport,
        };
    });

    private static TicketState Delivered(TicketState state, ReceiptEnvelope receipt)
    {
        var next = state with { Lamport = Math.Max(state.Lamport, receipt.Lamport) + 1 };
        return receipt.DeliveredAt is null || state.OfferedTo.Length == 0
            ? next
            : next with { Holder = state.OfferedTo, HolderStamp = receipt.Lamport, OfferedTo = "", AwaitsAcceptance = false };
    }
}
