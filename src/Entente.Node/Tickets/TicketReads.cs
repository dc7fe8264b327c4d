using System.Security.Cryptography;

using Entente.Core.Journal;
using Entente.Core.Sync;
using Entente.Core.Tickets;
using Entente.Node.Recovery;

namespace Entente.Node.Tickets;

/// <summary>Reading a ticket from its tracker: several notices fold into one read, and a notice that shows our own write needs none.</summary>
internal sealed class TicketReads(HubContext hub, TurnDraft draft, IConnector connector)
{
    /// <summary>How long a read that shows less than a hint told is taken for a replica's that lags.</summary>
    private static readonly TimeSpan HintedFor = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan ShortestLag = TimeSpan.FromSeconds(2);

    /// <summary>The reason of a read that looks beside our own write.</summary>
    private const string Reconciling = "reconcile";

    private int failures;
    private bool isHinted;
    private TicketRead? early;

    /// <summary>True when the ticket was read in this turn and nothing was written since.</summary>
    public bool IsFresh { get; private set; }

    /// <summary>When a read is due that could not be made now.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    public void Age() => IsFresh = false;

    /// <summary>True while the moment of the base's last change still runs, for a tracker whose time is coarse; the read is due after it.</summary>
    public bool MustWait(TimeSpan resolution)
    {
        if (resolution < TimeSpan.FromSeconds(1) || draft.State.Base is not { } known || known.Updated + resolution <= hub.Now
            || known.Updated > hub.Now + resolution)
            return false;
        return !Later(known.Updated + resolution);
    }

    /// <summary>Reads if a notice asks for it. Within the tracker's time resolution two changes look alike, so the read waits it out.</summary>
    public async Task ReadIfHintedAsync(CancellationToken cancellation)
    {
        if (draft.Holds.HoldsNotices())
        {
            DueAt = hub.Now + TurnHolds.DrainingFor;
            return;
        }

        if (!await IsOursAsync(cancellation))
        {
            if (draft.State.ForwardedTo is null && DueAt is null)
                Answer();
            return;
        }

        var hints = draft.Work.Notices.Where(Asks).ToList();
        var isReconciling = hints.Count == 0 && draft.State.ReconcileAt <= hub.Now;
        if (hints.Count == 0 && !isReconciling)
        {
            Answer();
            return;
        }

        if (ReadyAt(hints) is { } ready && ready > hub.Now)
        {
            DueAt = ready;
            return;
        }

        isHinted = true;
        if (await ReadAsync(isReconciling ? Reconciling : hints[0].Source, cancellation))
            Answer();
        isHinted = false;
    }

    /// <summary>
    /// Reads, fetches the bytes of files that will be shared, and records what changed. False when the tracker could not be read now.
    /// </summary>
    public async Task<bool> ReadAsync(string source, CancellationToken cancellation)
    {
        try
        {
            await draft.EnsureOwnedAsync(hub.Connections[draft.State.Address.Connection].Deadline, cancellation);
            var read = early ?? await connector.ReadAsync(draft.State.NativeId ?? NativeIdOfNotices(), draft.State.Base ?? AsMade(), cancellation);
            early = null;
            draft.Ticket.Now = hub.Now;
            if (draft.State.Base is { } known && read.Snapshot.Updated < known.Updated)
                return Later(hub.Now + ShortestLag); // a replica behind one that was seen already (RELIABILITY R07)
            if (HintAhead(read.Snapshot) is { } told)
                return Later(hub.Now + Lag(told));
            if (isHinted && draft.Holds.HoldsOpening(read.Snapshot))
                return Later(hub.Now + TurnHolds.DrainingFor);
            if (draft.State.Epoch < hub.Epoch.Number)
                Restoring.Begin(draft.Ticket, read, hub.Epoch.Number);
            await TwinOrders.OpenAsync(hub, draft, read.Snapshot, cancellation);
            var blobs = await FetchAsync(read.Snapshot, cancellation);
            var isYoung = hub.Now - read.Snapshot.Updated < connector.Traits.StampResolution;
            CountRepair(source, read.Snapshot);
            Observing.Observe(draft.Ticket, read, source, new ObservedFiles(blobs, isYoung));
            IsFresh = true;
            DueAt = null;
            return true;
        }
        catch (ConnectorException failure) when (failure.Kind == FailureKind.NotFound)
        {
            draft.Ticket.Record(new Gone(hub.Now));
            foreach (var side in draft.State.Sides.Values)
                Finishing.Park(draft.Ticket, side.Twin, Parkings.OfGone(failure, hub.Now));
            return true;
        }
        catch (ConnectorException failure)
        {
            var next = hub.Now + FailurePolicy.NextRead(failure, draft.State.Address.Id, ++failures);
            if (failure.Kind is FailureKind.RateLimited or FailureKind.Unauthorized)
                await hub.Pauses.PauseAsync(hub.Journal, draft.State.Address.Connection, failure, next, cancellation);
            return Later(draft.InLine(failure, next));
        }
    }

