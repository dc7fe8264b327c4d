using Entente.Core.Rules;
using Entente.Core.Sync;
using Entente.Core.Tickets;
using Entente.Node.Network;
using Entente.Node.Recovery;
using Entente.Node.Restores;

namespace Entente.Node.Tickets;

/// <summary>
/// The effect protocol (RELIABILITY 2.1), the only place where a tracker is written: the intent with its exact bytes is durable before the call, the
/// outcome after it; what is neither yes nor no settles and is then probed, never blindly repeated.
/// </summary>
internal sealed class EffectCalls(HubContext hub, TurnDraft draft, IConnector connector)
{
    /// <summary>When to look beside our own write for a change that came in the same moment and whose webhook was lost.</summary>
    private static readonly TimeSpan ReconcileAfter = TimeSpan.FromMinutes(1);

    private readonly ConnectionSettings settings = hub.Connections[draft.State.Address.Connection];

    /// <summary>When the next effect may go on.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    /// <summary>Carries one effect one step further; false when none can go on now.</summary>
    public async Task<bool> StepAsync(CancellationToken cancellation)
    {
        DueAt = null;
        await hub.Gates.RefreshAsync(hub, cancellation);
        await hub.Settles.RefreshAsync(hub, cancellation);
        var waiting = new HashSet<string>(StringComparer.Ordinal);
        foreach (var effect in draft.State.Effects)
        {
            var isParked = draft.State.Sides.TryGetValue(effect.Twin, out var side) && side.Stage == SideStage.Parked
                && effect.Stage != EffectStage.Ambiguous;
            if (isParked || waiting.Contains(effect.Twin) || draft.Holds.Holds(effect))
                continue; // the other sides' effects go on (Invariant 8)
            if (effect is { Stage: EffectStage.Planned, Twin.Length: > 0 } && side is null)
            {
                draft.Ticket.Record(new Discarded(effect.Twin, "disconnected", IsConflict: false)); // its twin ended while its outcome was unknown
                return true;
            }

            if (effect.NotBefore is { } at && at > hub.Now)
            {
                DueAt = DueAt is null || at < DueAt ? at : DueAt;
                waiting.Add(effect.Twin); // the effects of a side happen in order (Invariant 4)
                continue;
            }

            if (InTheAir(effect) is { } settled)
            {
                DueAt = DueAt is null || settled < DueAt ? settled : DueAt;
                waiting.Add(effect.Twin);
                continue;
            }

            if (effect.Stage == EffectStage.Planned && side is not null && Planning.DropsOutdated(draft.Ticket, effect.Twin))
                return true;
            await (effect.Stage == EffectStage.Ambiguous ? ProbeAsync(effect, cancellation) : SendAsync(effect, cancellation));
            draft.NoteOutcome();
            return true;
        }

        return false;
    }

    /// <summary>
    /// Until when a write of another side's to one of these fields may still be applied, whose outcome is unknown: what is written beside it would
    /// be overwritten by the older value. Null when nothing is in the air.
    /// </summary>
    private DateTimeOffset? InTheAir(EffectState effect) => effect.Stage != EffectStage.Planned ? null : draft.State.Effects
        .Where(other => other.Stage == EffectStage.Ambiguous && other.Twin != effect.Twin && other.SettledAt > hub.Now
            && other.Step.Fields.Keys.Any(effect.Step.Fields.ContainsKey))
        .Max(other => other.SettledAt);

    private EffectCall CallOf(EffectState effect) => new(
        effect.Id, effect.Step, effect.Step.Kind == WriteKind.Create ? null : draft.State.NativeId, draft.State.Base?.Revision);

    private async Task SendAsync(EffectState effect, CancellationToken cancellation)
    {
        var call = CallOf(effect);
        try
        {
            await draft.EnsureOwnedAsync(settings.Deadline, cancellation);
            if (hub.Epoch.IsRestored && await new Recall(hub, draft, connector).SettlesAsync(effect, cancellation))
                return;
            var prepared = effect.Call ?? await connector.PrepareAsync(call, cancellation);
            var settledAt = hub.Now + settings.Deadline + UploadTime(prepared) + hub.Settles.Of(settings);
            draft.Ticket.Record(new Sending(effect.Id, prepared, hub.Now, settledAt)); // Invariant 2
            await draft.CommitAsync(cancellation);
            await draft.EnsureOwnedAsync(settings.Deadline + UploadTime(prepared), cancellation);
            CallRight.Grant(hub.Time, draft.LeaseLeft);
            Confirm(effect, await connector.SendAsync(call, prepared, cancellation));
        }
        catch (ConnectorException failure)
        {
            draft.Ticket.Now = hub.Now;
            await FailedAsync(draft.State.Effects.Single(open => open.Id == effect.Id), failure, cancellation);
        }
    }

