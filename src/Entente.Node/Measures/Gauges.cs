using System.Diagnostics.Metrics;

using Entente.Node.Api;

namespace Entente.Node.Measures;

/// <summary>What is as it is now, told from the newest service level: a scrape computes one first.</summary>
internal static class Gauges
{
    public static void Create(Meter meter, Func<ServiceReport?> latest)
    {
        void Gauge(string name, string? unit, string description, Func<ServiceReport, IEnumerable<Measurement<double>>> values) =>
            meter.CreateObservableGauge(name, () => latest() is { } report ? values(report) : [], unit, description);

        Gauge("entente.build.info", null, "Always 1; the labels name the node and its version.",
            report => [One(1, ("node", report.Node), ("version", report.Version))]);
        Gauge("entente.changes", null, "Changes ever seen, by the state that they are in now. They add up to those with state seen.", Changes);
        Gauge("entente.applied.ratio", null, "Of the changes that a share rule let out, the part that is applied.", Shares);
        Gauge("entente.delivery.window", "s", "Delivery delay over the last hour or day: the quantile of the label.", Delays);
        Gauge("entente.parked.sides", null, "Sides that are parked now.", report => report.Links.Select(link => One(link.Parked, ("link", link.Id))));
        Gauge("entente.connection.up", null, "1 while calls go through, else 0.", report => PerConnection(report, IsUp));
        Gauge("entente.connection.outage", "s", "Time without a call that went through, over the last day.",
            report => PerConnection(report, one => one.OutageMinutesDay * 60));
        Gauge("entente.connection.outage.month", "s", "The same over the last 30 days.",
            report => PerConnection(report, one => one.OutageMinutesMonth * 60));
        Gauge("entente.secret.expires", "s", "When a connection's token ends, in seconds since 1970, where the operator said so.", Expiries);
        Gauge("entente.backlog.tickets", null, "Tickets that could be acted on now.", report => [One(report.Backlog.TicketsDue)]);
        Gauge("entente.backlog.oldest", "s", "How long the one that is due longest waits.", report => [One(report.OldestDueSeconds)]);
        Gauge("entente.effects.open", null, "Intended writes without a final outcome.", Effects);
        Gauge("entente.alerts", null, "1 for each alert that lasts.", Alerts);
    }

    private static IEnumerable<Measurement<double>> Changes(ServiceReport report) =>
        report.Links.SelectMany(link => link.Changes.Select(state => One(state.Value, ("link", link.Id), ("state", state.Key))));

    private static IEnumerable<Measurement<double>> Shares(ServiceReport report) =>
        report.Links.Where(link => link.AppliedShare is not null).Select(link => One(link.AppliedShare!.Value, ("link", link.Id)));

    private static IEnumerable<Measurement<double>> Delays(ServiceReport report) =>
        from connection in report.Connections
        from window in new[] { ("1h", connection.Delivery.Hour), ("24h", connection.Delivery.Day) }
        from quantile in new[] { ("0.5", window.Item2.P50Seconds), ("0.95", window.Item2.P95Seconds), ("0.99", window.Item2.P99Seconds) }
        where quantile.Item2 is not null
        select One(
            quantile.Item2!.Value,
            ("connection", connection.Id), ("party", connection.Party), ("window", window.Item1), ("quantile", quantile.Item1));

    private static IEnumerable<Measurement<double>> PerConnection(ServiceReport report, Func<ConnectionService, double> value) =>
        report.Connections.Select(one => One(value(one), ("connection", one.Id), ("party", one.Party)));

    private static double IsUp(ConnectionService one) =>
        one.Condition is ConnectionCondition.Unreachable or ConnectionCondition.Failing or ConnectionCondition.Credential ? 0 : 1;

    private static IEnumerable<Measurement<double>> Expiries(ServiceReport report) =>
        report.Connections.Where(one => one.SecretExpires is not null).Select(one => One(
            (one.SecretExpires!.Value.ToDateTime(TimeOnly.MinValue) - DateTime.UnixEpoch).TotalSeconds, ("connection", one.Id),
            ("party", one.Party)));

    private static IEnumerable<Measurement<double>> Effects(ServiceReport report) =>
    [
        One(report.Backlog.Planned, ("state", "planned")), One(report.Backlog.InFlight, ("state", "inflight")),
        One(report.Backlog.Ambiguous, ("state", "ambiguous")),
    ];

    private static IEnumerable<Measurement<double>> Alerts(ServiceReport report) => report.Alerts.Select(alert => One(
        1, ("code", alert.Code), ("connection", alert.Connection ?? ""), ("party", alert.Party),
        ("level", alert.Level.ToString().ToLowerInvariant())));

    private static Measurement<double> One(double value, params ReadOnlySpan<(string Name, string Value)> labels)
    {
        var tags = new List<KeyValuePair<string, object?>>(labels.Length);
        foreach (var (name, text) in labels)
            tags.Add(new(name, text));
        return new Measurement<double>(value, tags);
    }
}
