using System.CommandLine;
using System.Text.Json;

using Entente.Cli.Output;

namespace Entente.Cli.Commands;

/// <summary><c>entente status</c>: what a hub is doing, in numbers.</summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        var hub = CommonOptions.Hub();
        var data = CommonOptions.Data();
        var json = CommonOptions.Json();
        var command = new Command("status", "What the hub is doing: links, changes by state, what is parked or open") { hub, data, json };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = new HubClient(parsed.GetValue(hub)!, parsed.GetValue(data)!);
            using var status = await client.GetAsync("api/status", cancellation);
            if (parsed.GetValue(json))
                Report.Json(status.RootElement);
            else
                Print(status.RootElement);
            return ExitCode.Ok;
        });
        return command;
    }

    private static void Print(JsonElement status)
    {
        foreach (var connection in status.GetProperty("connections").EnumerateArray())
            Report.Line($"{Text(connection, "id"),-12} {Text(connection, "product"),-12} of {Text(connection, "party")}{Settle(connection)}");
        foreach (var link in status.GetProperty("links").EnumerateArray())
        {
            var at = link.GetProperty("since");
            var since = at.ValueKind == JsonValueKind.String ? $" since {at.GetDateTimeOffset():yyyy-MM-dd HH:mm:ss}Z" : "";
            Report.Line($"{Text(link, "id"),-12} {Text(link, "stage")}{since}{Changes(status, Text(link, "id"))}");
        }

        Report.Line();
        ServiceText.Print(status.GetProperty("service"));
        Report.Line();
        if (status.GetProperty("epoch") is var epoch && epoch.GetProperty("number").GetInt32() > 1)
            Report.Line(
                $"epoch {Text(epoch, "number")}: restored from a backup of {Text(epoch, "since")}; "
                + $"{Text(epoch, "adopted")} found again, not made twice");
        Report.Line($"{Text(status, "tickets")} tickets in cases, {Text(status, "parked")} sides parked, {Text(status, "openEffects")} effects open");
        var duplicates = status.GetProperty("duplicates");
        if (duplicates.GetProperty("found").GetInt64() > 0)
            Report.Line(
                $"{Text(duplicates, "found")} late or repeated writes found since the start, {Text(duplicates, "merged")} put out of the way");
        Report.Line(Conservation(status.GetProperty("conservation")));
        foreach (var violation in status.GetProperty("conservation").GetProperty("violations").EnumerateArray())
            Report.Line($"  link {Text(violation, "link")}, ticket {Text(violation, "ticket")}: {Text(violation, "what")}");
    }

    private static string Conservation(JsonElement check)
    {
        if (check.GetProperty("checkedAt").ValueKind != JsonValueKind.String)
            return "conservation: not checked yet";
        var seen = check.GetProperty("links").EnumerateArray().Sum(link => link.GetProperty("seen").GetInt64());
        var found = check.GetProperty("violations").GetArrayLength();
        return $"conservation: {seen} changes seen, {(found == 0 ? "each in one state" : $"{found} VIOLATIONS")}; "
            + $"{Text(check, "compared")} tickets compared with their journal, "
            + $"last at {check.GetProperty("checkedAt").GetDateTimeOffset():HH:mm:ss}Z";
    }

    private static string Changes(JsonElement status, string link) => status.GetProperty("changes").TryGetProperty(link, out var states)
        ? $"   {string.Join(", ", states.EnumerateObject().Select(state => $"{state.Value} {state.Name}"))}"
        : "";

    private static string Settle(JsonElement connection) => connection.GetProperty("isSettleRaised").GetBoolean()
        ? $"   settle raised to {Text(connection, "settleSeconds")} s: it applied a request late"
        : "";

    private static string Text(JsonElement element, string name) => element.GetProperty(name).ToString();
}
