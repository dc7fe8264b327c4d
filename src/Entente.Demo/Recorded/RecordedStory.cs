using Entente.Demo.Checking;
using Entente.Demo.Telling;
using Entente.Demo.Trackers.Shelves;

namespace Entente.Demo.Recorded;

/// <summary>
/// Links recorded tickets of all trackers under an accord of its own, syncs, compares field by field, comments at both ends, edits at the far end and
/// syncs back.
/// </summary>
public sealed class RecordedStory
{
    private readonly Stage stage;
    private readonly StoryTeller teller;
    private readonly CheckList checks;
    private readonly FieldTally tally = new();
    private IReadOnlyList<ITicketShelf> shelves = [];
    private IReadOnlyList<RecordedTicket> recorded = [];
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

    private IEnumerable<RecordedTicket> Twinned => recorded.Where(pair => pair.Twin is not null);

    private async Task StepsAsync(string folder, CancellationToken cancellation)
    {
        teller.Journey("Load recorded tickets and share them by a visible mark");
        var load = await RecordedLoad.RunAsync(stage, folder, cancellation);
        notTaken = load.NotTaken;
        shelves = stage.Shelves(load.Projects);
        recorded = await new RecordedSharing(stage.Tokens, notTaken).ShareAsync(shelves, cancellation);
        await checks.EqualAsync(
            "every shared ticket has its twin",
            "all trackers",
            $"{recorded.Count} of {recorded.Count}",
            () => TwinsAsync(cancellation),
            cancellation);
        await stage.QuietAsync(checks, cancellation);
        foreach (var pair in Twinned)
            FieldComparison.Compare(
                pair, await pair.From.FieldsAsync(pair.Source, cancellation), await pair.To.FieldsAsync(pair.Twin!, cancellation), tally);
        teller.Journey("Comment at both ends and edit at the far end");
        await CommentAsync(cancellation);
        foreach (var pair in Twinned)
            await pair.To.RetitleAsync(pair.Twin!, Edited(pair), cancellation);
        await checks.EqualAsync("every comment arrived once and in order", "all trackers", "", () => MissingAsync(cancellation), cancellation);
        await checks.EqualAsync("every far edit came back", "all trackers", "0 missing", () => EditsMissingAsync(cancellation), cancellation);
        await stage.QuietAsync(checks, cancellation);
    }

    private async Task<string> TwinsAsync(CancellationToken cancellation)
    {
        foreach (var way in recorded.Where(pair => pair.Twin is null).GroupBy(pair => pair.To))
        {
            var tickets = await way.Key.TicketsAsync(cancellation);
            foreach (var pair in way)
                pair.Twin = tickets.FirstOrDefault(ticket => ticket.Title.Contains(pair.Token, StringComparison.Ordinal))?.Id;
        }

        return $"{Twinned.Count()} of {recorded.Count}";
    }

    private async Task CommentAsync(CancellationToken cancellation)
    {
        foreach (var pair in Twinned)
            foreach (var asOther in new[] { false, true })
            {
                var there = stage.Tokens.Expect(TokenKind.Comment, $"{pair.From.Product} {pair.Source}", pair.To.Tracker);
                await pair.From.CommentAsync(pair.Source, $"From the source {there}", asOther, cancellation);
                var back = stage.Tokens.Expect(TokenKind.Comment, $"{pair.To.Product} {pair.Twin}", pair.From.Tracker);
                await pair.To.CommentAsync(pair.Twin!, $"From the twin {back}", asOther, cancellation);
            }
    }

    /// <summary>The title that the far side gives, which must come back.</summary>
    private static string Edited(RecordedTicket pair) => $"Seen {pair.Token}";

    private async Task<string> EditsMissingAsync(CancellationToken cancellation)
    {
        var missing = 0;
        foreach (var source in Twinned.GroupBy(pair => pair.From))
        {
            var tickets = await source.Key.TicketsAsync(cancellation);
            var titles = tickets.ToDictionary(ticket => ticket.Id, ticket => ticket.Title, StringComparer.Ordinal);
            missing += source.Count(pair => titles[pair.Source] != Edited(pair));
        }

        return $"{missing} missing";
    }

    private async Task<string> MissingAsync(CancellationToken cancellation) =>
        string.Join("; ", (await ArrivalAudit.RunAsync(stage.Tokens, shelves, cancellation)).Findings.Take(5));

    private async Task<DemoReport> ReportAsync(CancellationToken cancellation)
    {
        var audit = await ArrivalAudit.RunAsync(stage.Tokens, shelves, cancellation);
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