    /// <summary>
    /// The newest hint that told a newer revision than this one: the tracker's own list or webhook has seen what this replica has not (RELIABILITY
    /// R07). It is believed for a while only, since a tracker may have been put back.
    /// </summary>
    private Notice? HintAhead(TicketSnapshot snapshot) => draft.Work.Notices.LastOrDefault(notice =>
        notice.Revision is { } told && hub.Now - notice.ReceivedAt < HintedFor && snapshot.IsBehind(told));

    /// <summary>How long a replica is left alone that lags behind a hint: ever longer.</summary>
    private TimeSpan Lag(Notice hint)
    {
        var wait = (hub.Now - hint.ReceivedAt) / 4;
        return wait < ShortestLag ? ShortestLag : wait;
    }

    /// <summary>
    /// What is known of a ticket that the hub just made and never read: nothing yet, so that its whole history comes with the first read, which tells
    /// what people did to it in between.
    /// </summary>
    private TicketSnapshot? AsMade() => draft.State.NativeId is { } made && draft.State.Sides.Values.Any(side => side.Inbound is not null)
        ? new TicketSnapshot
        {
            NativeId = made,
            Key = made,
            Address = hub.Connections[draft.State.Address.Connection].Endpoint,
            Revision = "-",
            Updated = DateTimeOffset.UnixEpoch,
            Created = DateTimeOffset.UnixEpoch,
            Fields = new SortedDictionary<string, Cel.CelValue>(StringComparer.Ordinal),
            Comments = [],
            Attachments = [],
        }
        : null;

    /// <summary>
    /// The end of the moment in which a hint's change was stamped, for a tracker whose time is coarse. What a person orders here hints at no change.
    /// </summary>
    private DateTimeOffset? ReadyAt(IReadOnlyList<Notice> hints) => connector.Traits.StampResolution < TimeSpan.FromSeconds(1)
        ? null
        : hints.Where(hint => hint.Source is not (NoticeSource.Person or NoticeSource.Backfill or TwinOrders.Connect or UndoOrders.Source))
            .Select(hint => (DateTimeOffset?)(hint.ReceivedAt + connector.Traits.StampResolution))
            .Max();

    private bool Asks(Notice notice) => notice.Source switch
    {
        TwinOrders.Disconnect or ParkedOrders.SkipSource => false,
        Restoring.Source => draft.State.Epoch < hub.Epoch.Number,
        NoticeSource.Own => draft.State.Base is null || draft.State.Effects.Any(effect => effect.Stage == EffectStage.Ambiguous),
        _ => notice.Revision is null || draft.State.Base is not { } known || draft.State.IsBaseYoung || !known.IsRevision(notice.Revision),
    };

    /// <summary>
    /// A ticket that is not known here may be one that the hub is just making: its marker names the effect, and the effect's ticket owns it.
    /// </summary>
    private async Task<bool> IsOursAsync(CancellationToken cancellation)
    {
        if (draft.State.NativeId is not null || draft.Work.Notices.Count == 0)
            return draft.State.NativeId is not null;
        if (draft.Work.Head > 0 && draft.State.Sides.Count > 0)
            return false; // the hub is making this ticket itself; the answer to the create tells its native id
        return await ReadUnknownAsync(cancellation);
    }

    private async Task<bool> ReadUnknownAsync(CancellationToken cancellation)
    {
        try
        {
            var read = early = await connector.ReadAsync(NativeIdOfNotices(), null, cancellation);
            if (read.Snapshot.Marker is not { } marker)
                return true;
            if (await OwnerOfAsync(marker, read.Snapshot, cancellation) is not { } owner)
                return !hub.Epoch.MayHaveLost(read.Snapshot.Created) || Later(hub.Now + OrphanWait());
            if (owner == draft.State.Address.Id)
                return true;
            draft.Ticket.Record(new Forwarded(owner));
            return false;
        }
        catch (ConnectorException failure)
        {
            if (failure.Kind != FailureKind.NotFound) // whose ticket it is must be known before anything is made of it
                Later(hub.Now + FailurePolicy.NextRead(failure, draft.State.Address.Id, ++failures));
            return false;
        }
    }

