using System.Text.Json;

using Entente.Demo.Checking;
using Entente.Demo.Trackers;

namespace Entente.Demo.Journeys;

/// <summary>Mercuri hands a case to Infinity and gets it back; the case's history tells who had it how long.</summary>
internal sealed class HandoffJourney : IJourney
{
    public string Name => "A case is handed over and handed back";

    public async Task PlayAsync(Stage stage, CheckList checks, CancellationToken cancellation)
    {
        var pair = await stage.ShareAsync("Refund never arrives", [], checks, cancellation);
        await stage.Zendesk.TagAsync(pair.Ticket, "escalated", cancellation);
        await CustodyAsync(stage, checks, pair, "Mercuri handed it to Infinity", "mercuri, infinity", cancellation);
        await stage.Jira.MoveAsync(pair.Issue, "Start progress", null, cancellation);
        await checks.EqualAsync(
            "work begins", pair.TicketName, "open", () => stage.TicketFieldAsync(pair.Ticket, "status", cancellation), cancellation);
        await stage.Jira.MoveAsync(pair.Issue, "Ask the customer", null, cancellation);
        await checks.EqualAsync(
            "Infinity asks the shopper", pair.TicketName, "pending", () => stage.TicketFieldAsync(pair.Ticket, "status", cancellation), cancellation);
        await CustodyAsync(stage, checks, pair, "Infinity handed it back", "mercuri, infinity, mercuri", cancellation);
    }

    private static Task CustodyAsync(
        Stage stage, CheckList checks, Pair pair, string name, string expected, CancellationToken cancellation) => checks.EqualAsync(
        name,
        "the case's history",
        expected,
        async () => await stage.Hub.CaseAsync(Stage.CaseOf(pair.Ticket), cancellation) is { } life ? Holders(life) : "no such case",
        cancellation);

    internal static string Holders(JsonElement life) => string.Join(", ", life.Items("custody").Select(span => span.Text("party")));
}
