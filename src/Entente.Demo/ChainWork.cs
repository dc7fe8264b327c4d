using System.Text.Json.Nodes;

using Entente.Demo.Checking;

namespace Entente.Demo;

/// <summary>What the people of the story do, step by step, to move a case along its four trackers.</summary>
internal sealed class ChainWork(Stage stage, CheckList checks)
{
    /// <summary>Mercuri raises a ticket and hands it to Infinity, Elaine to the architects, John to Global.</summary>
    public async Task<Chain> WholeAsync(string title, JsonObject fields, CancellationToken cancellation)
    {
        var pair = await EscalatedAsync(title, fields, cancellation);
        await stage.Jira.AssignAsync(pair.Issue, stage.Targets.Cast.Elaine.User, cancellation);
        var incident = await ToArchitectsAsync(pair, cancellation);
        return new Chain(pair, incident, await ToGlobalAsync(pair, incident, cancellation));
    }

    /// <summary>A shared ticket that Mercuri's agents gave up on.</summary>
    public Task<Pair> EscalatedAsync(string title, JsonObject fields, CancellationToken cancellation)
    {
        fields["tags"] = new JsonArray("checkout", "escalated");
        return stage.ShareAsync(title, fields, checks, cancellation);
    }

    /// <summary>Elaine labels the issue for analysis, which makes it an incident.</summary>
    public async Task<Incident> ToArchitectsAsync(Pair pair, CancellationToken cancellation)
    {
        stage.Tokens.ExpectAlso(pair.Token, TokenKind.Title, pair.IssueName, Toward.ServiceNow);
        await stage.Jira.LabelAsync(pair.Issue, "analysis", cancellation);
        return await checks.FoundAsync(
            "the issue appears as an incident", $"servicenow, for {pair.IssueName}", () => stage.IncidentWithAsync(pair.Token, cancellation),
            cancellation);
    }

    /// <summary>John names Global as the party that is waited for, which makes the incident a work item.</summary>
    public async Task<string> ToGlobalAsync(Pair pair, Incident incident, CancellationToken cancellation)
    {
        stage.Tokens.ExpectAlso(pair.Token, TokenKind.Title, incident.Name, Toward.AzureDevOps);
        await stage.ServiceNow.UpdateAsync(incident.Id, new JsonObject { ["u_waiting_on"] = "global" }, cancellation);
        return await checks.FoundAsync(
            "the incident appears as a work item", $"azuredevops, for {incident.Name}", () => stage.ItemWithAsync(pair.Token, cancellation),
            cancellation);
    }

    /// <summary>The status of the Zendesk ticket becomes the expected one.</summary>
    public Task TicketStatusAsync(string name, Pair pair, string expected, CancellationToken cancellation) =>
        checks.EqualAsync(name, pair.TicketName, expected, () => stage.TicketFieldAsync(pair.Ticket, "status", cancellation), cancellation);

    public Task IssueStatusAsync(string name, Pair pair, string expected, CancellationToken cancellation) =>
        checks.EqualAsync(name, pair.IssueName, expected, () => stage.IssueFieldAsync(pair.Issue, "status.name", cancellation), cancellation);

    public Task IncidentStateAsync(string name, Incident incident, string expected, CancellationToken cancellation) =>
        checks.EqualAsync(name, incident.Name, expected, () => stage.IncidentFieldAsync(incident, "state", cancellation), cancellation);

    public Task ItemStateAsync(string name, Chain chain, string expected, CancellationToken cancellation) =>
        checks.EqualAsync(name, chain.ItemName, expected, () => stage.AzureDevOps.FieldAsync(chain.Item, "System.State", cancellation), cancellation);

    /// <summary>What everybody reads in every tracker of the case: who has it now. Told last, so it also says that the news went round.</summary>
    public async Task HolderAsync(Chain chain, string holder, CancellationToken cancellation)
    {
        foreach (var (where, read) in Notes(chain, cancellation))
            await checks.EqualAsync(
                $"people read that {holder} has it", where, $"{holder} has this case now.", async () => Last(await read()), cancellation);
    }

    private IEnumerable<(string Where, Func<Task<IReadOnlyList<string>>> Read)> Notes(Chain chain, CancellationToken cancellation) =>
    [
        (chain.Pair.TicketName, () => stage.TicketThreadAsync(chain.Pair.Ticket, cancellation)),
        (chain.Pair.IssueName, () => stage.IssueThreadAsync(chain.Pair.Issue, cancellation)),
        (chain.Incident.Name, () => stage.ServiceNow.ThreadAsync(chain.Incident.Id, "work_notes", cancellation)),
        (chain.ItemName, () => stage.AzureDevOps.ThreadAsync(chain.Item, cancellation)),
    ];

    /// <summary>The last text that says who has the case, from the party's name on.</summary>
    private static string Last(IReadOnlyList<string> thread)
    {
        const string Says = "has this case now.";
        var last = thread.LastOrDefault(text => text.Contains(Says, StringComparison.Ordinal)) ?? "nothing";
        var end = last.IndexOf(Says, StringComparison.Ordinal);
        if (end < 0)
            return last;
        var start = last.LastIndexOfAny(['>', '\n', ']'], end) + 1;
        return last[start..(end + Says.Length)].Trim();
    }
}
