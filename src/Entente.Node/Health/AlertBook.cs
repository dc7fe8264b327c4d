namespace Entente.Node.Health;

/// <summary>The alerts of now, as this node sees them.</summary>
public sealed class AlertBook(HubContext hub)
{
    private volatile IReadOnlyList<Alert> all = [];

    /// <summary>The critical ones first, then by id.</summary>
    public IReadOnlyList<Alert> All => all;

    /// <summary>Looks again; true when an alert began, changed or ended.</summary>
    /// <param name="oldestDue">Since when the ticket that is due longest is due.</param>
    public bool Renew(DateTimeOffset? oldestDue)
    {
        var before = all;
        var found = hub.Connections.Values.SelectMany(settings => AlertRules.OfConnection(settings, hub.Watches.Of(settings.Id).Now, hub.Now))
            .Concat(hub.Health.All.Select(AlertRules.OfReason));
        if (AlertRules.OfBacklog(oldestDue, hub.Now) is { } backlog)
            found = found.Append(backlog);
        all = [.. found.OrderByDescending(alert => alert.Level).ThenBy(alert => alert.Id, StringComparer.Ordinal)];
        return !before.Select(Key).SequenceEqual(all.Select(Key));
    }

    private static (string Id, string State) Key(Alert alert) => (alert.Id, alert.State);
}
