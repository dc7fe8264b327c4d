using System.CommandLine;
using System.Text.Json;

using Entente.Cli.Output;

namespace Entente.Cli.Commands;

/// <summary><c>entente parked</c>: what is parked, why, whose fault it is, what to do; <c>retry</c> tries again.</summary>
internal static class ParkedCommand
{
    public static Command Create()
    {
        var hub = CommonOptions.Hub();
        var data = CommonOptions.Data();
        var json = CommonOptions.Json();
        var command = new Command("parked", "What is parked, why, and what to do") { hub, data, json, Retry() };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = new HubClient(parsed.GetValue(hub)!, parsed.GetValue(data)!);
            using var parked = await client.GetAsync("api/parked", cancellation);
            if (parsed.GetValue(json))
                Report.Json(parked.RootElement);
            else
                Print(parked.RootElement);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Retry()
    {
        var reference = new Argument<string>("ref") { Description = "connection:key, or the ticket id that the list shows" };
        var hub = CommonOptions.Hub();
        var data = CommonOptions.Data();
        var command = new Command("retry", "Try a parked ticket again") { reference, hub, data };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = new HubClient(parsed.GetValue(hub)!, parsed.GetValue(data)!);
            using var _ = await client.PostAsync($"api/parked/{Uri.EscapeDataString(parsed.GetValue(reference)!)}/retry", null, cancellation);
            Report.Line("It is tried again now; `entente parked` shows whether it went through.");
            return ExitCode.Ok;
        });
        return command;
    }

    private static void Print(JsonElement parked)
    {
        if (parked.GetArrayLength() == 0)
            Report.Line("Nothing is parked.");
        foreach (var side in parked.EnumerateArray())
        {
            Report.Line($"{Text(side, "ticket"),-14} {Text(side, "title")}");
            Report.Line($"    {Text(side, "code")} (fault: {Text(side, "fault")}), since {Text(side, "since")}");
            Report.Line($"    {Text(side, "message")}");
            Report.Line($"    To do: {Text(side, "remedy")}");
        }
    }

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
        ? value.ToString()
        : element.TryGetProperty("ticketId", out var id) ? id.ToString() : "";
}
