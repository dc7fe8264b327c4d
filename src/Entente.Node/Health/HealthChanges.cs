namespace Entente.Node.Health;

/// <summary>How a <see cref="HealthRecord"/> changes. Pure.</summary>
internal static class HealthChanges
{
    private const int MostOutages = 400;
    private const double NewestShare = 0.2;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(31);

    public static HealthRecord Worked(this HealthRecord health, DateTimeOffset at) =>
        health.End(at) with { LastWorked = at, LimitedSince = null, LimitedUntil = null };

    /// <summary>An outage that has another reason by now goes on as it began, unless it is the credential: that is another's to end.</summary>
    public static HealthRecord Failed(this HealthRecord health, DateTimeOffset at, OutageReason reason)
    {
        if (health.Open is not { } open)
            return health with { Open = new Outage(at, null, reason) };
        return (open.Reason == OutageReason.Credential) == (reason == OutageReason.Credential)
            ? health
            : health.End(at) with { Open = new Outage(at, null, reason) };
    }

    public static HealthRecord Limited(this HealthRecord health, DateTimeOffset at, DateTimeOffset? until) =>
        health with { LimitedSince = health.LimitedSince ?? at, LimitedUntil = until > health.LimitedUntil ? until : health.LimitedUntil ?? until };

    public static HealthRecord HadWebhook(this HealthRecord health, DateTimeOffset at)
    {
        var gap = health.LastWebhook is { } last ? Math.Max(0, (at - last).TotalSeconds) : 0;
        var usual = health.Webhooks <= 1 ? gap : (health.UsualGapSeconds * (1 - NewestShare)) + (gap * NewestShare);
        return health with { LastWebhook = at, Webhooks = health.Webhooks + 1, UsualGapSeconds = usual, RepairsSince = 0 };
    }

    /// <summary>
    /// What this node knows, with what another stored: a call that worked anywhere ends an outage everywhere, a webhook may arrive at any node.
    /// </summary>
    public static HealthRecord With(this HealthRecord health, HealthRecord stored, DateTimeOffset now)
    {
        var ended = health.Past.Concat(stored.Past).GroupBy(outage => outage.From)
            .Select(same => same.MinBy(outage => outage.To)!).ToDictionary(outage => outage.From);
        var worked = health.LastWorked > stored.LastWorked ? health.LastWorked : stored.LastWorked ?? health.LastWorked;
        var open = new[] { health.Open, stored.Open }.OfType<Outage>().Where(outage => !ended.ContainsKey(outage.From)).MinBy(outage => outage.From);
        if (open is not null && worked > open.From && health.Open is null)
        {
            ended[open.From] = open with { To = worked };
            open = null;
        }

        var newer = stored.LastWebhook > health.LastWebhook || health.LastWebhook is null ? stored : health;
        return health with
        {
            Open = open,
            Past = Trimmed(ended.Values, now),
            LastWorked = worked,
            LastWebhook = newer.LastWebhook,
            Webhooks = Math.Max(health.Webhooks, stored.Webhooks),
            UsualGapSeconds = newer.UsualGapSeconds,
            RepairsSince = health.LastWebhook == stored.LastWebhook ? Math.Max(health.RepairsSince, stored.RepairsSince) : newer.RepairsSince,
        };
    }

    private static HealthRecord End(this HealthRecord health, DateTimeOffset at) => health.Open is { } open
        ? health with { Open = null, Past = Trimmed(health.Past.Append(open with { To = at }), at) }
        : health;

    private static IReadOnlyList<Outage> Trimmed(IEnumerable<Outage> outages, DateTimeOffset now)
    {
        var kept = outages.Where(outage => outage.To > now - Kept).OrderBy(outage => outage.From).ToList();
        while (kept.Count > MostOutages)
            kept.Remove(kept.MinBy(outage => outage.To - outage.From)!);
        return kept;
    }
}
