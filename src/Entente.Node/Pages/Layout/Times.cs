namespace Entente.Node.Pages.Layout;

/// <summary>Instants and durations in words. All in UTC, which every page says once.</summary>
public static class Times
{
    /// <summary>As short as <paramref name="now"/> allows: the time today, with the day before, with the year in another one.</summary>
    public static string Short(DateTimeOffset at, DateTimeOffset now)
    {
        var (utc, today) = (at.UtcDateTime, now.UtcDateTime);
        var pattern = utc.Date == today.Date ? "HH:mm" : utc.Year == today.Year ? "d MMM HH:mm" : "d MMM yyyy HH:mm";
        return utc.ToString(pattern);
    }

    public static string Full(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'");

    /// <summary>For the attribute <c>datetime</c>.</summary>
    public static string Machine(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'");

    /// <summary>In the two largest units: <c>2 h 10 min</c>, <c>3 d 4 h</c>, <c>0.4 s</c>.</summary>
    public static string Length(TimeSpan length) => length switch
    {
        { TotalSeconds: < 0.05 } => "0 s",
        { TotalSeconds: < 10 } => $"{length.TotalSeconds:0.#} s",
        { TotalMinutes: < 1 } => $"{length.TotalSeconds:0} s",
        { TotalHours: < 1 } => Two(length.Minutes, "min", length.TotalMinutes < 10 ? length.Seconds : 0, "s"),
        { TotalDays: < 1 } => Two(length.Hours, "h", length.Minutes, "min"),
        { TotalDays: < 60 } => Two(length.Days, "d", length.Hours, "h"),
        _ => $"{length.Days} d",
    };

    /// <summary>In one unit, for where there is little room: <c>15.9 h</c>, <c>44 min</c>.</summary>
    public static string Rough(TimeSpan length) => length switch
    {
        { TotalDays: >= 2 } => $"{length.TotalDays:0.#} d",
        { TotalHours: >= 1 } => $"{length.TotalHours:0.#} h",
        { TotalMinutes: >= 1 } => $"{length.TotalMinutes:0} min",
        _ => Length(length),
    };

    private static string Two(int large, string unit, int small, string smallUnit) =>
        small == 0 ? $"{large} {unit}" : $"{large} {unit} {small} {smallUnit}";
}
