using Entente.Core.Journal;
using Entente.Core.Tickets;
using Entente.Node.Intake;
using Entente.Simulation.Tests.Engine;

namespace Entente.Simulation.Tests.Planted;

/// <summary>Every protocol bug that can be planted, by name. Each must be killed by some checker within 2,000 seeds (S10).</summary>
internal static class PlantedBugs
{
    public static IReadOnlyList<PlantedBug> All { get; } =
    [
        Settings("skip-settle", settings => settings with { Settle = TimeSpan.Zero }),
        Settings("deadline-beyond-lease-and-settle", settings => settings with { Deadline = TimeSpan.FromMinutes(20), Settle = TimeSpan.Zero }),
        Journal("swallow-store-error", inner => new JournalBugs.SwallowsErrors(inner)),
        Journal("answer-before-storing", inner => new JournalBugs.ForgetsNotices(inner)),
        Journal("hide-notices", inner => new JournalBugs.HidesNotices(inner)),
        Journal("never-done-with-notices", inner => new JournalBugs.NeverDone(inner)),
        Journal("never-due-again", inner => new JournalBugs.NeverDue(inner)),
        Journal("lane-out-of-order", inner => new JournalBugs.ReversesLanes(inner)),
        Journal("lane-message-lost", inner => new JournalBugs.LosesSends(inner, "replica")),
        Journal("receipt-lost", inner => new JournalBugs.LosesSends(inner, "receipt")),
        Journal("lane-delivered-twice", inner => new JournalBugs.RepeatsLanes(inner)),
        Journal("ignore-hop-list", inner => new JournalBugs.RewritesEnvelopes(inner, EnvelopeEdits.WithoutHops)),
        Journal("compare-clocks", inner => new JournalBugs.RewritesEnvelopes(inner, new EnvelopeEdits().NewestByClock)),
        Journal("drop-second-comment", inner => new JournalBugs.RewritesEnvelopes(inner, EnvelopeEdits.FirstCommentAlone)),
        Journal("forget-what-others-saw", inner => new JournalBugs.RewritesEnvelopes(inner, EnvelopeEdits.SeenAll)),
        Connector("absence-from-search", inner => new ConnectorBugs.ConcludesAbsence(inner)),
        Connector("retry-without-probe", inner => new ConnectorBugs.NeverProbes(inner)),
        Connector("ambiguous-is-no", inner => new ConnectorBugs.Misreads(inner, FailureKind.Ambiguous, FailureKind.NotSent)),
        Connector("ambiguous-is-refusal", inner => new ConnectorBugs.Misreads(inner, FailureKind.Ambiguous, FailureKind.Refused)),
        Connector("ambiguous-is-yes", inner => new ConnectorBugs.Believes(inner, FailureKind.Ambiguous)),
        Connector("refusal-is-yes", inner => new ConnectorBugs.Believes(inner, FailureKind.Refused, FailureKind.Forbidden, FailureKind.NotFound)),
        Connector("conflict-is-yes", inner => new ConnectorBugs.Believes(inner, FailureKind.Conflict)),
        Connector("not-sent-is-yes", inner => new ConnectorBugs.Believes(inner, FailureKind.NotSent)),
        Connector("rate-limit-is-yes", inner => new ConnectorBugs.Believes(inner, FailureKind.RateLimited)),
        Connector("ignore-retry-after", inner => new ConnectorBugs.ForgetsWaits(inner)),
        Connector("send-twice", inner => new ConnectorBugs.SendsTwice(inner)),
        Connector("drop-marker", inner => new ConnectorBugs.DropsMarker(inner)),
        Connector("leak-internal-comment", inner => new ConnectorBugs.Publishes(inner)),
        Connector("comments-backwards", inner => new ConnectorBugs.ReversesComments(inner)),
        Connector("comment-ids-by-place", inner => new ConnectorBugs.NumbersComments(inner)),
        Connector("trust-a-cache", inner => new ConnectorBugs.TrustsCache(inner)),
        Connector("everybody-is-the-hub", inner => new ConnectorBugs.MistakesAuthors(inner)),
        Connector("blind-poll", inner => new ConnectorBugs.PollsBlindly(inner)),
        Connector("field-held-already", inner => new ConnectorBugs.HoldsAll(inner)),
        Connector("half-a-file", inner => new ConnectorBugs.HalvesFiles(inner)),
        Connector("forget-files", inner => new ConnectorBugs.LosesFiles(inner)),
        new FollowsRedirects(),
        new AcceptsForgeries(),
    ];

    /// <summary>Throws for a name that nothing was planted under.</summary>
    public static PlantedBug Named(string name) =>
        All.FirstOrDefault(bug => bug.Name == name)
        ?? throw new ArgumentException($"No bug is planted as '{name}'. There are: {string.Join(", ", All.Select(bug => bug.Name))}.", nameof(name));

    private static Made Journal(string name, Func<IJournal, IJournal> make) => new(name) { Journal = make };

    private static Made Connector(string name, Func<IConnector, IConnector> make) => new(name) { Connector = make };

    private static Made Settings(string name, Func<ConnectionSettings, ConnectionSettings> make) => new(name) { Settings = make };

    private sealed class Made(string name) : PlantedBug
    {
        public override string Name => name;

        public Func<IJournal, IJournal>? Journal { get; init; }

        public Func<IConnector, IConnector>? Connector { get; init; }

        public Func<ConnectionSettings, ConnectionSettings>? Settings { get; init; }

        public override IJournal Wrap(IJournal journal) => Journal is null ? journal : Journal(journal);

        public override IConnector Wrap(IConnector connector, ConnectionSettings settings) => Connector is null ? connector : Connector(connector);

        public override ConnectionSettings Wrap(ConnectionSettings settings) => Settings is null ? settings : Settings(settings);
    }

    /// <summary>Goes where a tracker points, and takes the credentials along.</summary>
    private sealed class FollowsRedirects : PlantedBug
    {
        public override string Name => "follow-redirect-with-credentials";

        public override HttpMessageHandler Wrap(HttpMessageHandler wire, Timeline timeline) => new Follower(wire);

        private sealed class Follower(HttpMessageHandler inner) : DelegatingHandler(inner)
        {
            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                var answer = await base.SendAsync(request, cancellationToken);
                if ((int)answer.StatusCode is not (>= 300 and < 400) || answer.Headers.Location is not { } elsewhere)
                    return answer;
                using var again = new HttpRequestMessage(request.Method, new Uri(request.RequestUri!, elsewhere));
                again.Headers.Authorization = request.Headers.Authorization;
                return await base.SendAsync(again, cancellationToken);
            }
        }
    }

    /// <summary>Takes whatever comes for a tracker's word.</summary>
    private sealed class AcceptsForgeries : PlantedBug
    {
        public override string Name => "accept-forged-webhook";

        public override async Task<WebhookAnswer> TakeAsync(WebhookIntake intake, string connection, WebhookCall call)
        {
            await intake.TakeAsync(connection, call, CancellationToken.None);
            return new WebhookAnswer(200, "stored");
        }
    }
}