    /// <summary>Connectors give an upload a second more per 128 KiB.</summary>
    private static TimeSpan UploadTime(PreparedCall call) =>
        TimeSpan.FromSeconds(call.Upload is { } upload ? Math.Ceiling(upload.Bytes / 131_072.0) : 0);

    private async Task ProbeAsync(EffectState effect, CancellationToken cancellation)
    {
        var wait = FailurePolicy.NextProbe(effect.Probes);
        try
        {
            await draft.EnsureOwnedAsync(settings.Deadline, cancellation);
            var outcome = await connector.ProbeAsync(CallOf(effect), effect.Call!, effect.SentAt!.Value, cancellation);
            draft.Ticket.Now = hub.Now;
            if (outcome is { Verdict: ProbeVerdict.Found, Result: { } result })
                Confirm(effect, result);
            else
                draft.Ticket.Record(
                    new Probed(effect.Id, outcome.Verdict, outcome.Rung, outcome.Verdict == ProbeVerdict.Absent ? hub.Now : hub.Now + wait));
        }
        catch (ConnectorException failure)
        {
            draft.Ticket.Now = hub.Now;
            var later = failure.RetryAfter is { } asked && asked > wait ? asked : wait;
            draft.Ticket.Record(new Probed(effect.Id, ProbeVerdict.Unknown, failure.Code, hub.Now + later));
        }
    }

    private void Confirm(EffectState effect, WriteResult result)
    {
        draft.Ticket.Now = hub.Now;
        var replaced = effect.Step is { Kind: WriteKind.Create, FollowUpOf: not null } ? draft.State.NativeId : null;
        var before = effect.Step.Kind == WriteKind.Create ? null : draft.State.Base;
        draft.Ticket.Record(Adoption.Confirm(draft.Ticket, effect, result, ReconcileAfter));
        CaseMilestones.RecordOwn(draft.Ticket, before);
        if (LateTwins.Retired(draft.Ticket, effect))
            hub.Counters.CountDuplicateMerged(settings.Id);
        if (replaced is not null)
            draft.Ticket.Record(new FollowedUp(replaced, result.NativeId));
    }

    private async Task FailedAsync(EffectState effect, ConnectorException failure, CancellationToken cancellation)
    {
        draft.State.Sides.TryGetValue(effect.Twin, out var side);
        var rule = side is null ? null : draft.Ticket.Book.RuleFor(side.Link, draft.Ticket.Connection);
        var history = new FailureHistory(
            effect.Id, effect.Failures + 1, side?.Inbound?.Conflicts ?? 0, rule?.Policies.Closed == ClosedPolicy.FollowUp);
        var isInFlight = effect.Stage == EffectStage.InFlight;
        var decision = FailurePolicy.Decide(failure, history);
        switch (decision.Act)
        {
            case FailureAct.Probe when isInFlight:
                draft.Ticket.Record(new OutcomeUnknown(effect.Id, failure.Code));
                break;
            case FailureAct.Retry or FailureAct.Probe:
                draft.Ticket.Record(new Deferred(effect.Id, hub.Now + decision.Wait, failure.Code, IsPause: false));
                break;
            case FailureAct.Pause:
                await hub.Pauses.PauseAsync(hub.Journal, settings.Id, failure, hub.Now + decision.Wait, cancellation);
                draft.Ticket.Record(new Deferred(effect.Id, draft.InLine(failure, hub.Now + decision.Wait), failure.Code, IsPause: true));
                break;
            case FailureAct.Reread or FailureAct.FollowUp:
                // what an envelope asks for is dropped with this; a note or reference waits a little, since nothing else bounds its conflicts
                draft.Ticket.Record(new Deferred(effect.Id, hub.Now + decision.Wait, failure.Code, IsPause: false) { IsConflict = true });
                OwnOrders.Took(draft, effect, failure, decision.Act);
                if (side is not null) // what an envelope asks for is planned anew on what the read shows; a note or reference stays as it is
                    draft.Ticket.Record(new Discarded(effect.Twin, failure.Code, IsConflict: decision.Act == FailureAct.Reread));
                await new TicketReads(hub, draft, connector).ReadAsync(failure.Code, cancellation);
                break;
            case FailureAct.Park:
                draft.Ticket.Record(new Deferred(effect.Id, hub.Now, failure.Code, IsPause: false));
                if (OwnOrders.Took(draft, effect, failure, decision.Act))
                    break;
                if (side is null)
                    draft.Ticket.Record(new Discarded(effect.Twin, failure.Code, IsConflict: false) { EffectId = effect.Id });
                else
                    Finishing.Park(draft.Ticket, effect.Twin, Parkings.OfTracker(failure, effect, hub.Now));
                break;
        }
    }
}
