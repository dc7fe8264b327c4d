namespace Entente.Core.Tickets;

/// <summary>One tracker instance of one party, as a connector needs to know it.</summary>
public sealed record ConnectionSettings
{
    /// <summary>The connection's id in the accord: <c>zd</c>.</summary>
    public required string Id { get; init; }

    public required string Party { get; init; }

    /// <summary>The product: a line of the connector catalogue.</summary>
    public required string Product { get; init; }

    /// <summary>Base address of the tracker; a context path is kept.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>Account under which the hub writes. A dedicated account: what it writes counts as the hub's own.</summary>
    public required string User { get; init; }

    /// <summary>API token or password; never logged, never shown.</summary>
    public required string Token { get; init; }

    /// <summary>The secret with which the tracker signs its webhooks.</summary>
    public string WebhookSecret { get; init; } = "";

    /// <summary>The day on which the token ends, as its tracker says it; null when nobody said.</summary>
    public DateOnly? SecretExpires { get; init; }

    /// <summary>How long one request may take before its outcome counts as unknown. Default 30 s.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long after its deadline a request may still be applied by the tracker. Default 180 s.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(180);

    /// <summary>How far behind now a first poll begins, and how far each poll overlaps where the vendor's index lags. Default 12 h.</summary>
    public TimeSpan LookBack { get; init; } = TimeSpan.FromHours(12);

    /// <summary>Time between polls. Default 60 s.</summary>
    public TimeSpan PollEvery { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Calls a minute that the hub may make; the tracker's own limit less what its people need. Default 300.</summary>
    public int CallsPerMinute { get; init; } = 300;

    /// <summary>How far a webhook's own time may lie from ours. Default 300 s.</summary>
    public TimeSpan WebhookTolerance { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>What only this product knows, by name; its README lists them. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);
}
