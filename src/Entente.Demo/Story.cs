using Entente.Demo.Checking;
using Entente.Demo.Journeys;
using Entente.Demo.Telling;

namespace Entente.Demo;

/// <summary>Plays the journeys one after another and judges at the end what arrived.</summary>
public sealed class Story
{
    // The refused ticket comes last: its parked side keeps an effect open, and the others wait until nothing is.
    private static readonly IJourney[] Journeys =
    [
        new BugJourney(), new CommentsJourney(), new StatusJourney(), new WebhookJourney(), new TimeoutJourney(), new ConflictJourney(),
        new FollowUpJourney(), new CostJourney(), new HandoffJourney(), new RefusedJourney(),
    ];
    private readonly Stage stage;
    private readonly StoryTeller teller;

    /// <param name="http">Sends the demo's calls; must not follow redirects with credentials.</param>
    public Story(HttpMessageInvoker http, DemoTargets targets, TimeProvider time, StoryTeller teller)
    {
        stage = new Stage(http, targets, time);
        this.teller = teller;
    }

    /// <summary>Plays everything; a journey that fails does not end the others.</summary>
    public async Task<DemoReport> PlayAsync(CancellationToken cancellation)
    {
        var journeys = new List<JourneyReport>();
        await teller.PlayAsync(async () =>
        {
            foreach (var journey in Journeys)
                journeys.Add(await PlayAsync(journey, cancellation));
        });
        return await ReportAsync(journeys, cancellation);
    }

    private async Task<JourneyReport> PlayAsync(IJourney journey, CancellationToken cancellation)
    {
        teller.Journey(journey.Name);
        var checks = new CheckList(stage.Time, teller);
        try
        {
            await journey.PlayAsync(stage, checks, cancellation);
        }
        catch (DemoException failure)
        {
            checks.Add("the journey goes on to its end", journey.Name, false, "no failure", failure.Message);
        }

        return new JourneyReport(journey.Name, checks.IsOk, checks.Checks);
    }

    private async Task<DemoReport> ReportAsync(List<JourneyReport> journeys, CancellationToken cancellation)
    {
        var cases = new List<System.Text.Json.JsonElement>();
        foreach (var reference in stage.Cases)
            if (await stage.Hub.CaseAsync(reference, cancellation) is { } life)
                cases.Add(life);
        var audit = await ArrivalAudit.RunAsync(stage, [], cancellation);
        foreach (var finding in audit.Findings)
            teller.Line($"  FAILED  {finding}");
        var summary = await SummaryOf.HubAsync(stage, cancellation);
        return new DemoReport(journeys, cases, summary with
        {
            Lost = audit.Lost,
            Duplicates = audit.Duplicates,
            OutOfOrder = audit.OutOfOrder,
            CallsPerFieldChange = stage.Cost,
        }, [], []);
    }
}
