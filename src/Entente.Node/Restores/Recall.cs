using Entente.Core.Sync;
using Entente.Core.Tickets;
using Entente.Node.Tickets;

namespace Entente.Node.Restores;

/// <summary>
/// Asks, before a restored hub writes, whether the lost time line wrote it already: tickets by their marker, notes and references on the ticket. What
/// an envelope asks for is compared when it is planned (<see cref="Restoring"/>).
/// </summary>
internal sealed class Recall(HubContext hub, TurnDraft draft, IConnector connector)
{
    /// <summary>For how long after the first start each create asks the tracker first.</summary>
    public static readonly TimeSpan For = TimeSpan.FromDays(7);

    /// <summary>How far the clocks of trackers, and ours before and after, may lie apart.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(15);

    /// <summary>How many times a create that nothing can be told about waits before its side is parked: about an hour.</summary>
    private const int MostWaits = 10;

    /// <summary>Records what was found, or why it must wait; false when the effect is to be sent.</summary>
    public async Task<bool> SettlesAsync(EffectState effect, CancellationToken cancellation) => effect.Step.Kind switch
    {
        WriteKind.Create => hub.Now < hub.Epoch.StartedAt + For && await CreateAsync(effect, cancellation),
        WriteKind.AddComment when effect.Twin.Length == 0 => Restoring.Note(draft.Ticket, effect.Step.Comment!) is { } note
            && Found(effect, new WriteResult { NativeId = draft.State.NativeId!, ItemId = note }, "our notes on the ticket"),
        WriteKind.LinkBack => draft.State.Base?.Created <= hub.Epoch.StartedAt && await LinkAsync(effect, cancellation),
        _ => false,
    };

    private async Task<bool> CreateAsync(EffectState effect, CancellationToken cancellation)
    {
        var markers = Restoring.Markers(draft.State, effect);
        if (effect.Step.FollowUpOf is not null)
        {
            var known = (await hub.Reader.EffectsAsync(draft.State.Address.Id, cancellation)).Where(row => row.RemoteId is not null);
            markers = [.. markers.Except(known.Select(row => row.Id), StringComparer.Ordinal)];
        }

        var query = new RecallQuery(markers, effect.Step, hub.Epoch.Since!.Value - Skew);
        var outcome = await connector.RecallAsync(query, cancellation);
        draft.Ticket.Now = hub.Now;
        return outcome switch
        {
            { Verdict: ProbeVerdict.Found, Result: { } made } => Found(effect, made, outcome.Rung),
            { Verdict: ProbeVerdict.Unknown } => Wait(effect, outcome.Rung),
            _ => false,
        };
    }

    private async Task<bool> LinkAsync(EffectState effect, CancellationToken cancellation)
    {
        var call = new EffectCall(effect.Id, effect.Step, draft.State.NativeId, draft.State.Base?.Revision);
        var prepared = await connector.PrepareAsync(call, cancellation);
        var outcome = await connector.ProbeAsync(call, prepared, hub.Epoch.Since!.Value - Skew, cancellation);
        draft.Ticket.Now = hub.Now;
        return outcome is { Verdict: ProbeVerdict.Found, Result: { } made } && Found(effect, made, outcome.Rung);
    }

    private bool Found(EffectState effect, WriteResult made, string rung)
    {
        var replaced = effect.Step.FollowUpOf is null ? null : draft.State.NativeId;
        draft.Ticket.Record(new Recalled(effect.Id, made, rung));
        if (replaced is not null)
            draft.Ticket.Record(new FollowedUp(replaced, made.NativeId));
        return true;
    }

    private bool Wait(EffectState effect, string rung)
    {
        draft.Ticket.Record(new Deferred(effect.Id, hub.Now + FailurePolicy.NextProbe(effect.Failures), Parkings.UnclearCode, IsPause: false));
        if (effect.Failures >= MostWaits && draft.State.Sides.ContainsKey(effect.Twin))
            Finishing.Park(draft.Ticket, effect.Twin, Parkings.OfUnclear(rung, effect.Id, hub.Now));
        return true;
    }
}
