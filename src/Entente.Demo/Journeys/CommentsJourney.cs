using Entente.Demo.Checking;

namespace Entente.Demo.Journeys;

/// <summary>Public comments cross once and in order with their author's name; internal notes stay home.</summary>
internal sealed class CommentsJourney : IJourney
{
    private const int Several = 3;

    public string Name => "Public comments cross both ways, internal notes stay home";

    public async Task PlayAsync(Stage stage, CheckList checks, CancellationToken cancellation)
    {
        var pair = await stage.ShareAsync("Coupon is not accepted", [], checks, cancellation);
        var (kept, alsoKept) = (stage.Tokens.Keep(Toward.Zendesk), stage.Tokens.Keep(Toward.Jira));
        var toJira = await SpeakInZendeskAsync(stage, pair, kept, cancellation);
        await ArrivalAsync(checks, pair.IssueName, toJira, () => stage.IssueThreadAsync(pair.Issue, cancellation), cancellation);
        var toZendesk = await SpeakInJiraAsync(stage, pair, alsoKept, cancellation);
        await ArrivalAsync(checks, pair.TicketName, toZendesk, () => stage.TicketThreadAsync(pair.Ticket, cancellation), cancellation);
        await AuthorsAsync(stage, checks, pair, toJira, toZendesk, cancellation);
        await stage.QuietAsync(pair, checks, cancellation);
        var all = string.Join(
            '\n', [.. await stage.IssueThreadAsync(pair.Issue, cancellation), .. await stage.TicketThreadAsync(pair.Ticket, cancellation)]);
        foreach (var token in new[] { kept, alsoKept })
            checks.Equal("an internal note stands where it was written and nowhere else", "both trackers", "1", $"{all.Split(token).Length - 1}");
    }

    private static async Task<List<string>> SpeakInZendeskAsync(Stage stage, Pair pair, string kept, CancellationToken cancellation)
    {
        var tokens = new List<string>();
        for (var i = 0; i < Several; i++)
        {
            tokens.Add(stage.Tokens.Expect(TokenKind.Comment, pair.TicketName, Toward.Jira));
            if (i == 1)
                await stage.Zendesk.CommentAsShopperAsync(pair.Ticket, $"It said <b>{tokens[i]}</b>", cancellation);
            else
                await stage.Zendesk.CommentAsync(pair.Ticket, $"The shopper tried again {tokens[i]}", true, cancellation);
        }

        await stage.Zendesk.CommentAsync(pair.Ticket, $"A difficult customer {kept}", false, cancellation);
        return tokens;
    }

    private static async Task<List<string>> SpeakInJiraAsync(Stage stage, Pair pair, string kept, CancellationToken cancellation)
    {
        var tokens = new List<string>();
        await stage.Jira.NoteAsync(pair.Issue, $"Our own mistake {kept}", cancellation);
        for (var i = 0; i < Several; i++)
        {
            tokens.Add(stage.Tokens.Expect(TokenKind.Comment, pair.IssueName, Toward.Zendesk));
            await stage.Jira.CommentAsync(pair.Issue, $"We deploy at 18:00 {tokens[i]}", asJohn: i == 1, cancellation);
        }

        return tokens;
    }

    private static Task ArrivalAsync(
        CheckList checks, string where, List<string> tokens, Func<Task<IReadOnlyList<string>>> thread, CancellationToken cancellation) =>
        checks.EqualAsync(
            $"{tokens.Count} comments in quick succession stand once and in order",
            where,
            string.Join(' ', tokens),
            async () => string.Join(' ', (await thread()).SelectMany(text => tokens.Where(token => text.Contains(token, StringComparison.Ordinal)))),
            cancellation);

    private static async Task AuthorsAsync(
        Stage stage, CheckList checks, Pair pair, List<string> toJira, List<string> toZendesk, CancellationToken cancellation)
    {
        var issue = await stage.IssueThreadAsync(pair.Issue, cancellation);
        var ticket = await stage.TicketThreadAsync(pair.Ticket, cancellation);
        Names(checks, pair.IssueName, issue, toJira[0], "Ana Agent");
        Names(checks, pair.IssueName, issue, toJira[1], "Sam Shopper");
        Names(checks, pair.TicketName, ticket, toZendesk[0], "Elaine");
        Names(checks, pair.TicketName, ticket, toZendesk[1], "John");
    }

    private static void Names(CheckList checks, string where, IReadOnlyList<string> thread, string token, string author)
    {
        var text = thread.FirstOrDefault(each => each.Contains(token, StringComparison.Ordinal)) ?? "";
        checks.Add($"the comment names {author}", where, text.Contains(author, StringComparison.Ordinal), author, text);
    }
}
