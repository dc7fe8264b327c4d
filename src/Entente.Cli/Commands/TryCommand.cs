using System.CommandLine;
using System.Text.Json;

using Entente.Cli.Output;

namespace Entente.Cli.Commands;

/// <summary>
/// <c>entente try</c>: a test run of a link's rules on a real ticket, or of a changed accord folder on the link's open twins; nothing is written.
/// </summary>
internal static class TryCommand
{
    public static Command Create()
    {
        var link = new Option<string>("--link") { Description = "The link's id in the accord", Required = true };
        var ticket = new Option<string>("--ticket") { Description = "connection:key of a real ticket" };
        var rules = new Option<DirectoryInfo>("--rules") { Description = "A changed accord folder: what it would do to the link's open twins" };
        var command = new Command("try", "Test run of a rule on a real ticket, or of changed rules on open twins; nothing is written")
        {
            link, ticket, rules,
        };
        var hub = HubPlace.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            if ((parsed.GetValue(ticket) is null) == (parsed.GetValue(rules) is null))
                throw new UserException(ExitCode.Input, "Give --ticket connection:key for one ticket, or --rules DIR for the link's open twins.");
            using var client = hub.Open(parsed);
            if (parsed.GetValue(rules) is { } folder)
                return await TryRules.RunAsync(client, parsed.GetValue(link)!, folder, hub.IsJson(parsed), cancellation);
            var reference = parsed.GetValue(ticket)!.Split(':', 2);
            if (reference.Length != 2)
                throw new UserException(ExitCode.Input, "Name the ticket as connection:key, e.g. zd:35.");
            var body = new { link = parsed.GetValue(link), connection = reference[0], ticket = reference[1] };
            using var result = await client.PostAsync("api/try", body, cancellation);
            if (hub.IsJson(parsed))
                Report.Json(result.RootElement);
            else
                Print(result.RootElement);
            return result.RootElement.GetProperty("problems").GetArrayLength() == 0 ? ExitCode.Ok : ExitCode.Failed;
        });
        return command;
    }

    private static void Print(JsonElement result)
    {
        Report.Line(
            result.GetProperty("triggered").GetBoolean()
                ? "The trigger is true: this ticket would be shared."
                : "The trigger is false: this ticket would not be shared.");
        Section("Would leave", result.GetProperty("leaves"));
        var twin = result.GetProperty("twin").GetString();
        Section($"Would be written to {(twin is null ? "a new ticket at the partner" : $"its twin {twin}")}", result.GetProperty("writes"));
        foreach (var problem in result.GetProperty("problems").EnumerateArray())
            Report.Line($"problem: {problem.GetString()}");
        Report.Line("Nothing was written.");
    }

    private static void Section(string title, JsonElement fields)
    {
        Report.Line($"{title}:");
        foreach (var field in fields.EnumerateObject())
            Report.Line($"    {field.Name,-16} {Shown.OneLine(field.Value.GetString())}");
    }
}
