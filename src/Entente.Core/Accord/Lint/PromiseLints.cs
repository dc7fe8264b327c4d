using Entente.Core.Accord.Yaml;

namespace Entente.Core.Accord.Lint;

/// <summary>Lints on levers, calendars, targets, priorities and classes.</summary>
internal static class PromiseLints
{
    private static readonly string[] Levers = ["governance", "flow", "people", "assurance", "experience"];
    private static readonly string[] Priorities = ["P1", "P2", "P3", "P4"];

    public static void LeverOwners(LintScope scope)
    {
        foreach (var lever in Levers)
            scope.Require(scope.Entries.Any(entry => entry.Key.Value == lever), scope.Section, $"The lever '{lever}' has no owner.",
                "Add it with an owner and contributors.");
        foreach (var entry in scope.Entries)
        {
            if (entry.Value is not YamlMapping lever) continue;
            var owner = LintScope.PartyOf(lever.TextOf("owner") ?? "");
            scope.Require(lever.TextsOf("contributors").Any(unit => LintScope.PartyOf(unit) != owner), entry.Value,
                $"The lever '{entry.Key.Value}' has no contributor of another party.", "Add one: a lever reaches across companies.");
        }
    }

    public static void LeversMeasured(LintScope scope)
    {
        var measures = scope.Rows.Concat(scope.Root.RowsOf("indicators")).ToArray();
        foreach (var measure in measures)
            scope.Require(measure.Find("lever") is not null, measure, $"'{measure.TextOf("id")}' has no lever.",
                $"Add lever: {string.Join(", ", Levers)}.");
        foreach (var lever in Levers)
            scope.Require(measures.Any(measure => measure.TextOf("lever") == lever), scope.Section, $"Nothing measures the lever '{lever}'.",
                "Add a target or an indicator.");
    }

    public static void Calendars(LintScope scope)
    {
        foreach (var entry in scope.Entries)
        {
            var calendar = scope.Accord.Calendars.FirstOrDefault(calendar => calendar.Id == entry.Key.Value);
            if (calendar is null || calendar.IsAlways) continue;
            scope.Require(calendar.Week.Values.Any(shifts => shifts.Count > 0), entry.Key, $"The calendar '{calendar.Id}' has no shift.",
                "Add a week, or always: true.");
            var days = calendar.Week.Values.Concat(calendar.Exceptions.Values);
            scope.Require(!days.Any(Overlap), entry.Key, $"Shifts of the calendar '{calendar.Id}' overlap.", "Write each hour once.");
        }
    }

    public static void Goals(LintScope scope)
    {
        foreach (var target in scope.Rows)
        {
            var goal = target.Find("goal");
            var goals = goal is YamlMapping perPriority
                ? [.. Priorities.Select(perPriority.Find).OfType<YamlScalar>()]
                : goal is YamlScalar single ? new[] { single } : [];
            CheckUnits(scope, target, goals);
            for (var i = 1; i < goals.Length; i++)
                scope.Require(Length(scope, target, goals[i - 1]) <= Length(scope, target, goals[i]), goals[i - 1],
                    $"A higher priority of '{target.TextOf("id")}' has the longer goal.", "Shorten it, or lengthen the next.");
        }
    }

    public static void PriorityMatrix(LintScope scope)
    {
        if (scope.Section is not YamlMapping priority) return;
        var columns = priority.TextsOf("urgency").Count;
        foreach (var row in priority.MappingOf("matrix")?.Entries ?? [])
            scope.Require((row.Value as YamlSequence)?.Items.Count == columns, row.Value,
                $"The row '{row.Key.Value}' does not have {columns} priorities.", "Give one per urgency.");
        foreach (var target in scope.Root.RowsOf("targets"))
            if (target.MappingOf("goal") is { } goal)
                foreach (var missing in Priorities.Where(name => goal.Find(name) is null))
                    scope.Report(goal, $"The target '{target.TextOf("id")}' has no goal for {missing}.", $"Add {missing}.");
    }

    public static void Classes(LintScope scope)
    {
        string[] known = ["bug", "service_request", "change"];
        foreach (var name in known)
            scope.Require(scope.Entries.Any(entry => entry.Key.Value == name), scope.Section, $"The class '{name}' is missing.",
                "Classes are bug, service_request and change.");
        foreach (var entry in scope.Entries)
        {
            scope.Require(known.Contains(entry.Key.Value), entry.Key, $"There is no class '{entry.Key.Value}'.",
                NearestName.Remedy(entry.Key.Value, known));
            scope.Require(entry.Key.Value != "change" || (entry.Value as YamlMapping)?.Find("approval") is not null, entry.Key,
                "A change has no approver.", "Add approval: {by, target}.");
        }
    }

    private static void CheckUnits(LintScope scope, YamlMapping target, IEnumerable<YamlScalar> goals)
    {
        var isAlways = scope.Accord.Calendars.Any(calendar => calendar.Id == target.TextOf("calendar") && calendar.IsAlways);
        foreach (var goal in goals)
            scope.Require(isAlways || !(DurationText.TryRead(goal.Value, out var duration) && duration.HasDays), goal,
                $"'{goal.Value}' counts in whole days, which only a calendar that is always open has.", "Write hours, or bd for business days.");
    }

    private static TimeSpan Length(LintScope scope, YamlMapping target, YamlScalar goal)
    {
        var day = scope.Accord.Calendars.FirstOrDefault(calendar => calendar.Id == target.TextOf("calendar"))?.NominalDay ?? TimeSpan.FromHours(24);
        return DurationText.TryRead(goal.Value, out var duration) ? duration.On(day) : TimeSpan.Zero;
    }

    private static bool Overlap(IReadOnlyList<WorkShift> shifts)
    {
        var ordered = shifts.OrderBy(shift => shift.Start).ToArray();
        for (var i = 1; i < ordered.Length; i++)
            if (ordered[i - 1].End > ordered[i].Start || ordered[i - 1].End <= ordered[i - 1].Start) return true;
        return false;
    }
}
