namespace Entente.Core.Cases;

/// <summary>A span of a case in which nothing changed hands. <paramref name="To"/> is null for the one that lasts.</summary>
/// <param name="Holder">The party that has the case; empty once it is resolved.</param>
/// <param name="State">Canonical state, which follows the holder's ticket (DESIGN 7).</param>
/// <param name="Onus">Whose act is awaited: a party, <see cref="CaseCourse.Hub"/>, <see cref="CaseCourse.Requester"/>, or empty for nobody.</param>
public sealed record CaseSpan(DateTimeOffset From, DateTimeOffset? To, string Holder, string State, string Onus)
{
    public bool IsWaiting => State.StartsWith("waiting", StringComparison.Ordinal) || State == "scheduled";
}

/// <summary>
/// Holder, state and onus of a case over its life (GOVERNANCE 3.2), as its trackers say them: a waiting counts as soon as the holder's ticket
/// says so. Clocks judge further and ask for its evidence. Pure.
/// </summary>
public static class CaseCourse
{
    /// <summary>Onus while a handoff is under way.</summary>
    public const string Hub = "hub";

    /// <summary>Onus while the holder waits for whoever asked.</summary>
    public const string Requester = "requester";

    private static readonly Moment Before = new("", "", "", "");

    /// <summary>The spans in order, without gaps, from the opening on; adjacent ones differ.</summary>
    /// <param name="events">In the order of <see cref="CaseHistory.Order"/>.</param>
    public static IReadOnlyList<CaseSpan> Of(IReadOnlyList<PlacedEvent> events)
    {
        var spans = new List<CaseSpan>();
        var moment = Before;
        foreach (var happened in events.Select(placed => placed.Event))
        {
            moment = After(moment, happened);
            if (moment == Before)
                continue;
            var (holder, onus) = (moment.State is "resolved" or "closed" or "cancelled" ? "" : moment.Holder, OnusOf(moment));
            if (spans.Count > 0 && spans[^1] is var last)
            {
                if (last.Holder == holder && last.State == moment.State && last.Onus == onus)
                    continue;
                spans[^1] = last with { To = Later(happened.At, last.From) };
            }

            spans.Add(new CaseSpan(spans.Count > 0 ? Later(happened.At, spans[^1].From) : happened.At, null, holder, moment.State, onus));
        }

        return spans;
    }

    private static Moment After(Moment moment, CaseEvent happened) => happened.Kind switch
    {
        CaseEventKind.Opened => moment with { Holder = happened.Party, State = happened.Value.Length > 0 ? happened.Value : "new" },
        CaseEventKind.State when happened.Party == moment.Holder && !moment.IsOver => moment with { State = happened.Value },
        CaseEventKind.HandoffOffered => moment with { OfferedTo = happened.Value },
        CaseEventKind.HandoffDelivered or CaseEventKind.HandoffRejected => moment with { Holder = happened.Value, OfferedTo = "" },
        CaseEventKind.ApprovalRequested => moment with { Approver = happened.Value.Length > 0 ? happened.Value : happened.Party },
        CaseEventKind.ApprovalGranted or CaseEventKind.ApprovalRefused => moment with { Approver = "" },
        CaseEventKind.Resolved => moment with { State = "resolved", OfferedTo = "" },
        CaseEventKind.Closed => moment with { State = "closed", OfferedTo = "" },
        CaseEventKind.Reopened => moment with { State = happened.Value is "" or "resolved" or "closed" ? "open" : happened.Value, OfferedTo = "" },
        _ => moment,
    };

    private static string OnusOf(Moment moment) => moment switch
    {
        { IsOver: true } => "",
        { OfferedTo.Length: > 0 } => Hub,
        { Approver.Length: > 0 } => moment.Approver,
        { State: "waiting_requester" } => Requester,
        { State: "scheduled" } => "",
        _ => moment.Holder,
    };

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one < other ? other : one;

    private sealed record Moment(string Holder, string State, string OfferedTo, string Approver)
    {
        public bool IsOver => State is "resolved" or "closed" or "cancelled";
    }
}
