using System.CommandLine;
using System.Text.Json;

using Entente.Cli.Output;

namespace Entente.Cli.Commands;

/// <summary><c>entente plan DIR</c>: what a new accord folder would change, and which open twins' next write would differ.</summary>
internal static class PlanCommand
{
    public static Command Create()
    {
        var folder = AccordFiles.Argument();
        var command = new Command("plan", "Show what an accord folder would change in a running hub; nothing is changed") { folder };
        var hub = HubPlace.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = hub.Open(parsed);
            return await RunAsync(client, parsed.GetValue(folder)!, hub.IsJson(parsed), cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(HubClient client, DirectoryInfo folder, bool asJson, CancellationToken cancellation)
    {
        var (changes, sides) = (new List<JsonElement>(), new List<JsonElement>());
        JsonElement? result = null;
        await foreach (var line in client.StreamAsync("api/accord/plan", new { files = AccordFiles.Read(folder) }, cancellation))
        {
            var kind = line.GetProperty("kind").GetString();
            if (kind == "result")
                result = line;
            else if (kind == "progress")
                Report.Error($"{line.GetProperty("seen")} tickets compared");
            else
                (kind == "change" ? changes : sides).Add(line);
        }

        if (result is not { } counts)
            throw new UserException(ExitCode.Failed, "The hub broke off before the end.");
        var refusals = changes.Count(change => change.GetProperty("what").GetString() == "refusal");
        if (asJson)
            Report.Json(new { result = counts, changes, sides });
        else
            Print(changes, sides, counts);
        return refusals == 0 && counts.GetProperty("failing").GetInt64() == 0 ? ExitCode.Ok : ExitCode.Failed;
    }

    private static void Print(List<JsonElement> changes, List<JsonElement> sides, JsonElement counts)
    {
        if (changes.Count == 0)
            Report.Line("The folder is what is live.");
        foreach (var change in changes)
            Report.Line(change.GetProperty("what").GetString() == "refusal"
                ? $"refused now: {change.GetProperty("name")}"
                : $"{change.GetProperty("what"),-10} {change.GetProperty("name"),-24} {change.GetProperty("act")}");
        foreach (var side in sides)
            TryRules.Print(side);
        TryRules.End(sides, counts, asJson: false);
    }
}
