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
        var command = new Command("trace", "The life of one case through all trackers") { reference };
        var hub = HubPlace.AddTo(command);
        command.SetAction((parsed, cancellation) => hub.ShowAsync(
            parsed, client => client.GetAsync($"api/cases/{Uri.EscapeDataString(parsed.GetValue(reference)!)}", cancellation), Print));
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
                $"{happened.Text("kind"),-18} {happened.Text("value"),-18} {happened.Text("by")}");
        }

        Report.Line();
        foreach (var holding in life.GetProperty("custody").EnumerateArray())
        {
            var from = holding.GetProperty("from").GetDateTimeOffset();
            var to = holding.GetProperty("to").ValueKind == JsonValueKind.Null
                ? "now"
                : holding.GetProperty("to").GetDateTimeOffset().ToString("HH:mm:ss");
            Report.Line($"{holding.Text("party"),-12} from {from:HH:mm:ss} to {to}");
        }

        foreach (var act in life.GetProperty("acts").EnumerateArray())
            PrintAct(act);
        foreach (var lost in life.GetProperty("lost").EnumerateArray())
            Report.Line(
                $"kept: {lost.Text("ticket")} {lost.Text("field")} was '{lost.Text("value")}' ({lost.Text("party")}, {lost.Text("reason")})");
    }

    private static void PrintAct(JsonElement act)
    {
        var by = act.Text("by");
        Report.Line(
            $"{act.GetProperty("at").GetDateTimeOffset():yyyy-MM-dd HH:mm:ss}  {act.Text("ticket"),-16} @{act.Text("seq"),-4} "
            + $"{act.Text("act")}{(by.Length == 0 ? "" : $" by {by}")}");
        foreach (var line in act.GetProperty("lines").EnumerateArray())
            Report.Line($"    {Shown.OneLine(line.GetString())}");
    }

    private static string Name(JsonElement ticket) => $"{ticket.Text("connection")}:{ticket.Text("key")}";
}
