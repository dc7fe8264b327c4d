using Entente.Core.Journal;
using Entente.Core.Sync;
using Entente.Core.Tickets;
using Entente.Node.Recovery;

namespace Entente.Node.Tickets;

/// <summary>
/// One turn of a ticket's owner, from what woke it until nothing more can be done now:
/// read what notices hint at, share it; take envelopes, plan their effects; run effects one at a time.
/// Every step is decided by pure code in Core, so steps are made durable together: always before a tracker is called (Invariant 2), and with the
/// turn's end (Invariants 1 and 4). What a crash takes between is decided again, alike.
/// </summary>
internal sealed class TicketTurn(HubContext hub, Claim claim)
{
    /// <summary>When a ticket looks again whether its connection was given a secret.</summary>
    private static readonly TimeSpan WithoutSecret = TimeSpan.FromSeconds(30);

    /// <summary>The reason of a read that takes over what our own write left.</summary>
    private const string OwnWrite = "own-write";

    private TurnDraft draft = null!;
    private TicketReads reads = null!;
    private EffectCalls effects = null!;
    private Looks looks = null!;

    /// <summary>Acts and gives the ticket back. Throws <see cref="FencedException"/> when the claim is lost.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        draft = new TurnDraft(hub, claim, await LoadedTicket.OfAsync(hub, claim, cancellation));
        try
        {
            await draft.EndAsync(await ActAsync(cancellation), cancellation);
        }
        catch
        {
            await draft.SaveOutcomeAsync();
            throw;
        }
    }

    /// <summary>Returns when the ticket is due again; null when only something new makes it so.</summary>
    private async Task<DateTimeOffset?> ActAsync(CancellationToken cancellation)
    {
        if (draft.State.ForwardedTo is { } owner)
            return await ForwardAsync(owner, cancellation);
        if (!hub.Connectors.TryGetValue(claim.Ticket.Connection, out var connector))
            return hub.Now + WithoutSecret;
        if (hub.Epoch.SettledAt(hub.Connections[claim.Ticket.Connection]) is { } settled && settled > hub.Now)
            return settled;
        reads = new TicketReads(hub, draft, connector);
        effects = new EffectCalls(hub, draft, connector);
        looks = new Looks(hub, draft, connector);
        Recover();
        TwinOrders.End(draft);
        ParkedOrders.Skip(draft, connector);
        ResumeParked();
        if (!await CatchUpAsync(cancellation))
            return reads.DueAt;
        await reads.ReadIfHintedAsync(cancellation);
        if (draft.State.ForwardedTo is { } maker)
        {
            await draft.CommitAsync(cancellation);
            return await ForwardAsync(maker, cancellation);
        }

        await UndoOrders.OrderAsync(hub, draft, connector, reads.IsFresh, cancellation);
        while (await effects.StepAsync(cancellation) || await TakeAsync(connector, cancellation) || await PlanAsync(connector, cancellation)
            || await UndoAsync(connector, cancellation) || await looks.StepAsync(cancellation))
        {
            await draft.CommitLongAsync(cancellation);
            draft.Ticket.Now = hub.Now;
        }

        // A read that must wait takes the reconciling read along: with that one's instant, long past, the ticket would be due at once for ever.
        return Earliest(Earliest(Earliest(reads.DueAt ?? draft.State.ReconcileAt, effects.DueAt), draft.Holds.DueAt()), looks.DueAt);
    }

    /// <summary>
    /// After a restore a shared ticket is read before anything else is done with it: its journal is older than its tracker. False when it cannot be
    /// read now.
    /// </summary>
    private async Task<bool> CatchUpAsync(CancellationToken cancellation)
    {
        var epoch = hub.Epoch.Number;
        var isEmpty = draft.State.Sides.Count == 0 && (draft.State.NativeId is not null || draft.Work.Inbox.Count == 0);
        if (draft.State.Epoch >= epoch || isEmpty)
            return true;
        if (draft.State.NativeId is not null && !await reads.ReadAsync(Restoring.Source, cancellation))
            return false;
        if (draft.State.Epoch < epoch)
            Restoring.Begin(draft.Ticket, null, epoch); // it does not exist yet, or is gone
        return true;
    }

    private static DateTimeOffset? Earliest(DateTimeOffset? a, DateTimeOffset? b) => a is null ? b : b is null || a < b ? a : b;

    private async Task<DateTimeOffset?> ForwardAsync(string owner, CancellationToken cancellation)
    {
        foreach (var notice in draft.Work.Notices)
        {
            draft.Ticket.Record(new Forwarded(owner));
            draft.Ticket.Answered(notice);
            draft.Ticket.Forward(notice with { Ticket = notice.Ticket with { Id = owner }, Delivery = NoticeSource.Forwarded + notice.Delivery });
            await draft.CommitAsync(cancellation);
        }

        return null;
    }

    /// <summary>A call that was under way when its owner died is of unknown outcome: it is probed, never sent beside itself (Invariant 3).</summary>
    private void Recover()
    {
        foreach (var effect in draft.State.Effects.Where(effect => effect.Stage == EffectStage.InFlight))
            draft.Ticket.Record(new OutcomeUnknown(effect.Id, "restart"));
    }

    /// <summary>A new event on a ticket retries what is parked on it at once: the reason may be gone.</summary>
    private void ResumeParked()
    {
        var notices = draft.Holds.HoldsNotices() ? [] : draft.Work.Notices.Where(notice => notice.Source != ParkedOrders.SkipSource).ToList();
        foreach (var side in draft.State.Sides.Values.Where(side => side.Stage == SideStage.Parked))
        {
            var isNew = notices.Count > 0 || draft.Work.Inbox.Any(message => message.Twin == side.Twin && message.Seq > side.TakenSeq);
            if (!isNew || (side.Parked?.Code == "sync.hold" && notices.Count == 0))
                continue;
            draft.Ticket.Record(new SideResumed(side.Twin, notices.Count > 0 ? notices[0].Source : "lane"));
        }
    }

    private async Task<bool> TakeAsync(IConnector connector, CancellationToken cancellation)
    {
        if (draft.NextMessage() is not { } message)
            return false;
        var mustRead = message.Kind == "replica" && draft.State.NativeId is not null && !draft.State.EndedSides.ContainsKey(message.Twin)
            && (!connector.Traits.HasConditionalWrite || draft.State.Base is null || IsStampDoubtful(connector)) && Taking.MayWrite(message);
        if (mustRead && reads.MustWait(connector.Traits.StampResolution))
            return false;
        if (mustRead && !reads.IsFresh && !await reads.ReadAsync("before-write", cancellation))
            return false;
        reads.Age();
        draft.Take(message);
        return true;
    }

    /// <summary>
    /// A stamp of whole seconds does not tell two writes of one second apart, so a conditional write against it may overwrite unseen.
    /// </summary>
    private bool IsStampDoubtful(IConnector connector) =>
        connector.Traits.StampResolution >= TimeSpan.FromSeconds(1) && (draft.State.IsStampYoung || draft.State.IsBaseYoung);

    /// <summary>Plans what is missing of a side's envelope, or finishes it. Reads first what our own writes left without telling.</summary>
    private async Task<bool> PlanAsync(IConnector connector, CancellationToken cancellation)
    {
        var side = draft.State.Sides.Values.FirstOrDefault(side =>
            side is { Inbound: not null, Stage: not SideStage.Parked } && draft.State.Effects.All(effect => effect.Twin != side.Twin)
            && !draft.Holds.Holds(side));
        if (side is null)
            return await PropagateAsync(cancellation);
        if (draft.State.NativeId is not null && (draft.State.Base is null || draft.State.Unread.Count > 0)
            && !await reads.ReadAsync(OwnWrite, cancellation))
            return false;
        if (draft.State.Sides[side.Twin].Stage == SideStage.Parked)
            return true;
        if (hub.Epoch.IsRestored && !await reads.HashLostAsync(side.Twin, cancellation))
            return false;
        Planning.Plan(draft.Ticket, side.Twin, connector);
        draft.NotePlanned(side.Twin);
        return true;
    }

    /// <summary>Carries a person's undo on: what is still missing is planned; when nothing is, what came of it is shared as any change is.</summary>
    private async Task<bool> UndoAsync(IConnector connector, CancellationToken cancellation)
    {
        if (draft.State.Undo is not { } undo || draft.State.Effects.Exists(effect => undo.Effects.Contains(effect.Id)))
            return false;
        if (undo.Plans > 0 && !await reads.ReadAsync(OwnWrite, cancellation))
            return false;
        return Undoing.Step(draft.Ticket, connector);
    }

    /// <summary>What one link brought is news to the ticket's other links.</summary>
    private async Task<bool> PropagateAsync(CancellationToken cancellation) =>
        draft.HasNewsForOthers && await reads.ReadAsync(OwnWrite, cancellation) && draft.ToldOthers();
}
