using System.Text.Json;

using Entente.Cli.Output;
using Entente.Node.Api;
using Entente.Node.Health;
using Entente.Node.Pages.Service;

namespace Entente.Cli.Commands;

/// <summary>The integration's own service level as text: the numbers of the page <c>/service</c>, in its words.</summary>
internal static class ServiceText
{
    public static void Print(JsonElement service)
    {
        var report = service.Deserialize<ServiceReport>(HubApi.Json)!;
        foreach (var alert in report.Alerts)
            PrintAlert(alert);
        Report.Line($"{"delivery",-26} {"median 1 h",12} {"95 % 1 h",10} {"99 % 24 h",10} {"24 h",7}");
        foreach (var link in report.Links)
            foreach (var way in link.Directions)
                Report.Line($"{$"{link.Id}: {way.From} to {way.To}",-26} {Delays(way.Delivery)}");
        Report.Line($"{"all",-26} {Delays(report.Delivery)}");
        Report.Line();
        foreach (var one in report.Connections)
            Report.Line(
                $"{one.Id,-8} {ServiceWords.Condition(one.Condition),-18} out {ServiceWords.Minutes(one.OutageMinutesDay)} in 24 h, "
                + $"{ServiceWords.Minutes(one.OutageMinutesMonth)} in 30 d; calls {ServiceWords.Calls(one.Calls)}; "
                + $"webhooks {one.Webhooks}, repaired {one.Repaired}, duplicates {one.DuplicatesFound}, parked {one.Parked}");
        Report.Line(
            $"{report.Backlog.TicketsDue} tickets due"
            + (report.OldestDueSeconds >= 1 ? $", the oldest for {ServiceWords.Delay(report.OldestDueSeconds)}; " : "; ")
            + $"{report.Backlog.OpenEffects} writes open, {report.Backlog.Ambiguous} of unknown outcome; "
            + $"journal append 95 % {ServiceWords.Delay(report.Appends.P95Seconds)}; node {report.Node}, version {report.Version}");
    }

    private static void PrintAlert(Alert alert)
    {
        Report.Line($"! {alert.Id} ({ServiceWords.Level(alert.Level)}), since {Shown.At(alert.Since)}");
        Report.Line($"    {alert.Message} {alert.WhoseAct}");
        Report.Line($"    To do: {alert.Remedy} ({alert.Page})");
    }

    private static string Delays(DelayWindow window) =>
        $"{ServiceWords.Delay(window.Hour.P50Seconds),12} {ServiceWords.Delay(window.Hour.P95Seconds),10} "
        + $"{ServiceWords.Delay(window.Day.P99Seconds),10} {window.Day.Count,7}";
}
