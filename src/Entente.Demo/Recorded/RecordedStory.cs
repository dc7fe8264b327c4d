using System.Text.Json.Nodes;

using Entente.Demo.Checking;
using Entente.Demo.Telling;
using Entente.Demo.Trackers;

namespace Entente.Demo.Recorded;

/// <summary>Links recorded tickets both ways under an accord of its own, syncs, edits, comments, syncs back, and compares field by field.</summary>
public sealed class RecordedStory
{
    private const string Mark = "recorded";
    private readonly Stage stage;
    private readonly StoryTeller teller;
    private readonly CheckList checks;
    private readonly List<RecordedTicket> recorded = [];
    private List<string> notTaken = [];

    public RecordedStory(HttpMessageInvoker http, DemoTargets targets, TimeProvider time, StoryTeller teller)
    {
        stage = new Stage(http, targets, time);
        this.teller = teller;
        checks = new CheckList(time, teller.Tell) { Patience = TimeSpan.FromMinutes(4) };
    }

    /// <summary>Plays with the records in <paramref name="folder"/>: <c>PRODUCT/*.jsonl</c>.</summary>
    public async Task<DemoReport> PlayAsync(string folder, CancellationToken cancellation)
    {
        try
        {
            await teller.PlayAsync(() => StepsAsync(folder, cancellation));
        }
        catch (DemoException failure)
        {
            checks.Add("the recorded tickets go their way", folder, false, "no failure", failure.Message);
        }

        return await ReportAsync(cancellation);
    }

    private async Task StepsAsync(string folder, CancellationToken cancellation)
    {
        teller.Journey("Load recorded tickets and share them by a visible mark");
        var load = await RecordedLoad.RunAsync(stage, folder, cancellation);
        notTaken = load.NotTaken;
        await ShareAsync(load, cancellation);
        await TwinsAsync("every shared ticket has its twin", cancellation);
        teller.Journey("Comment at both ends and edit at the far end");
        await CommentAsync(cancellation);
        await EditAsync(cancellation);
        await checks.EqualAsync("every comment arrived once and in order", "both trackers", "", () => MissingAsync(cancellation), cancellation);
        await checks.EqualAsync("every far edit came back", "both trackers", "0 missing", () => EditsMissingAsync(cancellation), cancellation);
        await stage.QuietAsync(checks, cancellation);
    }

