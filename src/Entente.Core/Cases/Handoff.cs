namespace Entente.Core.Cases;

/// <summary>Custody moving from one party to another (GOVERNANCE 3.1): offered, delivered, then accepted or rejected.</summary>
/// <param name="Reason"><c>forward</c>, <c>done</c>, or <c>rejected</c> for the way back of a rejected one.</param>
/// <param name="FromTicket">Id of the ticket where it was offered.</param>
public sealed record Handoff(string From, string To, string Reason, DateTimeOffset Offered, string FromTicket)
{
    /// <summary>When the receiving tracker had it; null while the hub has it under way.</summary>
    public DateTimeOffset? Delivered { get; init; }

    /// <summary>Id of the ticket where it arrived; empty before.</summary>
    public string ToTicket { get; init; } = "";

    /// <summary>The first human act of the receiver.</summary>
    public DateTimeOffset? Accepted { get; init; }

    /// <summary>Display name of who accepted; empty when unknown.</summary>
    public string AcceptedBy { get; init; } = "";

    /// <summary>When the receiver gave it back unaccepted.</summary>
    public DateTimeOffset? Rejected { get; init; }

    /// <summary>All handoffs of a case, in the order of their offers. Pure.</summary>
    /// <param name="events">In the order of <see cref="CaseHistory.Order"/>.</param>
    public static IReadOnlyList<Handoff> Of(IReadOnlyList<PlacedEvent> events)
    {
        var handoffs = new List<Handoff>();
        var holder = "";
        foreach (var placed in events)
        {
            var happened = placed.Event;
            switch (happened.Kind)
            {
                case CaseEventKind.Opened when holder.Length == 0:
                    holder = happened.Party;
                    break;
                case CaseEventKind.HandoffOffered:
                    handoffs.Add(new Handoff(happened.Party, happened.Value, happened.Reason, happened.At, placed.TicketId));
                    break;
                case CaseEventKind.HandoffDelivered or CaseEventKind.HandoffRejected:
                    Deliver(handoffs, placed, holder);
                    holder = happened.Value;
                    break;
                case CaseEventKind.Accept:
                    Change(handoffs, one => one.To == happened.Party && one is { Delivered: not null, Accepted: null, Rejected: null },
                        one => one with { Accepted = happened.At, AcceptedBy = happened.By });
                    break;
            }
        }

        return handoffs;
    }

    private static void Deliver(List<Handoff> handoffs, PlacedEvent placed, string holder)
    {
        var happened = placed.Event;
        if (happened.Kind == CaseEventKind.HandoffRejected)
        {
            var back = handoffs.FindLast(one => one.To == happened.Value && one.Delivered is null);
            Change(handoffs, one => one.To == (back?.From ?? holder) && one is { Delivered: not null, Rejected: null },
                one => one with { Rejected = back?.Offered ?? happened.At });
        }

        if (!Change(handoffs, one => one.To == happened.Value && one.Delivered is null, one => Arrived(one, placed)) && holder != happened.Value)
            handoffs.Add(Arrived(new Handoff(holder, happened.Value, happened.Reason, happened.At, placed.TicketId), placed));
    }

    private static Handoff Arrived(Handoff handoff, PlacedEvent placed) => handoff with
    {
        Delivered = placed.Event.At < handoff.Offered ? handoff.Offered : placed.Event.At,
        ToTicket = placed.TicketId,
    };

    /// <summary>Changes the newest that fits; false when none does.</summary>
    private static bool Change(List<Handoff> handoffs, Predicate<Handoff> fits, Func<Handoff, Handoff> change)
    {
        var index = handoffs.FindLastIndex(fits);
        if (index >= 0)
            handoffs[index] = change(handoffs[index]);
        return index >= 0;
    }
}
