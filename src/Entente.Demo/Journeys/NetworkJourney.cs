using Entente.Demo.Checking;

namespace Entente.Demo.Journeys;

/// <summary>A network fault needs nobody's e-mail to reach the one who can mend it.</summary>
internal sealed class NetworkJourney : IJourney
{
    public string Name => "A network fault ends with Marco in Azure DevOps";

    public async Task PlayAsync(Stage stage, CheckList checks, CancellationToken cancellation)
    {
        var work = new ChainWork(stage, checks);
        var chain = await work.WholeAsync("Network connection drops at checkout", [], cancellation);
        await checks.EqualAsync(
            "it is assigned to Marco", chain.ItemName, stage.Targets.Cast.Marco.User,
            () => stage.AzureDevOps.FieldAsync(chain.Item, "System.AssignedTo", cancellation), cancellation);
        var token = stage.Tokens.Expect(TokenKind.Comment, chain.ItemName, Toward.Zendesk, Toward.Jira, Toward.ServiceNow);
        await stage.AzureDevOps.CommentAsync(chain.Item, $"A router was replaced {token}", asMarco: true, cancellation);
        await stage.AzureDevOps.MoveAsync(chain.Item, "Resolved", cancellation);
        await checks.HoldsAsync(
            "Mercuri reads it under Marco's name", chain.Pair.TicketName, "Marco",
            async () => (await stage.TicketThreadAsync(chain.Pair.Ticket, cancellation))
                .FirstOrDefault(text => text.Contains(token, StringComparison.Ordinal)) ?? "",
            cancellation);
        await work.IncidentStateAsync("his fix resolves the incident", chain.Incident, "6", cancellation);
    }
}
