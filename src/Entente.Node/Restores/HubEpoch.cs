using System.Text.Json;
using System.Text.Json.Serialization;

using Entente.Core.Sync;
using Entente.Core.Tickets;

namespace Entente.Node.Restores;

/// <summary>
/// Which time line of the hub this is: 1 until the store is restored for the first time, one more with every restore. What a store that was restored
/// does not know is the stretch from <see cref="Since"/> to <see cref="StartedAt"/>, in which an earlier time line may have written to trackers.
/// </summary>
public sealed record HubEpoch
{
    /// <summary>The value of the store in which it stands.</summary>
    public const string ValueName = "epoch";

    /// <summary>A hub that was never restored.</summary>
    public static HubEpoch First { get; } = new();

    public int Number { get; init; } = 1;

    /// <summary>From when on the journal may know less than the trackers: when the backup was made, or that of an earlier restore.</summary>
    public DateTimeOffset? Since { get; init; }

    public DateTimeOffset? RestoredAt { get; init; }

    /// <summary>When a node first opened the restored store; null before.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>True once every ticket was told to be read again.</summary>
    public bool IsToldToAll { get; init; }

    [JsonIgnore]
    public bool IsRestored => Number > 1;

    /// <summary>
    /// Until when a request of the earlier time line may still be applied at a tracker: nothing is read or written there before. Null for never
    /// restored.
    /// </summary>
    public DateTimeOffset? SettledAt(ConnectionSettings settings) => IsRestored ? StartedAt + settings.Deadline + settings.Settle : null;

    /// <summary>What a ticket's owner must reckon with; null for never restored.</summary>
    public LostStretch? Stretch() =>
        IsRestored && Since is { } since && StartedAt is { } until ? new LostStretch(since, until, Recall.Skew) : null;

    /// <summary>True for an instant at which the lost time line may have acted.</summary>
    public bool MayHaveLost(DateTimeOffset at) => IsRestored && at >= Since - Recall.Skew && at <= StartedAt + Recall.Skew;

    /// <summary>The epoch after a restore of a backup that was made in this one.</summary>
    public HubEpoch Next(DateTimeOffset madeAt, DateTimeOffset now) => new()
    {
        Number = Number + 1,
        Since = Since is { } earlier && !(IsToldToAll && StartedAt + Recall.For < madeAt) ? earlier : madeAt,
        RestoredAt = now,
    };

    public static HubEpoch Read(string? text) =>
        text is null ? First : JsonSerializer.Deserialize<HubEpoch>(text, JsonSerializerOptions.Web) ?? First;

    public string Write() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);
}
