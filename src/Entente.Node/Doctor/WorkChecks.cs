using Entente.Node.Api;
using Entente.Node.Health;

namespace Entente.Node.Doctor;

/// <summary>What waits: for a person, for a tracker, for a worker. And what a running hub says of itself.</summary>
internal static class WorkChecks
{
    /// <param name="isRunning">False where the doctor opened the store itself: then nothing works on what is due.</param>
    public static async Task<IReadOnlyList<Finding>> RunAsync(HubContext hub, bool isRunning, CancellationToken cancellation)
    {
        var report = await hub.Service.RunAsync(cancellation);
        var found = new List<Finding> { Parked(report), Ambiguous(report), Backlog(report, isRunning) };
        var alerts = isRunning
            ? hub.Alerts.All
            : [.. hub.Connections.Values.SelectMany(settings => AlertRules.OfConnection(settings, hub.Watches.Of(settings.Id).Now, hub.Now))];
        found.AddRange(alerts.Where(alert => alert.Code != "hub.backlog").Select(Of));
        return found;
    }

    private static Finding Parked(ServiceReport report)
    {
        var parked = report.Links.Sum(link => link.Parked);
        return parked == 0
            ? Finding.Ok("work.parked", "", "Nothing is parked.")
            : Finding.Wrong(
                "work.parked", "", $"{parked} sides are parked; nothing else waits for them.",
                "entente parked lists each with its reason and what to do.",
                "Whom each names.");
    }

    private static Finding Ambiguous(ServiceReport report) => report.Backlog.Ambiguous == 0
        ? Finding.Ok("work.ambiguous", "", "No write is of unknown outcome.")
        : Finding.Note(
            "work.ambiguous", "", $"{report.Backlog.Ambiguous} writes are of unknown outcome: the hub settles and looks for them by itself.");

    private static Finding Backlog(ServiceReport report, bool isRunning)
    {
        var text = $"{report.Backlog.TicketsDue} tickets are due, the oldest for {report.OldestDueSeconds:0} s.";
        if (!isRunning)
            return Finding.Note("work.backlog", "", $"{text} They go on when a hub runs.");
        return report.OldestDueSeconds <= AlertRules.BacklogGrace.TotalSeconds
            ? Finding.Ok("work.backlog", "", text)
            : Finding.Wrong("work.backlog", "", text, "Look at the machine's load; on PostgreSQL add a node. See docs/operations/hub.backlog.md.");
    }

    private static Finding Of(Alert alert) => new(
        alert.Code, FindingLevel.Wrong, alert.Connection ?? "", alert.Message, alert.WhoseAct, $"{alert.Remedy} See {alert.Page}.");
}
