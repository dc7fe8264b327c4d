using System.Globalization;
using Entente.Core.Accord.Yaml;

namespace Entente.Core.Accord;

/// <summary>Reads one entry of the section <c>calendars</c>.</summary>
internal static class CalendarReader
{
    private static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    public static WorkCalendar? Read(YamlEntry entry)
    {
        if (entry.Value is not YamlMapping body) return null;
        return new WorkCalendar
        {
            Id = entry.Key.Value,
            IsAlways = body.TextOf("always") == "true",
            TimeZone = body.TextOf("timeZone") ?? "UTC",
            NominalDay = DurationText.TryRead(body.TextOf("nominalDay") ?? "", out var day) ? day.Fixed : TimeSpan.FromHours(24),
            Week = ReadWeek(body.MappingOf("week")),
            Exceptions = ReadExceptions(body.MappingOf("exceptions")),
        };
    }

    /// <summary>The days that <c>mon</c> or <c>fri-mon</c> names; empty when it names none.</summary>
    public static IReadOnlyList<DayOfWeek> DaysOf(string text)
    {
        var ends = text.Split('-');
        var from = Array.IndexOf(Days, ends[0]);
        var to = Array.IndexOf(Days, ends[^1]);
        if (ends.Length > 2 || from < 0 || to < 0) return [];
        return [.. Enumerable.Range(0, ((to - from + 7) % 7) + 1).Select(step => (DayOfWeek)((from + step) % 7))];
    }

    /// <summary>Reads <c>09:00-17:00</c>; the end may be <c>24:00</c>, and lies in the next day when it is not after the start.</summary>
    public static bool TryReadShift(string text, out WorkShift shift)
    {
        shift = default;
        if (text.Split('-') is not [var first, var last] || !TryReadTime(first, out var start) || !TryReadTime(last, out var end)) return false;
        shift = new WorkShift(start, end);
        return start < TimeSpan.FromHours(24);
    }

    private static bool TryReadTime(string text, out TimeSpan time)
    {
        time = default;
        if (text.Length != 5 || text[2] != ':') return false;
        if (!int.TryParse(text[..2], NumberStyles.None, CultureInfo.InvariantCulture, out var hours)) return false;
        if (!int.TryParse(text[3..], NumberStyles.None, CultureInfo.InvariantCulture, out var minutes)) return false;
        time = new TimeSpan(hours, minutes, 0);
        return minutes < 60 && time <= TimeSpan.FromHours(24);
    }

    private static SortedDictionary<DayOfWeek, IReadOnlyList<WorkShift>> ReadWeek(YamlMapping? week)
    {
        var result = new SortedDictionary<DayOfWeek, IReadOnlyList<WorkShift>>();
        foreach (var entry in week?.Entries ?? [])
            foreach (var day in DaysOf(entry.Key.Value)) result[day] = ReadShifts(entry.Value);
        return result;
    }

    private static SortedDictionary<DateOnly, IReadOnlyList<WorkShift>> ReadExceptions(YamlMapping? exceptions)
    {
        var result = new SortedDictionary<DateOnly, IReadOnlyList<WorkShift>>();
        foreach (var entry in exceptions?.Entries ?? [])
            if (InstantText.TryReadDay(entry.Key.Value, out var day)) result[day] = ReadShifts(entry.Value);
        return result;
    }

    private static IReadOnlyList<WorkShift> ReadShifts(YamlNode node)
    {
        var shifts = new List<WorkShift>();
        foreach (var item in (node as YamlSequence)?.Items.OfType<YamlScalar>() ?? [])
            if (TryReadShift(item.Value, out var shift)) shifts.Add(shift);
        return shifts;
    }
}
