namespace Entente.Core.Cases;

/// <summary>How a case stands at the end of what is known of it.</summary>
public sealed record CaseStanding
{
    /// <summary>Canonical state; empty while nothing is known but a ticket.</summary>
    public required string State { get; init; }

    /// <summary>The party that has it; empty once it is resolved.</summary>
    public required string Holder { get; init; }

    /// <summary>Since when that party has it, or since when it is resolved; null before the opening is known.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>A party, <see cref="CaseCourse.Hub"/>, <see cref="CaseCourse.Requester"/>, or empty for nobody.</summary>
    public required string Onus { get; init; }

    public DateTimeOffset? Opened { get; init; }

    /// <summary>The handoff by which the holder got it; null for the party that opened it.</summary>
    public Handoff? By { get; init; }

    /// <summary>The handoff that is under way; null for none.</summary>
    public Handoff? UnderWay { get; init; }

    /// <summary>The last public act of a resolved case: who made it so.</summary>
    public CaseEvent? Resolution { get; init; }

    /// <summary>Canonical priority as last said; empty when nobody said one.</summary>
    public required string Priority { get; init; }

    public bool IsOver => State is "resolved" or "closed" or "cancelled";

    internal static CaseStanding Of(IReadOnlyList<PlacedEvent> events, IReadOnlyList<CaseSpan> course, IReadOnlyList<Handoff> handoffs)
    {
        var last = course.Count == 0 ? null : course[^1];
        var isOver = last is { Holder: "" };
        var since = last is null ? (DateTimeOffset?)null : course.Reverse().TakeWhile(span => span.Holder == last.Holder).Last().From;
        var resolution = isOver ? events.LastOrDefault(placed => placed.Event.Kind is CaseEventKind.Resolved or CaseEventKind.Closed)?.Event : null;
        return new CaseStanding
        {
            State = last?.State ?? "",
            Holder = last?.Holder ?? "",
            Since = resolution?.At ?? since,
            Onus = last?.Onus ?? "",
            Opened = events.FirstOrDefault(placed => placed.Event.Kind == CaseEventKind.Opened)?.Event.At
                ?? (course.Count > 0 ? course[0].From : null),
            By = last is null ? null : handoffs.LastOrDefault(one => one.To == last.Holder && one.Delivered is not null),
            UnderWay = last?.Onus == CaseCourse.Hub ? handoffs.LastOrDefault(one => one.Delivered is null) : null,
            Resolution = resolution,
            Priority = events.LastOrDefault(placed => placed.Event.Kind == CaseEventKind.Priority)?.Event.Value ?? "",
        };
    }
}
