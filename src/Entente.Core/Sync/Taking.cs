using Entente.Cel;
using Entente.Core.Accord;
using Entente.Core.Journal;
using Entente.Core.Tickets;

namespace Entente.Core.Sync;

/// <summary>
/// Taking an envelope from the lane: three-way merge per field. A field is in conflict when both sides changed it and neither had seen the other's
/// change: the envelope's <see cref="ReplicaEnvelope.LastSeen"/> lies before our own envelope that carried it. Who wins stands in the contract that
/// both parties signed, so both sides decide alike and nothing swaps for ever. The value that lost is kept and shown (Invariant 9).
/// </summary>
public static class Taking
{
    private const string Holder = "holder";
    private const string Hold = "hold";

    /// <summary>Takes the next message of a side's lane. Throws <see cref="InvalidOperationException"/> when the lane has a gap: a bug of the store.</summary>
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
    }

    private static void TakeReceipt(TicketDraft draft, SideState side, LaneMessage message, ReceiptEnvelope receipt)
    {
        draft.Record(new Receipted(message.Twin, message.Seq, message.Hash, receipt));
        if (!side.IsOpener || side.Reference is not null || receipt.Reference is not { } partner)
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
        var lost = new List<Lost>();
        string? held = null;
        foreach (var (field, theirs) in envelope.Fields)
        {
            if (OursUnseen(side, envelope, field) is not { } ours || ours == theirs)
                continue;
            var winner = Winner(draft, side, field);
            if (winner == Hold)
                held = field;
            var ourParty = draft.State.Address.Party;
            lost.Add(winner == ourParty || winner == Hold
                ? new Lost(field, theirs, side.Partner.Party, winner == Hold ? "held" : "conflict-lost")
                : new Lost(field, ours, ourParty, "conflict-lost"));
        }

        draft.Record(new Taken(message.Twin, message.Seq, message.Hash, envelope, [.. lost]));
        if (held is not null)
            Finishing.Park(draft, message.Twin, Parkings.OfConflict(held, draft.Now));
    }

    private static CelValue? OursUnseen(SideState side, ReplicaEnvelope envelope, string field)
    {
        foreach (var (seq, outstanding) in side.Outstanding.Reverse())
            if (seq > envelope.LastSeen && outstanding.Fields.TryGetValue(field, out var ours))
                return ours;
        return null;
    }

    /// <summary>A party, or <c>hold</c>. Without a line in the contract the side that opened the twin wins.</summary>
    private static string Winner(TicketDraft draft, SideState side, string field)
    {
        var opener = side.IsOpener ? draft.State.Address.Party : side.Partner.Party;
        LinkContract link = draft.Book.Link(side.Link);
        return link.Wins.TryGetValue(field, out var wins) ? wins == Holder ? draft.State.Holder : wins : opener;
    }
}
