using System.CommandLine;
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
        var command = new Command("parked", "What is parked, why, and what to do") { Show(), Retry(), Skip() };
        var hub = HubPlace.AddTo(command);
        command.SetAction((parsed, cancellation) => hub.ShowAsync(parsed, client => client.GetAsync("api/parked", cancellation), Print));
        return command;
    }

    private static Command Show() => One(
        new Command("show", "Show what a parked ticket stands at, and what waits behind it"),
        (client, ticket, cancellation) => client.GetAsync(ticket.Path, cancellation),
        (ticket, sides) =>
        {
            if (sides.GetArrayLength() == 0)
                Report.Line($"Nothing of {ticket.Reference} is parked.");
            foreach (var side in sides.EnumerateArray())
                PrintDetail(side);
        });

    private static Command Retry() => One(
        new Command("retry", "Try a parked ticket again, from where it stands"),
        (client, ticket, cancellation) => client.PostAsync($"{ticket.Path}/retry", null, cancellation),
        (ticket, result) => Report.Line(result.GetProperty("sides").GetInt32() == 0
            ? $"Nothing of {ticket.Reference} is parked."
            : "It is tried again now; `entente parked` shows whether it went through."));

    private static Command Skip()
    {
        var by = CommonOptions.By();
        var link = new Option<string?>("--link") { Description = "The link, when the ticket is parked on several" };
        return One(
            new Command("skip", "Give up what a parked ticket stands at; it stays to be seen, and what waits behind it goes on") { by, link },
            (client, ticket, cancellation) => client.PostAsync(
                $"{ticket.Path}/skip", new { by = ticket.Parsed.GetValue(by), link = ticket.Parsed.GetValue(link) }, cancellation),
            (ticket, _) => Report.Line(
                $"Skipped by {ticket.Parsed.GetValue(by)}. What was not written stays to be seen: entente trace {ticket.Reference}"));
    }

    private static Command One(
        Command command, Func<HubClient, NamedTicket, CancellationToken, Task<JsonDocument>> ask, Action<NamedTicket, JsonElement> print)
    {
        var reference = new Argument<string>("ref") { Description = "connection:key, or the ticket id that the list shows" };
        command.Arguments.Add(reference);
        var hub = HubPlace.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            var ticket = new NamedTicket(parsed, parsed.GetValue(reference)!);
            return hub.ShowAsync(parsed, client => ask(client, ticket, cancellation), answer => print(ticket, answer));
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
        var since = Shown.At(side.GetProperty("since").GetDateTimeOffset());
        Report.Line($"    {side.Text("code")} (fault: {side.Text("fault")}), since {since}");
        Report.Line($"    {side.Text("message")}");
        Report.Line($"    To do: {side.Text("remedy")}");
    }

    private static void PrintDetail(JsonElement detail)
    {
        PrintSide(detail.GetProperty("side"));
        if (detail.GetProperty("seq").GetInt64() == 0)
            Report.Line("    It stands at nothing of the partner's.");
        foreach (var field in detail.GetProperty("fields").EnumerateObject())
            Report.Line($"    brings {field.Name,-16} {Shown.OneLine(field.Value.GetString())}");
        foreach (var item in detail.GetProperty("items").EnumerateArray())
            Report.Line($"    brings {Shown.OneLine(item.GetString())}");
        Report.Line($"    {detail.GetProperty("behind")} more wait behind it, in order.");
    }

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
        ? value.ToString()
        : element.TryGetProperty("ticketId", out var id) ? id.ToString() : "";

    private sealed record NamedTicket(ParseResult Parsed, string Reference)
    {
        public string Path => $"api/parked/{Uri.EscapeDataString(Reference)}";
    }
}
