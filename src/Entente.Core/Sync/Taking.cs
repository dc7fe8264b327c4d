using Entente.Core.Journal;
using Entente.Core.Tickets;

namespace Entente.Core.Sync;

/// <summary>Taking messages from a lane, strictly in order: a replica is merged, a receipt settles what it answers.</summary>
public static class Taking
{
    /// <summary>
    /// Takes the next message of a side's lane. Throws <see cref="InvalidOperationException"/> when the lane has a gap: a bug of the store.
    /// </summary>
    public static void Take(TicketDraft draft, LaneMessage message)
    {
        EnsureOpen(draft, message);
        var side = draft.State.Sides[message.Twin];
        if (message.Seq != side.TakenSeq + 1 || message.PreviousHash != side.TakenHash)
            throw new InvalidOperationException($"Lane {message.Twin} goes on with {message.Seq} after {side.TakenSeq}."); // Invariant 4
        if (message.Kind == "receipt")
            TakeReceipt(draft, side, message, SyncJson.Read<ReceiptEnvelope>(message.Envelope));
        else
            TakeReplica(draft, side, message, SyncJson.Read<ReplicaEnvelope>(message.Envelope));
        draft.Took(message);
        Custody.Spread(draft);
    }

    /// <summary>False for an envelope that brings nothing to write: it tells who has the case.</summary>
    public static bool MayWrite(LaneMessage message) =>
        SyncJson.Read<ReplicaEnvelope>(message.Envelope) is not { Fields.Count: 0, Comments.Count: 0, WithdrawnComments.Count: 0, Files.Count: 0 };

    private static void TakeReceipt(TicketDraft draft, SideState side, LaneMessage message, ReceiptEnvelope receipt)
    {
        draft.Record(new Receipted(message.Twin, message.Seq, message.Hash, receipt));
        Announcing.NotApplied(draft, side, receipt);
        // The first receipt brings the ticket that was made, also when a change to that ticket came ahead of it and named it already.
        if (!side.IsOpener || receipt.Answers != 1 || receipt.Reference is not { } partner)
            return;
        var id = Ids.Effect(draft.State.Address.Id, $"reference:{message.Twin}", WriteKind.LinkBack, 0, 0);
        var effect = new EffectState { Id = id, Twin = "", Step = new WriteStep(WriteKind.LinkBack) { Partner = partner } };
        draft.Record(new Planned("", 0, [effect], []));
    }

    private static void EnsureOpen(TicketDraft draft, LaneMessage message)
    {
        if (draft.State.Sides.ContainsKey(message.Twin))
            return;
        var envelope = SyncJson.Read<ReplicaEnvelope>(message.Envelope);
        var far = draft.Book.ConnectionAt(draft.Book.Link(envelope.Link), draft.Connection);
        var sender = new TicketAddress(message.FromTicket, far.Party, far.Id);
        draft.Record(new TwinOpened(message.Twin, envelope.Link, sender, IsOpener: false, envelope.CaseId, envelope.Hops, sender.Party));
    }

    private static void TakeReplica(TicketDraft draft, SideState side, LaneMessage message, ReplicaEnvelope envelope)
    {
        var lost = Merging.Conflicts(draft, side, envelope);
        draft.Record(new Taken(message.Twin, message.Seq, message.Hash, envelope, lost));
        if (lost.Find(value => value.Reason == Merging.Held) is { } held)
            Finishing.Park(draft, message.Twin, Parkings.OfConflict(held.Field, draft.Now));
    }
}
