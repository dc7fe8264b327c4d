using System.Text.Json.Nodes;

using Entente.Demo.Checking;
using Entente.Demo.Trackers;

namespace Entente.Demo.Journeys;

/// <summary>A question that an agent answers at first contact: nothing of it leaves Mercuri.</summary>
internal sealed class HowToJourney : IJourney
{
    public string Name => "A how-to question is answered at Mercuri and never leaves";

    public async Task PlayAsync(Stage stage, CheckList checks, CancellationToken cancellation)
    {
        var token = stage.Tokens.Keep(Toward.Zendesk);
        var fields = new JsonObject
        {
            ["subject"] = $"How do I view my invoice {token}",
            ["comment"] = new JsonObject { ["html_body"] = $"<p>Where is the PDF {token}?</p>" },
            ["type"] = "question",
            ["priority"] = "low",
            ["tags"] = new JsonArray("invoices"),
            ["assignee_id"] = await stage.Zendesk.PersonAsync(stage.Zendesk.Agent, cancellation),
        };
        var ticket = await stage.Zendesk.RaiseAsync(fields, cancellation);
        await stage.Zendesk.CommentAsync(ticket, $"Under Orders, then Invoice {token}", true, cancellation);
        await stage.Zendesk.UpdateAsync(ticket, new JsonObject { ["status"] = "solved" }, cancellation);
        var at = $"zendesk #{ticket}";
        checks.Equal("it is solved", at, "solved", await stage.TicketFieldAsync(ticket, "status", cancellation));
        await PassedByAsync(stage, checks, cancellation);
        checks.Equal("it is no issue", "jira", "none", await stage.IssueWithAsync(token, cancellation) ?? "none");
        checks.Equal("it is no incident", "servicenow", "none", (await stage.IncidentWithAsync(token, cancellation))?.Number ?? "none");
        checks.Equal("it is no work item", "azuredevops", "none", await stage.ItemWithAsync(token, cancellation) ?? "none");
        checks.Equal("nobody but its people wrote on it", at, "1", $"{(await stage.TicketThreadAsync(ticket, cancellation)).Count}");
    }

    /// <summary>Waits until the hub has looked at Zendesk twice more: whatever it would have done with the ticket, it has begun.</summary>
    private static async Task PassedByAsync(Stage stage, CheckList checks, CancellationToken cancellation)
    {
        var since = await stage.Sandbox.LastRequestAsync("zendesk", cancellation);
        await checks.UntilAsync(
            () => stage.Sandbox.RequestsAsync("zendesk", since, cancellation),
            requests => requests.Count(request => request.Text("path").Contains("/incremental/", StringComparison.Ordinal)) >= 2,
            cancellation);
    }
}