    private async Task ShareAsync(RecordedLoad load, CancellationToken cancellation)
    {
        var closed = 0;
        var issues = load.Projects.Count == 0
            ? []
            : await stage.Jira.SearchAsync($"project in ({string.Join(", ", load.Projects.Select(key => $"\"{key}\""))})", cancellation);
        foreach (var ticket in await stage.Zendesk.TicketsAsync(cancellation))
        {
            if (ticket.Text("status") == "closed")
            {
                closed++;
                continue;
            }

            var token = stage.Tokens.Expect(TokenKind.Title, ticket.Text("id"), Toward.Jira);
            var title = $"{ticket.Text("subject")} {token}";
            recorded.Add(new RecordedTicket(Toward.Zendesk, ticket.Text("id"), title, token));
            var changes = new JsonObject { ["subject"] = title, ["additional_tags"] = new JsonArray(Mark) };
            await stage.Zendesk.UpdateAsync(ticket.GetProperty("id").GetInt64(), changes, cancellation);
        }

        if (closed > 0)
            notTaken.Add($"zendesk: {closed} closed tickets are not shared, since Zendesk lets nobody tag, edit or comment a closed ticket");
        foreach (var issue in issues)
        {
            var token = stage.Tokens.Expect(TokenKind.Title, issue.Text("key"), Toward.Zendesk);
            var title = $"{issue.Text("fields.summary")} {token}";
            recorded.Add(new RecordedTicket(Toward.Jira, issue.Text("key"), title, token));
            await stage.Jira.EditAsync(issue.Text("key"), new JsonObject { ["summary"] = title }, cancellation);
            await stage.Jira.LabelAsync(issue.Text("key"), Mark, cancellation);
        }
    }

    private Task TwinsAsync(string name, CancellationToken cancellation) => checks.EqualAsync(
        name,
        "both trackers",
        $"{recorded.Count} of {recorded.Count}",
        async () =>
        {
            var issues = await stage.Jira.SearchAsync("project = SHOP", cancellation);
            var tickets = await stage.Zendesk.TicketsAsync(cancellation);
            foreach (var pair in recorded.Where(pair => pair.Twin is null))
                pair.Twin = pair.From == Toward.Zendesk
                    ? issues.Where(issue => issue.Text("fields.summary").Contains(pair.Token, StringComparison.Ordinal))
                        .Select(issue => issue.Text("key")).FirstOrDefault()
                    : tickets.Where(ticket => ticket.Text("subject").Contains(pair.Token, StringComparison.Ordinal))
                        .Select(ticket => ticket.Text("id")).FirstOrDefault();
            return $"{recorded.Count(pair => pair.Twin is not null)} of {recorded.Count}";
        },
        cancellation);

    private async Task CommentAsync(CancellationToken cancellation)
    {
        foreach (var pair in Twinned)
            for (var i = 0; i < 2; i++)
            {
                var toJira = stage.Tokens.Expect(TokenKind.Comment, pair.Zendesk, Toward.Jira);
                await stage.Zendesk.CommentAsync(long.Parse(pair.Zendesk), $"From Care {toJira}", true, cancellation);
                var toZendesk = stage.Tokens.Expect(TokenKind.Comment, pair.Jira, Toward.Zendesk);
                await stage.Jira.CommentAsync(pair.Jira, $"From Delivery {toZendesk}", i == 1, cancellation);
            }
    }

    /// <summary>The far side gives every title a second token, which must come back.</summary>
    private async Task EditAsync(CancellationToken cancellation)
    {
        foreach (var pair in Twinned)
            if (pair.From == Toward.Zendesk)
                await stage.Jira.EditAsync(pair.Jira, new JsonObject { ["summary"] = $"Seen {pair.Token}" }, cancellation);
            else
                await stage.Zendesk.UpdateAsync(long.Parse(pair.Zendesk), new JsonObject { ["subject"] = $"Seen {pair.Token}" }, cancellation);
    }

    private async Task<string> EditsMissingAsync(CancellationToken cancellation)
    {
        var missing = 0;
        var tickets = (await stage.Zendesk.TicketsAsync(cancellation)).ToDictionary(
            ticket => ticket.Text("id"), ticket => ticket.Text("subject"), StringComparer.Ordinal);
        foreach (var pair in Twinned)
        {
            var title = pair.From == Toward.Zendesk ? tickets[pair.Source] : await stage.IssueFieldAsync(pair.Source, "summary", cancellation);
            missing += title == $"Seen {pair.Token}" ? 0 : 1;
        }

        return $"{missing} missing";
    }

    private async Task<string> MissingAsync(CancellationToken cancellation) => string.Join("; ", (await AuditAsync(cancellation)).Findings.Take(5));

    private async Task<AuditResult> AuditAsync(CancellationToken cancellation)
    {
        var keys = Twinned.Where(pair => pair.From == Toward.Jira).Select(pair => pair.Jira).ToList();
        return await ArrivalAudit.RunAsync(stage, keys, cancellation);
    }

    private IEnumerable<RecordedTicket> Twinned => recorded.Where(pair => pair.Twin is not null);

    private async Task<DemoReport> ReportAsync(CancellationToken cancellation)
    {
        var tally = new FieldTally();
        foreach (var pair in Twinned)
            FieldComparison.Compare(
                pair, await stage.Zendesk.TicketAsync(long.Parse(pair.Zendesk), cancellation), await stage.Jira.IssueAsync(pair.Jira, cancellation),
                tally);
        var audit = await AuditAsync(cancellation);
        foreach (var finding in audit.Findings.Take(20))
            teller.Line($"  FAILED  {finding}");
        var summary = await SummaryOf.HubAsync(stage, cancellation);
        return new DemoReport(
            [new JourneyReport("Recorded tickets", checks.IsOk, checks.Checks)],
            [],
            summary with { Lost = audit.Lost, Duplicates = audit.Duplicates, OutOfOrder = audit.OutOfOrder },
            tally.Reports,
            notTaken);
    }
}
