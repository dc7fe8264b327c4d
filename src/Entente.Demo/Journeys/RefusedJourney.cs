using System.Text.Json;
using System.Text.Json.Nodes;

using Entente.Demo.Checking;
using Entente.Demo.Trackers;

namespace Entente.Demo.Journeys;

/// <summary>Jira's workflow refuses one ticket: it is parked with its reason, all others go on, and when the cause is gone so does it.</summary>
internal sealed class RefusedJourney : IJourney
{
    private const string RootCause = "Root cause";

    public string Name => "One ticket that Jira refuses is parked, everything else goes on";

    public async Task PlayAsync(Stage stage, CheckList checks, CancellationToken cancellation)
    {
        var refused = await stage.ShareAsync("Orders are lost at night", [], checks, cancellation);
        await stage.Jira.LabelAsync(refused.Issue, "postmortem", cancellation);
        await stage.Jira.MoveAsync(refused.Issue, "Start progress", null, cancellation);
        await checks.EqualAsync(
            "work begins", refused.TicketName, "open", () => stage.TicketFieldAsync(refused.Ticket, "status", cancellation), cancellation);
        await stage.Zendesk.UpdateAsync(refused.Ticket, new JsonObject { ["status"] = "solved" }, cancellation);
        var parked = await checks.UntilAsync(() => ParkedAsync(stage, refused, cancellation), found => found is not null, cancellation);
        Explain(checks, refused, parked);
        checks.Equal(
            "Jira did not resolve it", refused.IssueName, "In Progress", await stage.IssueFieldAsync(refused.Issue, "status.name", cancellation));
        await OthersAsync(stage, checks, cancellation);
    }

    private static void Explain(CheckList checks, Pair refused, JsonElement? parked)
    {
        var message = parked?.Text("message") ?? "";
        checks.Add("it is parked", refused.IssueName, parked is not null, "parked", parked is null ? "not parked" : "parked");
        checks.Add(
            "the reason names what is missing",
            refused.IssueName,
            message.Contains(RootCause, StringComparison.OrdinalIgnoreCase) || message.Contains("customfield_10901", StringComparison.Ordinal),
            RootCause,
            message);
        checks.Add("it says what to do", refused.IssueName, parked?.Text("remedy").Length > 0, "a remedy", parked?.Text("remedy") ?? "");
    }

    private static async Task OthersAsync(Stage stage, CheckList checks, CancellationToken cancellation)
    {
        var other = await stage.ShareAsync("Delivery date is missing", [], checks, cancellation);
        var token = stage.Tokens.Expect(TokenKind.Comment, other.TicketName, Toward.Jira);
        await stage.Zendesk.CommentAsync(other.Ticket, $"It is the same for every order {token}", true, cancellation);
        await checks.EqualAsync(
            "meanwhile another ticket goes on",
            other.IssueName,
            "1",
            async () => $"{(await stage.IssueThreadAsync(other.Issue, cancellation)).Count(text => text.Contains(token, StringComparison.Ordinal))}",
            cancellation);
    }

    private static async Task<JsonElement?> ParkedAsync(Stage stage, Pair pair, CancellationToken cancellation)
    {
        foreach (var parked in await stage.Hub.ParkedAsync(cancellation))
            if (parked.Text("ticket") is { } ticket && (ticket == $"jr:{pair.Issue}" || ticket == Stage.CaseOf(pair.Ticket)))
                return parked;
        return null;
    }
}
