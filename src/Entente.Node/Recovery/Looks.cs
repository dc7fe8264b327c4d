using Entente.Core.Sync;
using Entente.Core.Tickets;
using Entente.Node.Tickets;

namespace Entente.Node.Recovery;

/// <summary>
/// Looks again for a second carrier of our markers, at the instants that each <see cref="Watch"/> names, and at once when another ticket with our
/// marker sent a hint. Found is counted; retiring it is an effect like every other.
/// </summary>
internal sealed class Looks(HubContext hub, TurnDraft draft, IConnector connector)
{
    private static readonly TimeSpan TryAgain = TimeSpan.FromMinutes(1);

    private readonly HashSet<string> looked = new(StringComparer.Ordinal);
    private DateTimeOffset? later;

    /// <summary>When the next look is due.</summary>
    public DateTimeOffset? DueAt
    {
        get
        {
            var due = later;
            foreach (var watch in draft.State.Watches ?? [])
                if (watch.DueAt > hub.Now && (due is null || watch.DueAt < due)) // one that failed just now waits
                    due = watch.DueAt;
            return due;
        }
    }

    /// <summary>Makes one look that is due; false when none is.</summary>
    public async Task<bool> StepAsync(CancellationToken cancellation)
    {
        if (draft.State.Watches is not { } watches || draft.State.NativeId is null)
            return false;
        var isHinted = draft.Work.Notices.Any(notice =>
            notice.NativeId != draft.State.NativeId && notice.Delivery.StartsWith(NoticeSource.Forwarded, StringComparison.Ordinal));
        var watch = watches.Find(watch =>
            !looked.Contains(watch.EffectId) && (watch.DueAt <= hub.Now || (isHinted && watch.Kind == WriteKind.Create)));
        if (watch is null)
            return false;
        looked.Add(watch.EffectId);
        try
        {
            await LookAsync(watch, cancellation);
        }
        catch (ConnectorException failure)
        {
            var wait = failure.RetryAfter is { } asked && asked > TryAgain ? asked : TryAgain;
            later = later is null || hub.Now + wait < later ? hub.Now + wait : later;
        }

        return true;
    }

    private async Task LookAsync(Watch watch, CancellationToken cancellation)
    {
        var settings = hub.Connections[draft.State.Address.Connection];
        await draft.EnsureOwnedAsync(settings.Deadline, cancellation);
        var carriers = await connector.CarriersAsync(watch.Write(draft.State.NativeId!), cancellation);
        draft.Ticket.Now = hub.Now;
        foreach (var duplicate in LateTwins.Looked(draft.Ticket, watch, carriers, connector))
        {
            hub.Counters.CountDuplicateFound(settings.Id);
            await hub.Settles.RaiseAsync(hub, settings.Id, duplicate.Created - watch.SentAt - settings.Deadline, cancellation);
        }
    }
}
