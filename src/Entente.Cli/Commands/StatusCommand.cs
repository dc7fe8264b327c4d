using System.CommandLine;
using System.Text.Json;

using Entente.Cli.Output;

namespace Entente.Cli.Commands;

/// <summary><c>entente status</c>: what a hub is doing, in numbers.</summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        var command = new Command("status", "What the hub is doing: links, changes by state, what is parked or open");
        var hub = HubPlace.AddTo(command);
        command.SetAction((parsed, cancellation) => hub.ShowAsync(parsed, client => client.GetAsync("api/status", cancellation), Print));
        return command;
    }

    private static void Print(JsonElement status)
    {
        foreach (var connection in status.GetProperty("connections").EnumerateArray())
            Report.Line($"{connection.Text("id"),-12} {connection.Text("product"),-12} of {connection.Text("party")}{Settle(connection)}");
        foreach (var link in status.GetProperty("links").EnumerateArray())
        {
            var at = link.GetProperty("since");
            var since = at.ValueKind == JsonValueKind.String ? $" since {Shown.At(at.GetDateTimeOffset())}" : "";
            Report.Line($"{link.Text("id"),-12} {link.Text("stage")}{since}{Changes(status, link.Text("id"))}");
        }

        Report.Line();
        ServiceText.Print(status.GetProperty("service"));
        Report.Line();
        if (status.GetProperty("epoch") is var epoch && epoch.GetProperty("number").GetInt32() > 1)
            Report.Line(
                $"epoch {epoch.Text("number")}: restored from a backup of {epoch.Text("since")}; "
                + $"{epoch.Text("adopted")} found again, not made twice");
        Report.Line($"{status.Text("tickets")} tickets in cases, {status.Text("parked")} sides parked, {status.Text("openEffects")} effects open");
        var duplicates = status.GetProperty("duplicates");
        if (duplicates.GetProperty("found").GetInt64() > 0)
            Report.Line(
                $"{duplicates.Text("found")} late or repeated writes found since the start, {duplicates.Text("merged")} put out of the way");
        Report.Line(Conservation(status.GetProperty("conservation")));
        foreach (var violation in status.GetProperty("conservation").GetProperty("violations").EnumerateArray())
            Report.Line($"  link {violation.Text("link")}, ticket {violation.Text("ticket")}: {violation.Text("what")}");
    }

    private static string Conservation(JsonElement check)
    {
        if (check.GetProperty("checkedAt").ValueKind != JsonValueKind.String)
            return "conservation: not checked yet";
        var seen = check.GetProperty("links").EnumerateArray().Sum(link => link.GetProperty("seen").GetInt64());
        var found = check.GetProperty("violations").GetArrayLength();
        return $"conservation: {seen} changes seen, {(found == 0 ? "each in one state" : $"{found} VIOLATIONS")}; "
            + $"{check.Text("compared")} tickets compared with their journal, "
            + $"last at {check.GetProperty("checkedAt").GetDateTimeOffset():HH:mm:ss}Z";
    }

    private static string Changes(JsonElement status, string link) => status.GetProperty("changes").TryGetProperty(link, out var states)
        ? $"   {string.Join(", ", states.EnumerateObject().Select(state => $"{state.Value} {state.Name}"))}"
        : "";

    private static string Settle(JsonElement connection) => connection.GetProperty("isSettleRaised").GetBoolean()
        ? $"   settle raised to {connection.Text("settleSeconds")} s: it applied a request late"
        : "";
}
