using System.Collections.Immutable;

using Entente.Core.Sync;
using Entente.Node.Access;
using Entente.Node.Conservation;
using Entente.Node.Tickets;

namespace Entente.Node.Api;

/// <summary>What a node is doing, in numbers.</summary>
public sealed record HubStatus(
    string Owner,
    IReadOnlyList<ConnectionStatus> Connections,
    IReadOnlyList<LinkStatus> Links,
    ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, long>> Changes,
    long Tickets,
    long Parked,
    long OpenEffects,
    WebhookStatus Webhooks,
    ConservationStatus Conservation,
    DuplicateStatus Duplicates,
    DateTimeOffset? NextDue,
    ServiceReport Service)
{
    public required EpochStatus Epoch { get; init; }
}

/// <summary>Which time line of the hub this is.</summary>
/// <param name="Number">1 until the store is restored for the first time.</param>
/// <param name="Adopted">Effects of the lost time line that were found at trackers and not made again.</param>
public sealed record EpochStatus(int Number, DateTimeOffset? Since, DateTimeOffset? StartedAt, long Adopted);

/// <summary>Second carriers of our markers since the node started: found, and of those put out of the way.</summary>
public sealed record DuplicateStatus(long Found, long Merged);

/// <summary>A connection of this hub.</summary>
/// <param name="Hook">Where its tracker sends webhooks.</param>
/// <param name="SettleSeconds">How long a request that was given up may still be applied, as set or as raised.</param>
/// <param name="IsSettleRaised">True when a late duplicate raised it above its setting.</param>
public sealed record ConnectionStatus(string Id, string Party, string Product, string Hook, double SettleSeconds, bool IsSettleRaised);

/// <summary>Webhooks since the node started.</summary>
/// <param name="Repaired">Changes that only a poll found.</param>
public sealed record WebhookStatus(long Stored, long Refused, long Repaired, long Fenced);

/// <summary>Whether every change seen stands in one of the five states (Invariant 7).</summary>
/// <param name="CheckedAt">Null before the first check.</param>
/// <param name="Compared">Tickets compared with their journal since the node started.</param>
/// <param name="Counted">Violations since the node started, gone ones too.</param>
public sealed record ConservationStatus(
    DateTimeOffset? CheckedAt, IReadOnlyList<LinkBalance> Links, long Compared, IReadOnlyList<Violation> Violations, long Counted)
{
    internal static ConservationStatus Of(HubContext hub) => hub.Conservation.Newest is { } newest
        ? new ConservationStatus(newest.At, newest.Links, newest.Compared, newest.Violations, hub.Counters.Violations)
        : new ConservationStatus(null, [], 0, [], hub.Counters.Violations);
}

/// <summary>Computes <see cref="HubStatus"/>.</summary>
internal static class StatusQuery
{
    public static async Task<HubStatus> RunAsync(HubContext hub, HookSecret hooks, CancellationToken cancellation)
    {
        var service = await hub.Service.RunAsync(cancellation);
        await hub.Settles.RefreshAsync(hub, cancellation);
        return new HubStatus(
            hub.Owner,
            [.. hub.Connections.Values.Select(c => new ConnectionStatus(
                c.Id, c.Party, c.Product, hooks.PathOf(c.Id), hub.Settles.Of(c).TotalSeconds, hub.Settles.Of(c) > c.Settle))],
            await LinkQuery.ListAsync(hub, cancellation),
            await hub.Reader.ChangeCountsAsync(cancellation),
            await CountTicketsAsync(hub, cancellation),
            (await hub.Reader.SidesAsync(null, "parked", cancellation)).Count,
            service.Backlog.OpenEffects,
            new WebhookStatus(hub.Counters.Webhooks, hub.Counters.WebhooksRefused, hub.Counters.Repaired, hub.Counters.Fenced),
            ConservationStatus.Of(hub),
            new DuplicateStatus(hub.Counters.DuplicatesFound, hub.Counters.DuplicatesMerged),
            await hub.Journal.NextDueAsync(cancellation),
            service)
        {
            Epoch = new EpochStatus(
                hub.Epoch.Number, hub.Epoch.Since, hub.Epoch.StartedAt, await CountAdoptedAsync(hub, cancellation)),
        };
    }

    /// <summary>A hub that was never restored has found nothing again: it is not asked.</summary>
    private static async Task<long> CountAdoptedAsync(HubContext hub, CancellationToken cancellation) => hub.Epoch.IsRestored
        ? (await hub.Reader.EffectsAsync(null, cancellation)).LongCount(effect => effect.State == TicketDraft.AdoptedState)
        : 0;

    private static async Task<long> CountTicketsAsync(HubContext hub, CancellationToken cancellation)
    {
        long count = 0;
        await foreach (var row in TicketRows.AllAsync(hub, cancellation))
            count += row.CaseId is null ? 0 : 1;
        return count;
    }
}
