namespace Entente.Core.Accord;

/// <summary>When work is done, in local time (GOVERNANCE 3.3).</summary>
public sealed record WorkCalendar
{
    public required string Id { get; init; }

    /// <summary>True for 24 hours on seven days; the week is empty then.</summary>
    public required bool IsAlways { get; init; }

    /// <summary>IANA name of the zone.</summary>
    public required string TimeZone { get; init; }

    /// <summary>The length of one business day (<c>bd</c>).</summary>
    public required TimeSpan NominalDay { get; init; }

    /// <summary>Shifts by day of the week, in the order of the file.</summary>
    public required IReadOnlyDictionary<DayOfWeek, IReadOnlyList<WorkShift>> Week { get; init; }

    /// <summary>Local dates whose shifts replace those of the week; an empty list is a closed day. In the order of dates.</summary>
    public required IReadOnlyDictionary<DateOnly, IReadOnlyList<WorkShift>> Exceptions { get; init; }
}

/// <summary>A shift of local wall-clock time. One whose end is not after its start runs into the next day and belongs to its start date.</summary>
/// <param name="Start">Since local midnight, below 24 h.</param>
/// <param name="End">Since local midnight, at most 24 h.</param>
public readonly record struct WorkShift(TimeSpan Start, TimeSpan End);
