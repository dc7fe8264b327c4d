namespace Entente.Demo.Telling;

/// <summary>Prints what a run found: failures, case histories, counts.</summary>
public static class StoryPrinter
{
    public static void Print(DemoReport report, StoryTeller teller)
    {
        foreach (var life in report.Cases)
            CaseTable.Print(life, teller);
        foreach (var field in report.Fields)
        {
            teller.Line(
                $"{field.Direction,-16} {field.Field,-12} equal {field.Equal,4}, "
                + $"equal after the declared conversion {field.Converted,4}, not {field.Different,4}");
            foreach (var (reason, count) in field.Reasons)
                teller.Line($"    {count} times: {reason}");
        }

        foreach (var line in report.NotTaken)
            teller.Line($"not taken: {line}");
        PrintSummary(report, teller);
        foreach (var journey in report.Journeys.Where(journey => !journey.Ok))
        {
            teller.Line($"FAILED: {journey.Name}");
            foreach (var check in journey.Checks.Where(check => !check.Ok))
                teller.Line($"  {check.Name} at {check.Where}: expected {check.Expected}, found {check.Found}");
        }

        teller.Line(report.IsOk ? "All of it holds." : "Not all of it holds.");
    }

    private static void PrintSummary(DemoReport report, StoryTeller teller)
    {
        var summary = report.Summary;
        teller.Line(
            $"tickets {summary.Tickets}, changes {summary.Changes}: applied {summary.Applied}, "
            + $"filtered {summary.Filtered}, superseded {summary.Superseded}, "
            + $"parked {summary.Parked}, pending {summary.Pending}");
        teller.Line($"duplicates {summary.Duplicates}, lost {summary.Lost}, outOfOrder {summary.OutOfOrder}   (counted at the trackers)");
        if (summary.CallsPerFieldChange is { } calls)
            teller.Line(
                $"calls per field change: source reads {calls.SourceReads}, target writes {calls.TargetWrites}, "
                + $"target reads {calls.TargetReads}; beside {calls.Beside}");
        var checks = report.Journeys.Sum(journey => journey.Checks.Count);
        teller.Line(
            $"{report.Journeys.Count(journey => journey.Ok)} of {report.Journeys.Count} journeys, "
            + $"{report.Journeys.Sum(journey => journey.Checks.Count(check => check.Ok))} of {checks} checks");
    }
}
