using Entente.Cel;
using Entente.Core.Cases;
using Entente.Core.Rules;
using Entente.Core.Tickets;

namespace Entente.Core.Sync;

/// <summary>
/// Who has the case. A rule's <c>handoff</c> that becomes true offers it to the partner; a shared <c>resolved</c> away from the opener's ticket hands
/// back with reason <c>done</c>; <c>reject</c> gives a delivered case back. Each rides on an envelope and moves custody when that is confirmed.
/// </summary>
internal static class Custody
{
    private const string Resolved = "resolved";

    /// <summary>Custody events that this read causes; the envelope that carries each is marked or added in <paramref name="sends"/>.</summary>
    public static IReadOnlyList<CaseEvent> Moves(
        TicketDraft draft, TicketSnapshot? before, TicketSnapshot now,
        (IReadOnlyDictionary<string, CelValue>? Was, IReadOnlyDictionary<string, CelValue> Now) share, List<PendingSend> sends)
    {
        if (draft.State.Holder != draft.State.Address.Party || draft.State.OfferedTo.Length > 0)
            return [];
        foreach (var side in draft.State.Sides.Values)
        {
            if (side.Partner.Party == draft.State.Address.Party || draft.Book.RuleFor(side.Link, draft.Connection) is not { } rule)
                continue; // between two trackers of one party custody does not move
            var reason = Offers(rule, before, now, side)
                ? "forward"
                : Rejects(rule, before, now) ? "rejected" : IsDone(draft, side, share) ? "done" : null;
            if (reason is null)
                continue;
            Attach(sends, side, rule, now, reason);
            return [new CaseEvent(
                now.Updated, CaseEventKind.HandoffOffered, draft.State.Address.Party, "", side.Partner.Party, reason, $"handoff:{now.Revision}")];
        }

        return [];
    }

    /// <summary>
    /// Tells the partners that do not know yet who has the case now, and the people here in a note: everyone sees it in their own tracker.
    /// </summary>
    public static void Spread(TicketDraft draft)
    {
        if (draft.State.HolderStamp == 0)
            return;
        foreach (var side in draft.State.Sides.Values.Where(side => side.ToldHolder < draft.State.HolderStamp))
            if (draft.Book.RuleFor(side.Link, draft.Connection) is { } rule && draft.State.Base is { } ticket && Sharing.Sends(side, rule, ticket))
                Sharing.Send(draft, new PendingSend(side.Twin, rule) { At = draft.Now }, acceptedAt: null);
        Announcing.Holder(draft);
    }

    private static bool Offers(Rule rule, TicketSnapshot? before, TicketSnapshot now, SideState side) =>
        rule.Offers(now, side.Partner.Party) && (before is null || side.SentSeq == 0 || !rule.Offers(before, side.Partner.Party));

    private static bool Rejects(Rule rule, TicketSnapshot? before, TicketSnapshot now) =>
        before is not null && rule.Rejects(now) && !rule.Rejects(before);

    private static bool IsDone(
        TicketDraft draft, SideState side, (IReadOnlyDictionary<string, CelValue>? Was, IReadOnlyDictionary<string, CelValue> Now) share) =>
        draft.State.CaseId != draft.State.Address.Id && !side.IsOpener && share.Was is not null && share.Now.State() == Resolved
            && share.Was.State() != Resolved;

    private static void Attach(List<PendingSend> sends, SideState side, Rule rule, TicketSnapshot now, string reason)
    {
        var index = sends.FindIndex(send => send.Twin == side.Twin);
        var send = index < 0 ? new PendingSend(side.Twin, rule) { At = now.Updated } : sends[index];
        send = send with { HandoffTo = side.Partner.Party, HandoffReason = reason };
        if (index < 0)
            sends.Add(send);
        else
            sends[index] = send;
    }
}
