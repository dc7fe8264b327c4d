namespace Entente.Node.Health;

/// <summary>What is known of a connection's health: immutable, and stored as JSON in the journal's named values.</summary>
public sealed record HealthRecord
{
    public static readonly HealthRecord Unknown = new();

    /// <summary>The outage that lasts; null while calls go through.</summary>
    public Outage? Open { get; init; }

    /// <summary>Ended outages of the last 31 days, oldest first; at most 400, then the shortest is dropped.</summary>
    public IReadOnlyList<Outage> Past { get; init; } = [];

    public DateTimeOffset? LastWorked { get; init; }

    /// <summary>The first answer of "too many calls" since a call last worked.</summary>
    public DateTimeOffset? LimitedSince { get; init; }

    /// <summary>Until when the tracker asked to be left alone.</summary>
    public DateTimeOffset? LimitedUntil { get; init; }

    /// <summary>The newest genuine webhook.</summary>
    public DateTimeOffset? LastWebhook { get; init; }

    /// <summary>Genuine webhooks ever.</summary>
    public long Webhooks { get; init; }

    /// <summary>The usual time between two webhooks in seconds: a running mean in which the newest counts a fifth.</summary>
    public double UsualGapSeconds { get; init; }

    /// <summary>Changes that only a poll found since the newest webhook.</summary>
    public long RepairsSince { get; init; }

    /// <summary>All outages, oldest first.</summary>
    public IEnumerable<Outage> Outages => Open is { } open ? Past.Append(open) : Past;

    /// <summary>How long nothing went through in the time up to now.</summary>
    public TimeSpan Down(DateTimeOffset now, TimeSpan length) =>
        TimeSpan.FromTicks(Outages.Sum(outage => outage.Within(now - length, now).Ticks));
}
