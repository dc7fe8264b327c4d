using System.Reflection;

using Entente.Core.Journal;
using Entente.Node.Api;
using Entente.Node.Tickets;

namespace Entente.Node.Measures;

/// <summary>
/// Where the parts of a node say what they did. Before <see cref="Open"/>, as in a simulation, it counts nothing and costs nothing. Every call is
/// cheap enough for the path of a change: a dictionary look-up and an addition, no allocation that stays.
/// </summary>
public sealed class HubMeasures : IDisposable
{
    /// <summary>An older delivery is no delay of ours: polls look back 30 days at most.</summary>
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(31);

    private readonly HintTimes hints = new();
    private Instruments? instruments;
    private TimeProvider time = TimeProvider.System;

    /// <summary>The program's version, without what the build adds to it.</summary>
    public static string Version { get; } =
        typeof(HubMeasures).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>Null before <see cref="Open"/>.</summary>
    internal MeterReadings? Readings { get; private set; }

    /// <summary>The last day; empty before <see cref="Open"/>.</summary>
    internal RecentMeasures Recent { get; private set; } = new(TimeProvider.System);

    internal Instruments? Instruments => instruments;

    /// <summary>What gauges tell: the newest service level that was computed.</summary>
    internal ServiceReport? Latest { get; set; }

    /// <summary>Begins to measure.</summary>
    public void Open(TimeProvider clock)
    {
        time = clock;
        Recent = new RecentMeasures(clock);
        var made = new Instruments(Version);
        Readings = new MeterReadings(made.Meter, Recent);
        Gauges.Create(made.Meter, () => Latest);
        instruments = made;
    }

    public void Dispose()
    {
        Readings?.Dispose();
        instruments?.Dispose();
        instruments = null;
    }

    /// <summary>A batch is durable.</summary>
    /// <param name="hinted">The notices that its turn began with.</param>
    public void Appended(Batch batch, TimeSpan took, IReadOnlyList<Notice> hinted)
    {
        if (instruments is not { } open)
            return;
        open.Append.Record(took.TotalSeconds);
        foreach (var send in batch.Sends)
            if (send.Kind == "replica")
                hints.Remember(send.Twin, send.FromTicket, send.Seq, HintOf(hinted));
        foreach (var change in batch.Changes)
            open.Changes.Add(
                1, new("link", change.Link), new("connection", batch.Row.Ticket.Connection), new("party", change.Party), new("state", change.State));
        foreach (var delivery in batch.Deliveries)
            Deliver(open, delivery);
    }

    /// <summary>A call to a tracker ended.</summary>
    /// <param name="outcome">A word of <see cref="Network.CallOutcome"/>.</param>
    public void Called(string connection, string party, string outcome, TimeSpan took)
    {
        instruments?.Calls.Add(1, new("connection", connection), new("party", party), new("outcome", outcome));
        if (outcome != Network.CallOutcome.Budget)
            instruments?.CallTime.Record(took.TotalSeconds, new("connection", connection), new KeyValuePair<string, object?>("party", party));
    }

    /// <summary>The hub's own budget made a call wait.</summary>
    public void WaitsForBudget(string connection, string party, TimeSpan wait) =>
        instruments?.BudgetWait.Add(wait.TotalSeconds, new("connection", connection), new KeyValuePair<string, object?>("party", party));

    public void Webhook(string connection, string party, bool isStored) => instruments?.Webhooks.Add(
        1, new("connection", connection), new("party", party), new("outcome", isStored ? "stored" : "refused"));

    public void Repaired(string connection, string party) =>
        instruments?.Repairs.Add(1, new("connection", connection), new KeyValuePair<string, object?>("party", party));

    /// <summary>A second ticket, comment or file of one effect was found at a tracker, or was merged away.</summary>
    public void Duplicate(string connection, string party, bool isMerged) => instruments?.Duplicates.Add(
        1, new("connection", connection), new("party", party), new("act", isMerged ? "merged" : "found"));

    public void Fenced() => instruments?.Fenced.Add(1);

    private void Deliver(Instruments open, Delivery delivery)
    {
        var hint = hints.Take(delivery.Twin, delivery.FromTicket, delivery.Seq);
        if (hint is { IsOld: true })
            return;
        Record(open, delivery, delivery.ChangedAt, "source");
        if (hint?.At is { } hintedAt)
            Record(open, delivery, hintedAt, "hint");
    }

    private void Record(Instruments open, Delivery delivery, DateTimeOffset since, string word)
    {
        var delay = time.GetUtcNow() - since;
        if (delay > LongestDelay)
            return;
        open.Delivery.Record(
            Math.Max(0, delay.TotalSeconds), // the tracker's clock may be ahead of ours
            new("link", delivery.Link), new("from", delivery.From), new("to", delivery.To), new("since", word));
    }

    private static SentHint HintOf(IReadOnlyList<Notice> hinted)
    {
        DateTimeOffset? first = null;
        foreach (var notice in hinted)
        {
            if (notice.Source is NoticeSource.Backfill or TwinOrders.Connect)
                return new SentHint(null, IsOld: true);
            if (first is null || notice.ReceivedAt < first)
                first = notice.ReceivedAt;
        }

        return new SentHint(first, IsOld: false);
    }
}
