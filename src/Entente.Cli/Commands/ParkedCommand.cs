using System.CommandLine;
using System.Net.Http.Json;
using System.Text.Json;

using Entente.Cli.Output;

namespace Entente.Cli.Commands;

/// <summary>
/// <c>entente parked</c>: what is parked, why, whose fault it is, what to do; <c>show</c> tells what stands there, <c>retry</c> tries again,
/// <c>skip</c> gives it up.
/// </summary>
internal static class ParkedCommand
{
    public static Command Create()
    {
        var hub = CommonOptions.Hub();
        var data = CommonOptions.Data();
        var json = CommonOptions.Json();
        var command = new Command("parked", "What is parked, why, and what to do") { hub, data, json, Show(), Retry(), Skip() };
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

    private static Command Show() => One(
        "show", "Show what a parked ticket stands at, and what waits behind it", [], async (asked, _, cancellation) =>
    {
        using var sides = await asked.Client.GetAsync(asked.Path, cancellation);
        if (asked.IsJson)
            Report.Json(sides.RootElement);
        else if (sides.RootElement.GetArrayLength() == 0)
            Report.Line($"Nothing of {asked.Reference} is parked.");
        else
            foreach (var side in sides.RootElement.EnumerateArray())
                PrintDetail(side);
    });

    private static Command Retry() => One("retry", "Try a parked ticket again, from where it stands", [], async (asked, _, cancellation) =>
    {
        using var result = await asked.Client.PostAsync($"{asked.Path}/retry", null, cancellation);
        if (asked.IsJson)
            Report.Json(result.RootElement);
        else
            Report.Line(result.RootElement.GetProperty("sides").GetInt32() == 0
                ? $"Nothing of {asked.Reference} is parked."
                : "It is tried again now; `entente parked` shows whether it went through.");
    });

    private static Command Skip()
    {
        var by = CommonOptions.By();
        var link = new Option<string?>("--link") { Description = "The link, when the ticket is parked on several" };
        const string Description = "Give up what a parked ticket stands at; it stays to be seen, and what waits behind it goes on";
        return One("skip", Description, [by, link], async (asked, parsed, cancellation) =>
        {
            using var body = JsonContent.Create(new { by = parsed.GetValue(by), link = parsed.GetValue(link) });
            using var result = await asked.Client.PostAsync($"{asked.Path}/skip", body, cancellation);
            if (asked.IsJson)
                Report.Json(result.RootElement);
            else
                Report.Line($"Skipped by {parsed.GetValue(by)}. What was not written stays to be seen: entente trace {asked.Reference}");
        });
    }

    private static Command One(
        string name, string description, IReadOnlyList<Option> own, Func<Asked, ParseResult, CancellationToken, Task> run)
    {
        var reference = new Argument<string>("ref") { Description = "connection:key, or the ticket id that the list shows" };
        var hub = CommonOptions.Hub();
        var data = CommonOptions.Data();
        var json = CommonOptions.Json();
        var command = new Command(name, description) { reference, hub, data, json };
        foreach (var option in own)
            command.Options.Add(option);
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = new HubClient(parsed.GetValue(hub)!, parsed.GetValue(data)!);
            await run(new Asked(client, parsed.GetValue(reference)!, parsed.GetValue(json)), parsed, cancellation);
            return ExitCode.Ok;
        });
        return command;
    }

    private static void Print(JsonElement parked)
    {
        if (parked.GetArrayLength() == 0)
            Report.Line("Nothing is parked.");
        foreach (var side in parked.EnumerateArray())
            PrintSide(side);
    }

    private static void PrintSide(JsonElement side)
    {
        Report.Line($"{Text(side, "ticket"),-14} {Text(side, "title")}");
        var since = side.GetProperty("since").GetDateTimeOffset();
        Report.Line($"    {Text(side, "code")} (fault: {Text(side, "fault")}), since {since:yyyy-MM-dd HH:mm:ss}Z");
        Report.Line($"    {Text(side, "message")}");
        Report.Line($"    To do: {Text(side, "remedy")}");
    }

    private static void PrintDetail(JsonElement detail)
    {
        PrintSide(detail.GetProperty("side"));
        if (detail.GetProperty("seq").GetInt64() == 0)
            Report.Line("    It stands at nothing of the partner's.");
        foreach (var field in detail.GetProperty("fields").EnumerateObject())
            Report.Line($"    brings {field.Name,-16} {field.Value.GetString()?.ReplaceLineEndings(" ⏎ ")}");
        foreach (var item in detail.GetProperty("items").EnumerateArray())
            Report.Line($"    brings {item.GetString()?.ReplaceLineEndings(" ⏎ ")}");
        Report.Line($"    {detail.GetProperty("behind")} more wait behind it, in order.");
    }

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
        ? value.ToString()
        : element.TryGetProperty("ticketId", out var id) ? id.ToString() : "";

    private sealed record Asked(HubClient Client, string Reference, bool IsJson)
    {
        public string Path => $"api/parked/{Uri.EscapeDataString(Reference)}";
    }
}
