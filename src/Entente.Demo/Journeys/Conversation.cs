using Entente.Demo.Checking;

namespace Entente.Demo.Journeys;

/// <summary>
/// Everybody who works on a case says something in their own tracker; each word stands once in every tracker, in order, under its author's name.
/// </summary>
internal sealed class Conversation(Stage stage, CheckList checks, Chain chain)
{
    private readonly List<(string Author, string Token)> said = [];

    public async Task HoldAsync(CancellationToken cancellation)
    {
        await NotesAsync(cancellation);
        await SayAsync(
            "Ana Agent", Toward.Zendesk,
            token => stage.Zendesk.CommentAsync(chain.Pair.Ticket, $"It happens every time {token}", true, cancellation), cancellation);
        await SayAsync(
            "Sam Shopper", Toward.Zendesk,
            token => stage.Zendesk.CommentAsShopperAsync(chain.Pair.Ticket, $"On my phone too {token}", cancellation), cancellation);
        await SayAsync(
            "Elaine", Toward.Jira,
            token => stage.Jira.CommentAsync(chain.Pair.Issue, $"Since the last release {token}", asJohn: false, cancellation), cancellation);
        await SayAsync(
            "John Architect", Toward.ServiceNow,
            token => stage.ServiceNow.CommentAsync(chain.Incident.Id, $"The cart's limit is the cause {token}", cancellation), cancellation);
        await SayAsync(
            "David", Toward.AzureDevOps,
            token => stage.AzureDevOps.CommentAsync(chain.Item, $"We deploy at 18:00 {token}", asMarco: false, cancellation), cancellation);
    }

    /// <summary>What is internal in one tracker stays there; the end of the story looks for it everywhere else.</summary>
    private async Task NotesAsync(CancellationToken cancellation)
    {
        await stage.Zendesk.CommentAsync(chain.Pair.Ticket, $"A difficult customer {stage.Tokens.Keep(Toward.Zendesk)}", false, cancellation);
        await stage.Jira.NoteAsync(chain.Pair.Issue, $"Our own mistake {stage.Tokens.Keep(Toward.Jira)}", cancellation);
        await stage.ServiceNow.NoteAsync(chain.Incident.Id, $"Ask legal first {stage.Tokens.Keep(Toward.ServiceNow)}", cancellation);
        await stage.AzureDevOps.CommentAsync(
            chain.Item, $"[internal] Not before Friday {stage.Tokens.Keep(Toward.AzureDevOps)}", asMarco: true, cancellation);
    }

    private async Task SayAsync(string author, Toward home, Func<string, Task> say, CancellationToken cancellation)
    {
        Toward[] elsewhere = [.. stage.Trackers.Where(tracker => tracker != home)];
        var token = stage.Tokens.Expect(TokenKind.Comment, $"{home} of {chain.Pair.TicketName}", elsewhere);
        said.Add((author, token));
        await say(token);
        foreach (var (tracker, where, read) in Threads(cancellation))
        {
            var thread = await checks.UntilAsync(read, texts => Order(texts) == Order(said), cancellation);
            checks.Equal($"{said.Count} comments stand once and in order", where, Order(said), Order(thread));
            if (tracker != home)
                checks.Holds(
                    $"the comment names {author}", where, author,
                    thread.FirstOrDefault(text => text.Contains(token, StringComparison.Ordinal)) ?? "");
        }
    }

    private IEnumerable<(Toward Tracker, string Where, Func<Task<IReadOnlyList<string>>> Read)> Threads(CancellationToken cancellation) =>
    [
        (Toward.Zendesk, chain.Pair.TicketName, () => stage.TicketThreadAsync(chain.Pair.Ticket, cancellation)),
        (Toward.Jira, chain.Pair.IssueName, () => stage.IssueThreadAsync(chain.Pair.Issue, cancellation)),
        (Toward.ServiceNow, chain.Incident.Name, () => stage.ServiceNow.ThreadAsync(chain.Incident.Id, "comments", cancellation)),
        (Toward.AzureDevOps, chain.ItemName, () => stage.AzureDevOps.ThreadAsync(chain.Item, cancellation)),
    ];

    private string Order(IReadOnlyList<string> thread) => string.Join(
        ' ', thread.SelectMany(text => said.Select(one => one.Token).Where(token => text.Contains(token, StringComparison.Ordinal))));

    private static string Order(List<(string Author, string Token)> said) => string.Join(' ', said.Select(one => one.Token));
}
