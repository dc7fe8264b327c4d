using System.Text.Json;

using Entente.Demo.Checking;
using Entente.Demo.Journeys;
using Entente.Demo.Telling;

namespace Entente.Demo;

/// <summary>Plays the journeys and judges at the end what arrived. Journeys that do not disturb each other are played at the same time.</summary>
public sealed class Story
{
    /// <summary>
    /// What is played at the same time, act after act. The second act's journeys each spoil something for everybody, so they come one by one; the
    /// refused ticket comes after them, since its parked side keeps an effect open; the last looks at all that went before.
    /// </summary>
    private static readonly IReadOnlyList<IReadOnlyList<IJourney>> Acts =
    [
        [
            new CheckoutJourney(), new HowToJourney(), new NetworkJourney(), new DesignJourney(), new FeatureJourney(), new MisroutedJourney(),
            new ReopenedJourney(), new PriorityJourney(), new SharingJourney(), new BugJourney(), new CommentsJourney(), new StatusJourney(),
            new FollowUpJourney(), new HandoffJourney(),
        ],
        [new CostJourney()],
        [new WebhookJourney()],
        [new TimeoutJourney()],
        [new ConflictJourney()],
        [new OutageJourney()],
        [new RefusedJourney()],
        [new PrivacyJourney()],
    ];

    private readonly Stage stage;
    private readonly StoryTeller teller;

    /// <summary>The journeys' names, in the order in which they are played.</summary>
    public static IReadOnlyList<string> Names => [.. Acts.SelectMany(act => act).Select(journey => journey.Name)];

    /// <param name="http">Sends the demo's calls; must not follow redirects with credentials.</param>
    public Story(HttpMessageInvoker http, DemoTargets targets, TimeProvider time, StoryTeller teller)
    {
        stage = new Stage(http, targets, time);
        this.teller = teller;
    }

    /// <summary>Plays everything; a journey that fails does not end the others.</summary>
    /// <param name="only">Plays the journeys whose name holds this text; null for all.</param>
    /// <param name="beside">Journeys on other grounds that are played meanwhile; told after these.</param>
    public async Task<DemoReport> PlayAsync(string? only, IReadOnlyList<Task<JourneyReport>> beside, CancellationToken cancellation)
    {
        var order = new TellingOrder(teller);
        await teller.PlayAsync(async () =>
        {
            foreach (var act in Acts)
                await Task.WhenAll(
                    act.Where(journey => IsWanted(journey, only)).Select(journey => order.PlayAsync(journey.Name, () => PlayAsync(journey, cancellation))));
            foreach (var other in beside)
                await order.PlayAsync("", () => other);
        });
        return await ReportAsync(order.Reports, cancellation);
    }

    private static bool IsWanted(IJourney journey, string? only) => only is null || journey.Name.Contains(only, StringComparison.OrdinalIgnoreCase);

    private async Task<JourneyReport> PlayAsync(IJourney journey, CancellationToken cancellation)
    {
        var checks = new CheckList(stage.Time);
        var start = stage.Time.GetTimestamp();
        try
        {
            await journey.PlayAsync(stage, checks, cancellation);
        }
        catch (DemoException failure)
        {
            checks.Add("the journey goes on to its end", journey.Name, false, "no failure", failure.Message);
        }

        return new JourneyReport(journey.Name, checks.IsOk, checks.Checks) { Seconds = Math.Round(stage.Time.GetElapsedTime(start).TotalSeconds, 1) };
    }

    private async Task<DemoReport> ReportAsync(IReadOnlyList<JourneyReport> journeys, CancellationToken cancellation)
    {
        var cases = new List<JsonElement>();
        foreach (var reference in stage.Cases)
            if (await stage.Hub.CaseAsync(reference, cancellation) is { } life)
                cases.Add(life);
        var audit = await ArrivalAudit.RunAsync(stage.Tokens, stage.Shelves([]), cancellation);
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
