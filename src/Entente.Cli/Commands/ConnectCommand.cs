using System.CommandLine;
using System.Text.Json;

using Entente.Cli.Output;

namespace Entente.Cli.Commands;

/// <summary><c>entente connect A B</c>: twins two existing tickets, after a preview; <c>entente disconnect A</c> ends a twin.</summary>
internal static class ConnectCommand
{
    public static Command Create()
    {
        var a = new Argument<string>("a") { Description = "A ticket, connection:key, e.g. zd:35" };
        var b = new Argument<string>("b") { Description = "The other ticket, e.g. jr:SHOP-12" };
        var link = new Option<string?>("--link") { Description = "The link's id; needed when several join the two connections" };
        var yes = new Option<bool>("--yes") { Description = "Do it; without it the command only shows what would happen" };
        var command = new Command("connect", "Twin two existing tickets; without --yes a preview") { a, b, link, yes };
        var hub = HubPlace.AddTo(command);
        command.SetAction((parsed, cancellation) => hub.ShowAsync(
            parsed,
            client => client.PostAsync(
                "api/connect",
                new { a = parsed.GetValue(a), b = parsed.GetValue(b), link = parsed.GetValue(link), yes = parsed.GetValue(yes) },
                cancellation),
            Print));
        return command;
    }

    public static Command Undo()
    {
        var ticket = new Argument<string>("ref") { Description = "Either ticket of the twin, connection:key" };
        var link = new Option<string>("--link") { Description = "The link's id in the accord", Required = true };
        var command = new Command("disconnect", "End a twin: both sides stop sending and taking; what was written stays") { ticket, link };
        var hub = HubPlace.AddTo(command);
        command.SetAction((parsed, cancellation) => hub.ShowAsync(
            parsed,
            client => client.PostAsync("api/disconnect", new { ticket = parsed.GetValue(ticket), link = parsed.GetValue(link) }, cancellation),
            _ => Report.Line(
                $"The twin of {parsed.GetValue(ticket)} on {parsed.GetValue(link)} ends. "
                + "Both tickets stay as they are, and can be connected again.")));
        return command;
    }

    private static void Print(JsonElement result)
    {
        foreach (var side in new[] { result.GetProperty("opener"), result.GetProperty("far") })
            PrintSide(side);
        Report.Line(result.Text("stage") switch
        {
            "preview" => "Nothing was written. Add --yes to connect them.",
            "connected" => $"Connected on {result.Text("link")}. `entente trace {result.GetProperty("far").Text("ticket")}` shows it come about.",
            _ => $"Ordered on {result.Text("link")}: the ticket is in its owner's hands just now, and is connected next.",
        });
    }

    private static void PrintSide(JsonElement side)
    {
        Report.Line($"{side.Text("ticket")} ({side.Text("party")}) gets {side.Text("comments")} comments and {side.Text("files")} files");
        Shown.Fields(side.GetProperty("fields"));
        foreach (var kept in side.GetProperty("kept").EnumerateArray())
            Report.Line($"    kept: {kept.Text("field")} = {Shown.Value(kept.Text("value"))} of {kept.Text("party")} loses ({kept.Text("reason")})");
        if (side.GetProperty("problem").ValueKind == JsonValueKind.String)
            Report.Line($"    problem: {side.Text("problem")}");
    }
}
