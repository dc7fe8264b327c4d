using System.CommandLine;
using System.Text.Json;

using Entente.Cli.Output;

namespace Entente.Cli.Commands;

/// <summary><c>entente trace REF</c>: the life of one case through all trackers, from any of its tickets.</summary>
internal static class TraceCommand
{
    public static Command Create()
    {
        var reference = new Argument<string>("ref") { Description = "connection:key of any ticket of the case, e.g. jr:SHOP-12" };
        var hub = CommonOptions.Hub();
        var data = CommonOptions.Data();
        var json = CommonOptions.Json();
        var command = new Command("trace", "The life of one case through all trackers") { reference, hub, data, json };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = new HubClient(parsed.GetValue(hub)!, parsed.GetValue(data)!);
            using var life = await client.GetAsync($"api/cases/{Uri.EscapeDataString(parsed.GetValue(reference)!)}", cancellation);
            if (parsed.GetValue(json))
                Report.Json(life.RootElement);
            else
                Print(life.RootElement);
            return ExitCode.Ok;
        });
        return command;
    }

    private static void Print(JsonElement life)
    {
        Report.Line($"{life.GetProperty("title").GetString()}   ({string.Join(", ", life.GetProperty("tickets").EnumerateArray().Select(Name))})");
        Report.Line();
        foreach (var placed in life.GetProperty("events").EnumerateArray())
        {
            var happened = placed.GetProperty("event");
            var at = happened.GetProperty("at").GetDateTimeOffset();
            Report.Line(
                $"{at:yyyy-MM-dd HH:mm:ss}  {placed.GetProperty("ticket").GetString(),-16} @{placed.GetProperty("seq"),-4} " +
                $"{Text(happened, "kind"),-18} {Text(happened, "value"),-18} {Text(happened, "by")}");
        }

        Report.Line();
        foreach (var holding in life.GetProperty("custody").EnumerateArray())
        {
            var from = holding.GetProperty("from").GetDateTimeOffset();
            var to = holding.GetProperty("to").ValueKind == JsonValueKind.Null
                ? "now"
                : holding.GetProperty("to").GetDateTimeOffset().ToString("HH:mm:ss");
            Report.Line($"{Text(holding, "party"),-12} from {from:HH:mm:ss} to {to}");
        }

        foreach (var act in life.GetProperty("acts").EnumerateArray())
            PrintAct(act);
        foreach (var lost in life.GetProperty("lost").EnumerateArray())
            Report.Line(
                $"kept: {Text(lost, "ticket")} {Text(lost, "field")} was '{Text(lost, "value")}' ({Text(lost, "party")}, {Text(lost, "reason")})");
    }

    private static void PrintAct(JsonElement act)
    {
        var by = Text(act, "by");
        Report.Line(
            $"{act.GetProperty("at").GetDateTimeOffset():yyyy-MM-dd HH:mm:ss}  {Text(act, "ticket"),-16} @{Text(act, "seq"),-4} "
            + $"{Text(act, "act")}{(by.Length == 0 ? "" : $" by {by}")}");
        foreach (var line in act.GetProperty("lines").EnumerateArray())
            Report.Line($"    {line.GetString()?.ReplaceLineEndings(" ⏎ ")}");
    }

    private static string Name(JsonElement ticket) => $"{Text(ticket, "connection")}:{Text(ticket, "key")}";

    private static string Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.ToString() : "";
}
