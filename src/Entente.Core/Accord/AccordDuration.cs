namespace Entente.Core.Accord;

/// <summary>
/// A length of time as the accord writes it (GOVERNANCE 3.4): <c>90s</c>, <c>45m</c>, <c>12h</c>, <c>1h30m</c>, <c>5d</c>; or business days
/// (<c>2bd</c>), whose length depends on the calendar.
/// </summary>
/// <param name="Fixed">The part that is the same everywhere; a day (<c>d</c>) is 24 h.</param>
/// <param name="BusinessDays">Days of a calendar's nominal length; zero together with a fixed part.</param>
/// <param name="HasDays">True when written in <c>d</c>, which only a 24x7 calendar or wall-clock time allows.</param>
public readonly record struct AccordDuration(TimeSpan Fixed, int BusinessDays, bool HasDays)
{
    /// <summary>The length on a calendar whose business day is <paramref name="nominalDay"/> long.</summary>
    public TimeSpan On(TimeSpan nominalDay) => Fixed + (BusinessDays * nominalDay);
}