    /// <summary>
    /// The ticket whose effect the marker names. A ticket that a restored hub found again may carry the marker of another try: it is known by its id.
    /// </summary>
    private async Task<string?> OwnerOfAsync(string marker, TicketSnapshot snapshot, CancellationToken cancellation)
    {
        if (await hub.Reader.EffectAsync(marker, cancellation) is { } effect)
            return effect.TicketId;
        return hub.Epoch.IsRestored && await hub.Reader.TicketByKeyAsync(draft.State.Address.Connection, snapshot.Key, cancellation) is { } row
            && row.NativeId == snapshot.NativeId
                ? row.Ticket.Id
                : null;
    }

    /// <summary>
    /// The lost time line made this ticket for a twin that is not opened again yet: it waits for that, ever less often. It is nobody's own.
    /// </summary>
    private TimeSpan OrphanWait()
    {
        var since = (hub.Now - hub.Epoch.StartedAt!.Value) / 4;
        return since < TimeSpan.FromSeconds(5) ? TimeSpan.FromSeconds(5) : since > TimeSpan.FromHours(1) ? TimeSpan.FromHours(1) : since;
    }

    /// <summary>Fetches the files of ours that an envelope may ask for again, to compare their bytes; false when that must wait.</summary>
    public async Task<bool> HashLostAsync(string twin, CancellationToken cancellation)
    {
        foreach (var file in Restoring.FilesToHash(draft.Ticket, twin).Where(file => !draft.Ticket.Lost!.Hashes.ContainsKey(file.NativeId)))
        {
            try
            {
                await using var content = await connector.OpenAttachmentAsync(file, cancellation);
                draft.Ticket.Lost!.Hashes[file.NativeId] = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellation));
            }
            catch (ConnectorException failure) when (IsForGood(failure))
            {
                draft.Ticket.Lost!.Hashes[file.NativeId] = "";
            }
            catch (ConnectorException failure)
            {
                return Later(hub.Now + FailurePolicy.NextRead(failure, draft.State.Address.Id, ++failures));
            }
        }

        return true;
    }

    private string NativeIdOfNotices() => draft.Work.Notices[0].NativeId;

    private void Answer() => draft.Ticket.AnsweredAll(draft.Work.Notices);

    private void CountRepair(string source, TicketSnapshot snapshot)
    {
        if (source is NoticeSource.Poll or Reconciling && draft.State.Base is { } known && known.Revision != snapshot.Revision)
            hub.Counters.CountRepair(draft.State.Address.Connection);
    }

    private async Task<IReadOnlyDictionary<string, BlobRef>> FetchAsync(TicketSnapshot snapshot, CancellationToken cancellation)
    {
        var blobs = new SortedDictionary<string, BlobRef>(StringComparer.Ordinal);
        foreach (var file in Observing.FilesToFetch(draft.Ticket, snapshot))
        {
            if (await FetchAsync(file, cancellation) is { } blob)
                blobs[file.NativeId] = blob;
        }

        return blobs;
    }

    /// <summary>The bytes, or null when the tracker refuses this file for good: the ticket goes on without it (RELIABILITY B04).</summary>
    private async Task<BlobRef?> FetchAsync(TicketAttachment file, CancellationToken cancellation)
    {
        try
        {
            await using var content = await connector.OpenAttachmentAsync(file, cancellation);
            var blob = await hub.Blobs.PutAsync(content, connector.Traits.AttachmentLimitBytes, cancellation);
            return file.Bytes <= 0 || blob.Bytes == file.Bytes ? blob : throw Damaged(file, blob);
        }
        catch (ConnectorException failure) when (IsForGood(failure))
        {
            return null;
        }
    }

    private static bool IsForGood(ConnectorException failure) =>
        failure.Kind is FailureKind.NotFound or FailureKind.Forbidden or FailureKind.TooLarge or FailureKind.Refused;

    /// <summary>
    /// A sign-in page or half of a file in place of its bytes must not be passed on (RELIABILITY P21); the ticket is read again later.
    /// </summary>
    private static ConnectorException Damaged(TicketAttachment file, BlobRef blob) => new(
        FailureKind.NotSent, "tracker.attachment-damaged", $"The tracker lists {file.Bytes} bytes for a file and gave {blob.Bytes}.");

    private bool Later(DateTimeOffset at)
    {
        DueAt = at;
        return false;
    }
}
