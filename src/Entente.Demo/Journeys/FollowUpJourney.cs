using System.Text.Json;
using System.Text.Json.Nodes;

using Entente.Demo.Checking;
using Entente.Demo.Trackers;

namespace Entente.Demo.Journeys;

/// <summary>A closed ticket in Zendesk is final: what Jira says later goes into a follow-up that names it.</summary>
internal sealed class FollowUpJourney : IJourney
{
    public string Name => "A closed Zendesk ticket gets a follow-up";

    public async Task PlayAsync(Stage stage, CheckList checks, CancellationToken cancellation)
    {
        var pair = await stage.ShareAsync("Gift card is empty", [], checks, cancellation);
        await stage.Jira.MoveAsync(pair.Issue, "Start progress", null, cancellation);
        await stage.Jira.MoveAsync(pair.Issue, "Resolve", "Done", cancellation);
        await checks.EqualAsync(
            "done solves the ticket", pair.TicketName, "solved", () => stage.TicketFieldAsync(pair.Ticket, "status", cancellation), cancellation);
        await stage.Zendesk.UpdateAsync(pair.Ticket, new JsonObject { ["status"] = "closed" }, cancellation);
        await checks.EqualAsync(
            "the issue closes too", pair.IssueName, "Closed", () => stage.IssueFieldAsync(pair.Issue, "status.name", cancellation), cancellation);
        await stage.QuietAsync(pair, checks, cancellation);
        var token = stage.Tokens.Expect(TokenKind.Comment, pair.IssueName, Toward.Zendesk);
        await stage.Jira.CommentAsync(pair.Issue, $"The gift card was charged again {token}", asJohn: false, cancellation);
        var followUp = await checks.FoundAsync(
            "a follow-up appears", $"zendesk, for #{pair.Ticket}", () => FollowUpAsync(stage, pair, cancellation), cancellation);
        var id = long.Parse(followUp);
        await checks.EqualAsync(
            "the comment stands in the follow-up",
            $"zendesk #{id}",
            "1",
            async () =>
                $"{(await stage.Zendesk.CommentsAsync(id, cancellation)).Count(comment => comment.Text("html_body").Contains(token, StringComparison.Ordinal))}",
            cancellation);
        checks.Equal("the closed ticket stays closed", pair.TicketName, "closed", await stage.TicketFieldAsync(pair.Ticket, "status", cancellation));
    }

    private static async Task<string?> FollowUpAsync(Stage stage, Pair pair, CancellationToken cancellation) =>
        (await stage.Zendesk.TicketsAsync(cancellation))
            .Where(ticket => Follows(ticket, pair.Ticket))
            .Select(ticket => ticket.Text("id"))
            .FirstOrDefault();

    private static bool Follows(JsonElement ticket, long original) =>
        ticket.Text("via.source.rel") == "follow_up" && ticket.Text("via.source.from.ticket_id") == $"{original}";
}
