using System.Text.Json;

using Entente.Cli.Output;

namespace Entente.Cli.Commands;

/// <summary>The part of <c>entente try</c> that shows what a changed accord folder would do to open twins.</summary>
internal static class TryRules
{
    public static async Task<int> RunAsync(HubClient client, string link, DirectoryInfo folder, bool asJson, CancellationToken cancellation)
    {
        var body = new { link, files = AccordFiles.Read(folder) };
        var sides = new List<JsonElement>();
        JsonElement? result = null;
        await foreach (var line in client.StreamAsync("api/try/rules", body, cancellation))
        {
            var kind = line.GetProperty("kind").GetString();
            if (kind == "result")
                result = line;
            else if (kind == "progress")
                Report.Error($"{line.GetProperty("seen")} tickets compared");
            else if (asJson)
                sides.Add(line);
            else
                Print(line);
        }

        return End(sides, result ?? throw new UserException(ExitCode.Failed, "The hub broke off before the end."), asJson);
    }

    internal static int End(List<JsonElement> sides, JsonElement result, bool asJson)
    {
        if (asJson)
            Report.Json(new { result, sides });
        else
            Report.Line(
                $"{result.GetProperty("seen")} tickets on the link: {result.GetProperty("same")} as before, {result.GetProperty("different")} differ"
                + $", {result.GetProperty("failing")} fail, {result.GetProperty("unread")} not read yet. Nothing was written.");
        return result.GetProperty("failing").GetInt64() == 0 ? ExitCode.Ok : ExitCode.Failed;
    }

    internal static void Print(JsonElement side)
    {
        Report.Line(side.GetProperty("ticket").GetString()!);
        foreach (var (list, verb) in new[] { ("leaves", "shared"), ("writes", "written") })
            foreach (var change in side.GetProperty(list).EnumerateArray())
                Report.Line($"    {verb,-8} {change.GetProperty("name").GetString(),-16} {Text(change, "before")} → {Text(change, "after")}");
        foreach (var failure in side.GetProperty("failures").EnumerateArray())
            Report.Line($"    fails    {failure.GetString()}");
    }

    private static string Text(JsonElement change, string name) =>
        change.GetProperty(name).GetString() is { } text ? Shown.OneLine(text) : "(nothing)";
}
