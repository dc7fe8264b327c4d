using System.Text.Json.Nodes;

using Entente.Demo.Checking;
using Entente.Demo.Trackers;

namespace Entente.Demo.Journeys;

/// <summary>
/// Two trackers are away while people go on in the other two: afterwards everything is there, each ticket's changes in their original order, and
/// nobody had to touch anything.
/// </summary>
internal sealed class OutageJourney : IJourney
{
    private const int Cases = 4;
    private const int Rounds = 5;

    public string Name => "Azure DevOps and Jira are away while 40 changes are made elsewhere";

    public async Task PlayAsync(Stage stage, CheckList checks, CancellationToken cancellation)
    {
        var work = new ChainWork(stage, checks);
        var chains = await Task.WhenAll(Enumerable.Range(1, Cases).Select(n => work.WholeAsync($"Order {n} is stuck", [], cancellation)));
        foreach (var chain in chains)
            await stage.QuietAsync(chain.Pair, checks, cancellation);
        await stage.Sandbox.SpoilAsync(
            "azuredevops", new JsonObject { ["path"] = "/_apis/", ["kind"] = "refuseConnection", ["count"] = null }, cancellation);
        await stage.Sandbox.SpoilAsync(
            "jira", new JsonObject { ["path"] = "/rest/", ["kind"] = "rateLimit", ["retryAfter"] = "2", ["count"] = null }, cancellation);
        var said = await SpeakAsync(stage, chains, cancellation);
        await BothMetAsync(stage, checks, cancellation);
        await stage.Sandbox.ClearFaultsAsync("azuredevops", cancellation);
        await stage.Sandbox.ClearFaultsAsync("jira", cancellation);
        await checks.UntilAsync(() => stage.Hub.IsQuietAsync(cancellation), quiet => quiet, cancellation);
        for (var i = 0; i < Cases; i++)
            await ArrivedAsync(stage, checks, chains[i], said[i], cancellation);
        checks.Equal("nothing of it is parked", "the hub", "0", $"{await ParkedAsync(stage, chains, cancellation)}");
    }

    /// <summary>Ana and John write in turns on every case; the answer is what each wrote, in order.</summary>
    private static async Task<List<(List<string> Ana, List<string> John)>> SpeakAsync(Stage stage, Chain[] chains, CancellationToken cancellation)
    {
        var said = chains.Select(_ => (Ana: new List<string>(), John: new List<string>())).ToList();
        for (var round = 1; round <= Rounds; round++)
            for (var i = 0; i < chains.Length; i++)
            {
                var (pair, incident) = (chains[i].Pair, chains[i].Incident);
                said[i].Ana.Add(stage.Tokens.Expect(TokenKind.Comment, pair.TicketName, Toward.Jira, Toward.ServiceNow, Toward.AzureDevOps));
                await stage.Zendesk.CommentAsync(pair.Ticket, $"The shopper called again {said[i].Ana[^1]}", true, cancellation);
                said[i].John.Add(stage.Tokens.Expect(TokenKind.Comment, incident.Name, Toward.Zendesk, Toward.Jira, Toward.AzureDevOps));
                await stage.ServiceNow.CommentAsync(incident.Id, $"Found another one {said[i].John[^1]}", cancellation);
            }

        return said;
    }

    /// <summary>The outage is real: both trackers turned the hub away at least once.</summary>
    private static async Task BothMetAsync(Stage stage, CheckList checks, CancellationToken cancellation)
    {
        foreach (var product in (string[])["azuredevops", "jira"])
        {
            var spoiled = await checks.UntilAsync(() => stage.Sandbox.SpoiledAsync(product, cancellation), count => count > 0, cancellation);
            checks.Add($"{product} turned the hub away", "the sandbox", spoiled > 0, "at least once", $"{spoiled} times");
        }
    }

    private static async Task ArrivedAsync(
        Stage stage, CheckList checks, Chain chain, (List<string> Ana, List<string> John) said, CancellationToken cancellation)
    {
        async Task Stand(string where, List<string> tokens, Func<Task<IReadOnlyList<string>>> read) => await checks.EqualAsync(
            $"{tokens.Count} changes made meanwhile stand once and in order",
            where,
            string.Join(' ', tokens),
            async () => string.Join(' ', (await read()).SelectMany(text => tokens.Where(token => text.Contains(token, StringComparison.Ordinal)))),
            cancellation);

        Task<IReadOnlyList<string>> Issue() => stage.IssueThreadAsync(chain.Pair.Issue, cancellation);
        Task<IReadOnlyList<string>> Item() => stage.AzureDevOps.ThreadAsync(chain.Item, cancellation);
        await Stand(chain.Pair.IssueName, said.Ana, Issue);
        await Stand(chain.Pair.IssueName, said.John, Issue);
        await Stand(chain.ItemName, said.Ana, Item);
        await Stand(chain.ItemName, said.John, Item);
        await Stand(chain.Pair.TicketName, said.John, () => stage.TicketThreadAsync(chain.Pair.Ticket, cancellation));
        await Stand(chain.Incident.Name, said.Ana, () => stage.ServiceNow.ThreadAsync(chain.Incident.Id, "comments", cancellation));
    }

    private static async Task<int> ParkedAsync(Stage stage, Chain[] chains, CancellationToken cancellation)
    {
        var names = chains.SelectMany(chain => (string[])[Stage.CaseOf(chain.Pair.Ticket), $"jr:{chain.Pair.Issue}", $"sn:{chain.Incident.Number}"]);
        return (await stage.Hub.ParkedAsync(cancellation)).Count(parked => names.Contains(parked.Text("ticket")));
    }
}
