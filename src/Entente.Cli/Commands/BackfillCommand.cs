using System.CommandLine;
using System.Globalization;
using System.Text.Json;

using Entente.Cli.Output;

namespace Entente.Cli.Commands;

/// <summary><c>entente backfill</c>: brings existing tickets under a link's rule, after a preview. Stopping the command stops the work.</summary>
internal static class BackfillCommand
{
    public static Command Create()
    {
        var link = new Option<string>("--link") { Description = "The link's id in the accord", Required = true };
        var since = new Option<DateTimeOffset>("--since")
        {
            Description = "Tickets changed since this date (UTC), e.g. 2026-01-31",
            Required = true,
            CustomParser = given => DateTimeOffset.TryParse(
                given.Tokens[0].Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
                ? date
                : throw new UserException(ExitCode.Input, $"'{given.Tokens[0].Value}' is no date: write it as 2026-01-31."),
        };
        var yes = new Option<bool>("--yes") { Description = "Link them; without it the command only counts" };
        var command = new Command("backfill", "Bring existing tickets under a link's rule; without --yes a preview") { link, since, yes };
        var hub = HubPlace.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = hub.Open(parsed);
            var body = new { link = parsed.GetValue(link), since = parsed.GetValue(since), yes = parsed.GetValue(yes) };
            return await RunAsync(client, body, hub.IsJson(parsed), cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(HubClient client, object body, bool asJson, CancellationToken cancellation)
    {
        JsonElement? last = null;
        await foreach (var line in client.StreamAsync("api/backfill", body, cancellation))
        {
            last = line;
            Report.Error($"{line.GetProperty("stage").GetString()}: {Counts(line)}");
        }

        var end = last ?? throw new UserException(ExitCode.Failed, "The hub broke off before the end.");
        if (asJson)
            Report.Json(end);
        else
            Print(end);
        return end.GetProperty("stage").GetString() is "preview" or "ordered" ? ExitCode.Ok : ExitCode.Failed;
    }

    private static void Print(JsonElement report)
    {
        Report.Line(Counts(report));
        foreach (var named in report.GetProperty("named").EnumerateArray())
            Report.Line($"    {named.GetProperty("ticket").GetString(),-14} {named.GetProperty("reason").GetString()}");
        Report.Line(report.GetProperty("stage").GetString() switch
        {
            "preview" => "Nothing was ordered. Add --yes to link them.",
            "ordered" => "Their owners link them now, behind what is under way; `entente status` counts.",
            _ => $"The tracker's list broke off: {report.GetProperty("failure").GetString()} Run it again: what is linked stays linked.",
        });
    }

    private static string Counts(JsonElement report)
    {
        var counts = report.GetProperty("counts");
        return $"{counts.GetProperty("seen")} tickets: {counts.GetProperty("linkable")} would be linked ({counts.GetProperty("ordered")} ordered), "
            + $"{counts.GetProperty("linked")} are already, {counts.GetProperty("notTriggered")} not triggered, "
            + $"{counts.GetProperty("notShareable")} cannot be shared, {counts.GetProperty("unreadable")} cannot be read";
    }
}
