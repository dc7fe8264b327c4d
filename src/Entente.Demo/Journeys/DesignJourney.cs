using Entente.Demo.Checking;
using Entente.Demo.Trackers;

namespace Entente.Demo.Journeys;

/// <summary>A question between Infinity's two departments: John answers in ServiceNow, Elaine follows in Jira, no other party hears of it.</summary>
internal sealed class DesignJourney : IJourney
{
    public string Name => "John answers a design question in ServiceNow, Elaine follows in Jira";

    public async Task PlayAsync(Stage stage, CheckList checks, CancellationToken cancellation)
    {
        var work = new ChainWork(stage, checks);
        var token = stage.Tokens.Next();
        var key = await stage.Jira.RaiseAsync("Task", $"Which cache holds the cart {token}", "Before we change it.", cancellation);
        stage.Remember($"jr {key}", $"jr:{key}");
        var pair = new Pair(0, key, token);
        await stage.Jira.AssignAsync(key, stage.Targets.Cast.Elaine.User, cancellation);
        await stage.Jira.MoveAsync(key, "Start progress", null, cancellation);
        var incident = await work.ToArchitectsAsync(pair, cancellation);
        checks.Equal("it is a request", incident.Name, "request", await stage.IncidentFieldAsync(incident, "u_class", cancellation));
        var shown = await stage.ServiceNow.ShownAsync(incident.Id, cancellation);
        checks.Equal("Elaine is its caller", incident.Name, "Elaine Lead", shown.Text("caller_id"));
        var answer = stage.Tokens.Expect(TokenKind.Comment, incident.Name, Toward.Jira);
        await stage.ServiceNow.CommentAsync(incident.Id, $"The session's, not the shop's {answer}", cancellation);
        await checks.HoldsAsync(
            "Elaine reads John's answer", pair.IssueName, "John Architect",
            async () => (await stage.IssueThreadAsync(key, cancellation))
                .FirstOrDefault(text => text.Contains(answer, StringComparison.Ordinal)) ?? "",
            cancellation);
        await stage.ServiceNow.ResolveAsync(incident.Id, "Answered.", cancellation);
        await work.IssueStatusAsync("the answer waits for Elaine", pair, "In Review", cancellation);
        await stage.Jira.MoveAsync(key, "Resolve", "Done", cancellation);
        await stage.QuietAsync($"jr:{key}", checks, cancellation);
        checks.Equal(
            "Mercuri has no ticket of it", "zendesk", "0",
            $"{(await stage.Zendesk.TicketsAsync(cancellation)).Count(ticket => ticket.Text("subject").Contains(token, StringComparison.Ordinal))}");
        checks.Equal("Global has no work item of it", "azuredevops", "none", await stage.ItemWithAsync(token, cancellation) ?? "none");
        checks.Equal("the incident stays resolved", incident.Name, "6", await stage.IncidentFieldAsync(incident, "state", cancellation));
    }
}
