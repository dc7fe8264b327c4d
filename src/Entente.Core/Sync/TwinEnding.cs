using System.Collections.Immutable;

using Entente.Core.Journal;

namespace Entente.Core.Sync;

/// <summary>
/// The end of a twin by a person's act. The side that the person names ends at once and tells the partner, whose side ends when it takes the message;
/// what is still under way between them is disregarded. Nothing is deleted: what was written stays written, and the side is kept among the ended.
/// </summary>
public static class TwinEnding
{
    /// <summary>The reason of changes and effects that the end cut off.</summary>
    internal const string Code = "disconnected";

    /// <summary>The lane's kind of message that ends a twin.</summary>
    internal const string MessageKind = "close";

    /// <summary>Ends the ticket's twin on a link; false when there is none.</summary>
    public static bool End(TicketDraft draft, string link)
    {
        if (draft.State.Sides.Values.FirstOrDefault(side => side.Link == link) is not { } side)
            return false;
        Discard(draft, side.Twin);
        var lamport = draft.State.Lamport + 1;
        var (seq, hash) = draft.Send(side, MessageKind, new CloseEnvelope { Link = link, Lamport = lamport });
        draft.Record(new TwinEnded(side.Twin, "person") { Sent = new LaneMark(seq, hash), Lamport = lamport });
        return true;
    }

    internal static void Take(TicketDraft draft, LaneMessage message, CloseEnvelope close)
    {
        Discard(draft, message.Twin);
        draft.Record(new TwinEnded(message.Twin, "partner")
        {
            Taken = new LaneMark(message.Seq, message.Hash),
            Lamport = Math.Max(draft.State.Lamport, close.Lamport) + 1,
        });
    }

    internal static TicketState Apply(TicketState state, TwinEnded ended)
    {
        var side = state.Sides[ended.Twin];
        return state with
        {
            Lamport = Math.Max(state.Lamport, ended.Lamport),
            OfferedTo = state.OfferedTo == side.Partner.Party ? "" : state.OfferedTo,
            Sides = state.Sides.Remove(ended.Twin),
            EndedSides = state.EndedSides.SetItem(ended.Twin, side with
            {
                Inbound = null,
                Parked = null,
                Outstanding = ImmutableSortedDictionary<long, Outstanding>.Empty,
                SentSeq = ended.Sent?.Seq ?? side.SentSeq,
                SentHash = ended.Sent?.Hash ?? side.SentHash,
                TakenSeq = ended.Taken?.Seq ?? side.TakenSeq,
                TakenHash = ended.Taken?.Hash ?? side.TakenHash,
            }),
        };
    }

    internal static TicketState Apply(TicketState state, Disregarded late) => state with
    {
        EndedSides = state.EndedSides.SetItem(
            late.Twin, state.EndedSides[late.Twin] with { TakenSeq = late.Taken.Seq, TakenHash = late.Taken.Hash }),
    };

    /// <summary>What is planned is dropped; what was sent and is not answered yet still finds its outcome, for the ticket's own record.</summary>
    private static void Discard(TicketDraft draft, string twin)
    {
        if (draft.State.Effects.Exists(effect => effect.Twin == twin && effect.Stage == EffectStage.Planned))
            draft.Record(new Discarded(twin, Code, IsConflict: false));
    }
}
