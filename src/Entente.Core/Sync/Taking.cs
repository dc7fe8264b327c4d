using System.Collections.Immutable;

using Entente.Core.Journal;
using Entente.Core.Tickets;

namespace Entente.Core.Sync;

/// <summary>Taking messages from a lane, strictly in order: a replica is merged, a receipt settles what it answers.</summary>
public static class Taking
{
    /// <summary>
    /// Takes the next message of a side's lane. Throws <see cref="InvalidOperationException"/> when the lane has a gap: a bug of the store.
    /// </summary>
    /// <param name="later">Canonical fields that replicas further back in the same lane bring: what changed while this one waited is folded.</param>
    public static void Take(TicketDraft draft, LaneMessage message, IReadOnlySet<string> later)
    {
        if (draft.State.EndedSides.TryGetValue(message.Twin, out var ended))
        {
            RequireNext(message, ended);
            draft.Record(new Disregarded(message.Twin, new LaneMark(message.Seq, message.Hash)));
            draft.Took(message);
            return;
        }

        EnsureOpen(draft, message);
        var side = draft.State.Sides[message.Twin];
        RequireNext(message, side);
        if (message.Kind == TwinEnding.MessageKind)
            TwinEnding.Take(draft, message, SyncJson.Read<CloseEnvelope>(message.Envelope));
        else if (message.Kind == "receipt")
            TakeReceipt(draft, side, message, SyncJson.Read<ReceiptEnvelope>(message.Envelope));
        else
            TakeReplica(draft, side, message, SyncJson.Read<ReplicaEnvelope>(message.Envelope), later);
        draft.Took(message);
        Custody.Spread(draft);
    }

    /// <summary>False for an envelope that brings nothing to write: it tells who has the case.</summary>
    public static bool MayWrite(LaneMessage message) =>
        SyncJson.Read<ReplicaEnvelope>(message.Envelope) is not { Fields.Count: 0, Comments.Count: 0, WithdrawnComments.Count: 0, Files.Count: 0 };

    /// <summary>The canonical fields that a replica brings.</summary>
    public static IReadOnlyCollection<string> FieldsOf(LaneMessage message) => [.. SyncJson.Read<ReplicaEnvelope>(message.Envelope).Fields.Keys];

    /// <summary>The id of the effect that shows the partner's ticket in the opener's: it belongs to no side, but to this twin.</summary>
    public static string LinkBackId(string ticket, string twin) => Ids.Effect(ticket, $"reference:{twin}", WriteKind.LinkBack, 0, 0);

    private static void RequireNext(LaneMessage message, SideState side)
    {
        if (message.Seq != side.TakenSeq + 1 || message.PreviousHash != side.TakenHash)
            throw new InvalidOperationException($"Lane {message.Twin} goes on with {message.Seq} after {side.TakenSeq}."); // Invariant 4
    }

    /// <summary>The link that a message names; empty for a receipt, which names none.</summary>
    public static string LinkOf(LaneMessage message) => SyncJson.Read<LinkName>(message.Envelope).Link;

    private static void TakeReceipt(TicketDraft draft, SideState side, LaneMessage message, ReceiptEnvelope receipt)
    {
        draft.Record(new Receipted(message.Twin, message.Seq, message.Hash, receipt));
        Announcing.NotApplied(draft, side, receipt);
        // The first receipt brings the ticket that was made, also when a change to that ticket came ahead of it and named it already.
        if (!side.IsOpener || receipt.Answers != 1 || receipt.Reference is not { } partner)
            return;
        var id = LinkBackId(draft.State.Address.Id, message.Twin);
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
        if (draft.State.NativeId is not null)
            Connecting.OpenHere(draft, message.Twin, sender, envelope); // a ticket that was there before is connected, never made
        else
            draft.Record(new TwinOpened(message.Twin, envelope.Link, sender, IsOpener: false, envelope.CaseId, envelope.Hops, sender.Party));
    }

    private static void TakeReplica(TicketDraft draft, SideState side, LaneMessage message, ReplicaEnvelope envelope, IReadOnlySet<string> later)
    {
        var isFirst = side is { IsConnected: true, IsOpener: false, TakenSeq: 0 };
        var lost = isFirst ? Connecting.Differences(draft, side, envelope) : Merging.Conflicts(draft, side, envelope);
        draft.Record(new Taken(message.Twin, message.Seq, message.Hash, envelope, lost) { Overtaken = Overtaken(draft, envelope, later) });
        if (isFirst)
            Connecting.Baseline(draft, message.Twin);
        if (lost.Find(value => value.Reason == Merging.Held) is { } held)
            Finishing.Park(draft, message.Twin, Parkings.OfConflict(held.Field, draft.Now));
    }

    /// <summary>A ticket that is to be made needs every value, also one that changes right after.</summary>
    private static ImmutableList<string> Overtaken(TicketDraft draft, ReplicaEnvelope envelope, IReadOnlySet<string> later) =>
        later.Count == 0 || draft.State.NativeId is null ? [] : [.. envelope.Fields.Keys.Where(later.Contains)];

    private sealed record LinkName
    {
        public string Link { get; init; } = "";
    }
}
