namespace Entente.Core.Cases;

/// <summary>A case event with the place it was journaled at.</summary>
/// <param name="Ticket">How people name the ticket: <c>jr:SHOP-12</c>.</param>
public sealed record PlacedEvent(CaseEvent Event, string TicketId, string Ticket, long Seq, int N);

/// <summary>A span during which one party had the case. <paramref name="To"/> is null while it still has it.</summary>
public sealed record Holding(string Party, DateTimeOffset From, DateTimeOffset? To)
{
    /// <summary>Whole seconds up to <paramref name="now"/> or the end.</summary>
    public long Seconds(DateTimeOffset now) => (long)((To ?? now) - From).TotalSeconds;
}

/// <summary>The life of a case as one sequence, and custody folded from it (GOVERNANCE 3.1 and 3.2). Pure.</summary>
public static class CaseHistory
{
    /// <summary>Orders events by (at, lamport, ticket, seq, n): there is no counter per case to fight over.</summary>
    public static IReadOnlyList<PlacedEvent> Order(IEnumerable<PlacedEvent> events) =>
    [
        .. events
            .DistinctBy(e => e.Event.NativeId.Length == 0 ? $"{e.TicketId}:{e.Seq}:{e.N}" : $"{e.TicketId}:{e.Event.NativeId}:{e.Event.Kind}")
            .OrderBy(e => e.Event.At)
                .ThenBy(e => e.Event.Lamport)
                .ThenBy(e => e.TicketId, StringComparer.Ordinal)
                .ThenBy(e => e.Seq)
                .ThenBy(e => e.N),
    ];

    /// <summary>
    /// Custody begins with the opener's party and moves when a handoff is delivered or rejected; a resolved case is held by nobody until it is
    /// reopened.
    /// </summary>
    public static IReadOnlyList<Holding> Custody(IReadOnlyList<PlacedEvent> events, DateTimeOffset now)
    {
        var spans = new List<Holding>();
        string? last = null;
        var isOver = false;
        foreach (var happened in events.Select(placed => placed.Event))
        {
            var holder = happened.Kind switch
            {
                CaseEventKind.Opened => happened.Party,
                CaseEventKind.HandoffDelivered or CaseEventKind.HandoffRejected => happened.Value,
                CaseEventKind.Resolved or CaseEventKind.Closed => "",
                CaseEventKind.Reopened => last ?? happened.Party,
                _ => null,
            };
            isOver = happened.Kind switch
            {
                CaseEventKind.Resolved or CaseEventKind.Closed => true,
                CaseEventKind.Opened or CaseEventKind.Reopened => false,
                _ => isOver,
            };
            if (holder is { Length: > 0 } && isOver)
                last = holder; // what is handed over once it is resolved has a new holder only when it is opened again
            if (holder is null || (holder.Length > 0 && isOver) || (spans.Count > 0 && spans[^1].To is null && spans[^1].Party == holder))
                continue;
            if (spans.Count > 0 && spans[^1].To is null)
                spans[^1] = spans[^1] with { To = happened.At < spans[^1].From ? spans[^1].From : happened.At };
            if (holder.Length == 0)
                continue;
            spans.Add(new Holding(holder, happened.At > now ? now : happened.At, null));
            last = holder;
        }

        return spans;
    }
}
