using System.CommandLine;
using System.Text.Json;

using Entente.Cli.Output;

namespace Entente.Cli.Commands;

/// <summary>
/// <c>entente apply DIR</c> makes an accord folder live in a running hub, <c>entente rollback</c> goes back to an earlier version, and
/// <c>entente versions</c> lists them.
/// </summary>
internal static class AccordCommands
{
    public static Command Apply()
    {
        var folder = AccordFiles.Argument();
        var by = CommonOptions.By();
        var command = new Command("apply", "Check an accord folder and make it live in a running hub, whole or not at all") { folder, by };
        var hub = HubPlace.AddTo(command);
        command.SetAction((parsed, cancellation) => hub.ShowAsync(parsed, client => client.PostAsync(
            "api/accord/apply", new { by = parsed.GetValue(by), files = AccordFiles.Read(parsed.GetValue(folder)!) }, cancellation), Print));
        return command;
    }

    public static Command Rollback()
    {
        var to = new Option<int?>("--to") { Description = "The version; without it the one before the live one" };
        var by = CommonOptions.By();
        var command = new Command("rollback", "Go back to an earlier version of the accord and its rules, in one step") { to, by };
        var hub = HubPlace.AddTo(command);
        command.SetAction((parsed, cancellation) => hub.ShowAsync(parsed, client => client.PostAsync(
            "api/accord/rollback", new { by = parsed.GetValue(by), to = parsed.GetValue(to) }, cancellation), Print));
        return command;
    }

    public static Command Versions()
    {
        var command = new Command("versions", "The accord's versions and which one is live");
        var hub = HubPlace.AddTo(command);
        command.SetAction((parsed, cancellation) => hub.ShowAsync(parsed, client => client.GetAsync("api/accord", cancellation), List));
        return command;
    }

    private static void Print(JsonElement outcome)
    {
        var version = outcome.GetProperty("version");
        var number = version.GetProperty("number");
        Report.Line(outcome.GetProperty("stage").GetString() switch
        {
            "unchanged" => $"Version {number} is live already.",
            "rolled-back" => $"Version {number} is live again; it was {outcome.GetProperty("previous")}.",
            _ => $"Version {number} ({Short(version)}) is live; go back with: entente rollback",
        });
        if (outcome.GetProperty("retried").GetInt32() is > 0 and var retried)
            Report.Line($"{retried} parked sides whose rule changed are tried again.");
    }

    private static void List(JsonElement index)
    {
        foreach (var version in index.GetProperty("versions").EnumerateArray())
        {
            var mark = version.GetProperty("number").GetInt32() == index.GetProperty("live").GetInt32() ? "live" : "";
            Report.Line($"{version.GetProperty("number"),4} {mark,-4} {Short(version)}  {At(version)}  by {version.GetProperty("by")}");
        }

        Report.Line();
        foreach (var act in index.GetProperty("history").EnumerateArray())
            Report.Line($"{At(act)}  {act.GetProperty("act"),-8} {act.GetProperty("number"),4}  by {act.GetProperty("by")}");
    }

    private static string Short(JsonElement version) => version.GetProperty("hash").GetString()![..12];

    private static string At(JsonElement element) => Shown.At(element.GetProperty("at").GetDateTimeOffset());
}
