using System.CommandLine;
using System.Net.Http.Json;
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
        var hub = CommonOptions.Hub();
        var data = CommonOptions.Data();
        var json = CommonOptions.Json();
        var command = new Command("connect", "Twin two existing tickets; without --yes a preview") { a, b, link, yes, hub, data, json };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = new HubClient(parsed.GetValue(hub)!, parsed.GetValue(data)!);
            using var body = JsonContent.Create(
                new { a = parsed.GetValue(a), b = parsed.GetValue(b), link = parsed.GetValue(link), yes = parsed.GetValue(yes) });
            using var result = await client.PostAsync("api/connect", body, cancellation);
            if (parsed.GetValue(json))
                Report.Json(result.RootElement);
            else
                Print(result.RootElement);
            return ExitCode.Ok;
        });
        return command;
    }

    public static Command Undo()
    {
        var ticket = new Argument<string>("ref") { Description = "Either ticket of the twin, connection:key" };
        var link = new Option<string>("--link") { Description = "The link's id in the accord", Required = true };
        var hub = CommonOptions.Hub();
        var data = CommonOptions.Data();
        var json = CommonOptions.Json();
        var command = new Command("disconnect", "End a twin: both sides stop sending and taking; what was written stays")
        {
            ticket, link, hub, data, json,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = new HubClient(parsed.GetValue(hub)!, parsed.GetValue(data)!);
            using var body = JsonContent.Create(new { ticket = parsed.GetValue(ticket), link = parsed.GetValue(link) });
            using var result = await client.PostAsync("api/disconnect", body, cancellation);
            if (parsed.GetValue(json))
                Report.Json(result.RootElement);
            else
                Report.Line(
                    $"The twin of {parsed.GetValue(ticket)} on {parsed.GetValue(link)} ends. "
                    + "Both tickets stay as they are, and can be connected again.");
            return ExitCode.Ok;
        });
        return command;
    }

    private static void Print(JsonElement result)
    {
        foreach (var side in new[] { result.GetProperty("opener"), result.GetProperty("far") })
            PrintSide(side);
        Report.Line(Text(result, "stage") switch
        {
            "preview" => "Nothing was written. Add --yes to connect them.",
            "connected" => $"Connected on {Text(result, "link")}. `entente trace {Text(result.GetProperty("far"), "ticket")}` shows it come about.",
            _ => $"Ordered on {Text(result, "link")}: the ticket is in its owner's hands just now, and is connected next.",
        });
    }

    private static void PrintSide(JsonElement side)
    {
        Report.Line($"{Text(side, "ticket")} ({Text(side, "party")}) gets {Text(side, "comments")} comments and {Text(side, "files")} files");
        foreach (var field in side.GetProperty("fields").EnumerateArray())
            Report.Line($"    {Text(field, "field"),-16} {OneLine(Text(field, "before"))} → {OneLine(Text(field, "after"))}");
        foreach (var kept in side.GetProperty("kept").EnumerateArray())
            Report.Line($"    kept: {Text(kept, "field")} = {OneLine(Text(kept, "value"))} of {Text(kept, "party")} loses ({Text(kept, "reason")})");
        if (side.GetProperty("problem").ValueKind == JsonValueKind.String)
            Report.Line($"    problem: {Text(side, "problem")}");
    }

    private static string OneLine(string text) => text.Length == 0 ? "—" : text.ReplaceLineEndings(" ⏎ ");

    private static string Text(JsonElement element, string name) => element.GetProperty(name).ToString();
}
