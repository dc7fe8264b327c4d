using System.Collections.Immutable;

using Entente.Core.Accord;
using Entente.Core.Journal;
using Entente.Node.Health;
using Entente.Node.Measures;

namespace Entente.Node.Api;

/// <summary>
/// Computes <see cref="ServiceReport"/>. What it counted stays good for twenty times as long as counting took, so that whoever asks often costs a
/// twentieth of one core at most.
/// </summary>
#pragma warning disable CA1001 // The semaphore has no wait handle, so there is nothing to dispose of.
internal sealed class ServiceQuery(HubContext hub)
#pragma warning restore CA1001
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);

    private readonly SemaphoreSlim turn = new(1);
    private ServiceReport? known;
    private long goodUntil;

    public async Task<ServiceReport> RunAsync(CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            var began = hub.Time.GetTimestamp();
            if (known is not null && began < goodUntil)
                return known with { Alerts = hub.Alerts.All };
            known = await ComputeAsync(cancellation);
            var now = hub.Time.GetTimestamp();
            goodUntil = now + (20 * (now - began));
            hub.Measures.Latest = known;
            return known;
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<ServiceReport> ComputeAsync(CancellationToken cancellation)
    {
        var recent = await StoredMeasures.OfHubAsync(hub, cancellation);
        var changes = await hub.Reader.ChangeCountsAsync(cancellation);
        var parked = await hub.Reader.SidesAsync(null, "parked", cancellation);
        var backlog = await hub.Reader.BacklogAsync(hub.Now, cancellation);
        IReadOnlyList<Connection> served = [.. hub.Book.Accord.Connections.Where(one => hub.Connections.ContainsKey(one.Id))];
        var waiting = await ParkedByConnectionAsync(parked, cancellation);
        IReadOnlyList<ConnectionService> connections = [.. served.Select(one => OfConnection(one, recent, waiting.GetValueOrDefault(one.Id)))];
        return new ServiceReport
        {
            Node = hub.Node,
            Version = HubMeasures.Version,
            At = hub.Now,
            Alerts = hub.Alerts.All,
            Links = [.. hub.Book.Accord.Links.Select(link => OfLink(link, recent, changes, parked))],
            Connections = connections,
            Parties = [.. hub.Book.Accord.Parties.Select(party => OfParty(party.Id, recent, connections))],
            Delivery = Delivered(recent, "source", _ => true),
            Hours = HoursOf(recent, connections),
            Appends = recent.Delays(Instruments.AppendName, Hour, _ => true),
            Backlog = backlog,
            OldestDueSeconds = backlog.OldestDue is { } due && due < hub.Now ? (hub.Now - due).TotalSeconds : 0,
        };
    }

    private static DelayWindow Delivered(RecentMeasures recent, string since, Func<LabelValues, bool> fits)
    {
        bool Both(LabelValues labels) => labels.D == since && fits(labels);
        return new DelayWindow(recent.Delays(Instruments.DeliveryName, Hour, Both), recent.Delays(Instruments.DeliveryName, Day, Both));
    }

    private LinkService OfLink(
        LinkContract link, RecentMeasures recent, ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, long>> all,
        IReadOnlyList<SideRow> parked)
    {
        var changes = all.GetValueOrDefault(link.Id, ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal));
        var seen = changes.Values.Sum();
        var shared = seen - changes.GetValueOrDefault("filtered");
        var directions = link.Between.SelectMany(from => link.Between.Where(to => to != from).Select(to => (from, to)))
            .Where(way => link.Direction == LinkDirection.Both || way.from == link.CreatesFrom)
            .Select(way => OfDirection(link.Id, way.from, way.to, recent));
        return new LinkService(
            link.Id, changes.SetItem("seen", seen), shared == 0 ? null : (double)changes.GetValueOrDefault("applied") / shared,
            parked.Count(side => side.Link == link.Id), [.. directions]);
    }

    private DirectionService OfDirection(string link, string from, string to, RecentMeasures recent)
    {
        bool Fits(LabelValues labels) => labels.A == link && labels.B == from && labels.C == to;
        var day = new[] { "applied", "filtered", "superseded", "parked", "pending" }.ToImmutableSortedDictionary(
            state => state,
            state => (long)recent.Sum(Instruments.ChangesName, Day, labels => labels.A == link && labels.B == from && labels.D == state),
            StringComparer.Ordinal);
        return new DirectionService(
            from, PartyOf(from), to, PartyOf(to), Delivered(recent, "source", Fits), Delivered(recent, "hint", Fits).Day, day);
    }

    private async Task<Dictionary<string, long>> ParkedByConnectionAsync(IReadOnlyList<SideRow> parked, CancellationToken cancellation)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var side in parked)
            if (await hub.Reader.TicketAsync(side.TicketId, cancellation) is { Ticket.Connection: var connection })
                counts[connection] = counts.GetValueOrDefault(connection) + 1;
        return counts;
    }

    private ConnectionService OfConnection(Connection connection, RecentMeasures recent, long parked)
    {
        var id = connection.Id;
        var health = hub.Watches.Of(id).Now;
        var (condition, since) = Standing(health);
        long Count(string instrument, string? word = null) =>
            (long)recent.Sum(instrument, Day, labels => labels.A == id && (word is null || labels.C == word));
        var outcomes = recent.Outcomes(id, Day);
        return new ConnectionService(id, connection.Party, connection.Tracker, condition, since)
        {
            Delivery = Delivered(recent, "source", labels => labels.C == id),
            OutageMinutesDay = Minutes(health.Down(hub.Now, Day)),
            OutageMinutesMonth = Minutes(health.Down(hub.Now, Month)),
            Outages = [.. health.Outages.Where(outage => outage.Within(hub.Now - Day, hub.Now) > TimeSpan.Zero || outage.To is null)],
            Calls = outcomes,
            BudgetWaitSeconds = Math.Round(recent.Sum(Instruments.BudgetWaitName, Day, labels => labels.A == id), 1),
            Repaired = Count(Instruments.RepairsName),
            Webhooks = Count(Instruments.WebhooksName, "stored"),
            LastWebhook = health.LastWebhook,
            DuplicatesFound = Count(Instruments.DuplicatesName, "found"),
            DuplicatesMerged = Count(Instruments.DuplicatesName, "merged"),
            Parked = parked,
            SecretExpires = hub.Connections[id].SecretExpires,
        };
    }

    private static (ConnectionCondition Condition, DateTimeOffset? Since) Standing(HealthRecord health) => health switch
    {
        { Open: { } open } => (open.Reason switch
        {
            OutageReason.Unreachable => ConnectionCondition.Unreachable,
            OutageReason.Failing => ConnectionCondition.Failing,
            OutageReason.Credential => ConnectionCondition.Credential,
        }, open.From),
        { LimitedSince: { } since } => (ConnectionCondition.Limited, since),
        { LastWorked: null } => (ConnectionCondition.Unknown, null),
        _ => (ConnectionCondition.Working, health.Past.Count > 0 ? health.Past[^1].To : null),
    };

    private PartyService OfParty(string party, RecentMeasures recent, IReadOnlyList<ConnectionService> connections)
    {
        var own = connections.Where(one => one.Party == party).ToList();
        return new PartyService(
            party, Delivered(recent, "source", labels => PartyOf(labels.C!) == party), own.Sum(one => one.OutageMinutesDay),
            own.Sum(one => one.OutageMinutesMonth), own.Sum(one => one.Parked));
    }

    private IReadOnlyList<ServiceHour> HoursOf(RecentMeasures recent, IReadOnlyList<ConnectionService> connections)
    {
        var slots = recent.Slots(Instruments.DeliveryName, Day, labels => labels.D == "source").ToLookup(slot => slot.Number / SlotsAnHour);
        var last = RecentSeries.SlotOf(hub.Now) / SlotsAnHour;
        var hours = new List<ServiceHour>();
        for (var hour = last - 23; hour <= last; hour++)
        {
            var from = new DateTimeOffset(hour * Hour.Ticks, TimeSpan.Zero);
            var to = from + Hour < hub.Now ? from + Hour : hub.Now;
            var down = connections
                .Select(one => KeyValuePair.Create(one.Id, Minutes(TimeSpan.FromTicks(one.Outages.Sum(outage => outage.Within(from, to).Ticks)))))
                .Where(one => one.Value > 0).ToImmutableSortedDictionary(StringComparer.Ordinal);
            hours.Add(new ServiceHour(from, DelayFigures.Of(slots[hour]), down));
        }

        return hours;
    }

    private static long SlotsAnHour => Hour.Ticks / RecentSeries.SlotLength.Ticks;

    private static double Minutes(TimeSpan length) => Math.Round(length.TotalMinutes, 2);

    private string PartyOf(string connection) => hub.Book.Accord.Connection(connection)?.Party ?? "";
}
