using System.Collections.Immutable;

using Entente.Core.Tickets;

namespace Entente.Core.Sync;

/// <summary>
/// A confirmed create, comment or file that is looked for again: a tracker, or a proxy before it, may apply a request that we gave up (RELIABILITY
/// T03) or apply one request twice (T25). Every create is watched; a comment or a file only when its outcome was once unknown.
/// </summary>
public sealed record Watch(string EffectId, WriteKind Kind, string Twin, DateTimeOffset SentAt, DateTimeOffset ConfirmedAt)
{
    private static readonly ImmutableArray<TimeSpan> After =
        [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(6), TimeSpan.FromHours(24)];

    /// <summary>Native id of the ticket, comment or file that was confirmed: the one that stays.</summary>
    public required string Kept { get; init; }

    public string? Hint { get; init; }

    public FileWrite? File { get; init; }

    /// <summary>True when its outcome was once unknown.</summary>
    public bool IsDoubtful { get; init; }

    /// <summary>Looks so far.</summary>
    public int Looks { get; init; }

    /// <summary>Second carriers that were found, by native id: each is dealt with once.</summary>
    public ImmutableSortedSet<string> Known { get; init; } = Ordered.Set();

    /// <summary>When to look next; null once the last look was made.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>When the look after so many is due; null after the last.</summary>
    public DateTimeOffset? Due(int looks) => looks < After.Length ? ConfirmedAt + After[looks] : null;

    /// <summary>How many looks are done with one made now: those that were missed meanwhile are made by it.</summary>
    public int LooksBy(DateTimeOffset now) => Math.Max(Looks, After.Count(after => ConfirmedAt + after <= now));

    /// <summary>What to watch after a definite yes; null for a write that needs none.</summary>
    internal static Watch? Of(EffectState effect, WriteResult result, DateTimeOffset now)
    {
        var isDoubtful = effect.Stage == EffectStage.Ambiguous || effect.Probes > 0;
        var kept = effect.Step.Kind == WriteKind.Create ? result.NativeId : result.ItemId;
        var isWatched = effect.Step.Kind == WriteKind.Create || (isDoubtful && effect.Step.Kind is WriteKind.AddComment or WriteKind.AddAttachment);
        if (!isWatched || kept is null || effect.FirstSentAt is not { } sentAt)
            return null;
        var watch = new Watch(effect.Id, effect.Step.Kind, effect.Twin, sentAt, now)
        {
            Kept = kept,
            Hint = effect.Call?.Hint,
            File = effect.Step.Files.Count == 1 ? effect.Step.Files[0] : null,
            IsDoubtful = isDoubtful,
        };
        return watch with { DueAt = watch.Due(0) };
    }

    /// <summary>As the connector is asked.</summary>
    public MarkedWrite Write(string ticket) => new(
        EffectId, Kind, Kind == WriteKind.Create ? Kept : ticket, Kind == WriteKind.Create ? null : Kept, SentAt)
    {
        Hint = Hint,
        File = File,
        IsDoubtful = IsDoubtful,
    };
}
