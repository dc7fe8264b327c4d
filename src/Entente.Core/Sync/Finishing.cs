using System.Collections.Immutable;

using Entente.Core.Cases;

namespace Entente.Core.Sync;

/// <summary>The end of an envelope: outcomes by item, custody that came with it, and the receipt into the lane.</summary>
public static class Finishing
{
    /// <summary>
    /// Sets a side aside with its reason. The partner is told once per envelope that it is parked, an outcome and a code, never text; the envelope
    /// stays, and a later receipt answers it again.
    /// </summary>
    public static void Park(TicketDraft draft, string twin, Parking parking)
    {
        if (draft.State.Effects.Exists(effect => effect.Twin == twin && effect.Stage == EffectStage.Planned))
            draft.Record(new Discarded(twin, parking.Code, IsConflict: false));
        var side = draft.State.Sides[twin];
        Announcing.Parked(draft, side, parking);
        if (side.Inbound is not { IsToldParked: false } inbound)
        {
            draft.Record(new SideParked(twin, parking));
            return;
        }

        var outcomes = Outcomes(draft, side, inbound, "applied")
            .ToImmutableSortedDictionary(
                item => item.Key,
                item => item.Value.Stage == ChangeStage.Applied ? new Outcome(ChangeStage.Parked, parking.Code) : item.Value,
                StringComparer.Ordinal);
        var receipt = new ReceiptEnvelope { Answers = inbound.Seq, Lamport = draft.State.Lamport + 1, Outcomes = outcomes };
        var (seq, hash) = draft.Send(side, "receipt", receipt);
        draft.Record(new SideParked(twin, parking, seq, hash));
    }

    internal static void Finish(TicketDraft draft, SideState side, string code)
    {
        var inbound = side.Inbound!;
        var isHandoff = inbound.Envelope.HandoffTo == draft.State.Address.Party
            && (code != Skipping.Code || draft.State.NativeId is not null); // a ticket that was never made takes no case
        if (isHandoff)
            draft.Record(new Happened([Delivery(draft, inbound.Envelope)]));
        var outcomes = Outcomes(draft, side, inbound, code);
        var receipt = new ReceiptEnvelope
        {
            Answers = inbound.Seq,
            Lamport = draft.State.Lamport + 1,
            Outcomes = outcomes,
            Reference = draft.Book.RuleFor(side.Link, draft.Connection) is { } rule ? Sharing.Reference(draft, rule) : null,
            DeliveredAt = isHandoff ? draft.Now : null,
        };
        var (seq, hash) = draft.Send(draft.State.Sides[side.Twin], "receipt", receipt);
        draft.Record(new Finished(side.Twin, inbound.Seq, seq, hash, outcomes) { Lamport = receipt.Lamport });
        Custody.Spread(draft);
    }

    private static ImmutableSortedDictionary<string, Outcome> Outcomes(TicketDraft draft, SideState side, Inbound inbound, string code)
    {
        var rule = draft.Book.RuleFor(side.Link, draft.Connection);
        var map = inbound.Outcomes;
        foreach (var field in inbound.Envelope.Fields.Keys.Where(field => !map.ContainsKey(ItemName.OfField(field))))
            map = map.SetItem(
                ItemName.OfField(field),
                rule is not null && rule.AcceptsField(field) ? new Outcome(ChangeStage.Applied) : new Outcome(ChangeStage.Filtered, "not-accepted"));
        foreach (var comment in inbound.Envelope.Comments)
            map = Known(map, ItemName.OfComment(comment.Origin), ItemOutcome(rule?.AcceptsComments ?? false));
        foreach (var withdrawn in inbound.Envelope.WithdrawnComments)
            map = map.SetItem(ItemName.OfComment(withdrawn), new Outcome(ChangeStage.Superseded, "kept"));
        foreach (var file in inbound.Envelope.Files)
            map = Known(map, ItemName.OfFile(file.Origin), ItemOutcome(rule?.AcceptsAttachments ?? false));
        return code == "no-rule"
            ? map.ToImmutableSortedDictionary(item => item.Key, _ => new Outcome(ChangeStage.Filtered, code), StringComparer.Ordinal)
            : map;
    }

    /// <summary>What a person skipped has its outcome already.</summary>
    private static ImmutableSortedDictionary<string, Outcome> Known(ImmutableSortedDictionary<string, Outcome> map, string item, Outcome otherwise) =>
        map.ContainsKey(item) ? map : map.SetItem(item, otherwise);

    private static Outcome ItemOutcome(bool accepts) =>
        accepts ? new Outcome(ChangeStage.Applied) : new Outcome(ChangeStage.Filtered, "not-accepted");

    private static CaseEvent Delivery(TicketDraft draft, ReplicaEnvelope envelope) => new(
        draft.Now < envelope.At ? envelope.At : draft.Now,
        envelope.HandoffReason == "rejected" ? CaseEventKind.HandoffRejected : CaseEventKind.HandoffDelivered,
        draft.State.Address.Party,
        "",
        draft.State.Address.Party,
        envelope.HandoffReason)
    {
        Lamport = draft.State.Lamport + 1,
    };
}
