using Entente.Core.Journal;
using Entente.Core.Sync;
using Entente.Core.Tickets;
using Entente.Node.Network;

namespace Entente.Node.Tickets;

/// <summary>The draft of a turn with what it was loaded from, and the one place where it becomes durable.</summary>
internal sealed class TurnDraft
{
    private const int LongBatch = 64;

    /// <summary>What came within this time stands in the short line.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(15);

    private readonly HubContext hub;
    private readonly Claim claim;
    private readonly List<LaneMessage> inbox;
    private readonly Dictionary<(string Twin, long Seq), IReadOnlyCollection<string>> waiting = [];
    private bool hasNewsForOthers;
    private (long CountedAt, TimeSpan Left) lease;
    private DraftMark? outcome;
    private StateLag lag;

    public TurnDraft(HubContext hub, Claim claim, LoadedTicket loaded)
    {
        this.hub = hub;
        this.claim = claim;
        Work = loaded.Work;
        lag = loaded.Lag;
        lease = (hub.Time.GetTimestamp(), claim.LeaseUntil - hub.Now);
        inbox = [.. Work.Inbox];
        Ticket = new TicketDraft(loaded.State, Work, hub.Book, hub.Chain, hub.Now)
        {
            Lost = hub.Epoch.Stretch(),
            Holds = (field, current, wanted) => hub.Connectors[claim.Ticket.Connection].Holds(field, current, wanted),
        };
        Holds = new TurnHolds(hub, this);
    }

    public TicketWork Work { get; }

    public TicketDraft Ticket { get; }

    public TicketState State => Ticket.State;

    /// <summary>What waits for a paused or draining link.</summary>
    public TurnHolds Holds { get; }

    /// <summary>
    /// True when an envelope was finished on a ticket that is on more than one link, or whose own part a new connection has not told the partner yet.
    /// </summary>
    public bool HasNewsForOthers => hasNewsForOthers
        && (State.Sides.Count > 1
            || State.Sides.Values.Any(side => side is { IsConnected: true, IsOpener: false, Outstanding.Count: 0, TakenSeq: 1 }));

    /// <summary>The next message of a lane whose side can take one: it is not parked and has nothing unfinished (Invariants 4 and 8).</summary>
    public LaneMessage? NextMessage() => inbox.Find(message => IsNext(message) && !Holds.Holds(message));

    private bool IsNext(LaneMessage message) => State.EndedSides.TryGetValue(message.Twin, out var ended)
        ? message.Seq == ended.TakenSeq + 1
        : IsNextOfOpen(message);

    private bool IsNextOfOpen(LaneMessage message) => !State.Sides.TryGetValue(message.Twin, out var side)
        ? message.Seq == 1
        : (side is { Inbound: null } && side.Stage != SideStage.Parked && side.Partner.Id == message.FromTicket)
        || (message.Kind is "receipt" or "close" && message.Seq == side.TakenSeq + 1);

    public void Take(LaneMessage message)
    {
        Ticket.Now = hub.Now;
        inbox.Remove(message);
        Taking.Take(Ticket, message, FieldsBehind(message));
    }

    /// <summary>When to ask again after a failure: at the ticket's place in the line, where the whole connection waits.</summary>
    /// <param name="otherwise">When the ticket alone would.</param>
    public DateTimeOffset InLine(ConnectorException failure, DateTimeOffset otherwise)
    {
        if (failure.Code != CallBudget.Spent)
            return otherwise;
        var came = Work.Notices.Select(notice => notice.ReceivedAt)
            .Concat(State.Sides.Values.Where(side => side.Inbound is not null).Select(side => side.Inbound!.Envelope.At));
        var settings = hub.Connections[claim.Ticket.Connection];
        return hub.Lines.Place(settings.Id, settings.CallsPerMinute, came.Any(at => at > hub.Now - Fresh), otherwise);
    }

    /// <summary>Canonical fields of the replicas that wait behind a message in its lane. Each is read once a turn.</summary>
    private HashSet<string> FieldsBehind(LaneMessage message)
    {
        var fields = new HashSet<string>(StringComparer.Ordinal);
        foreach (var behind in inbox.Where(other => other.Twin == message.Twin && other.Kind == "replica" && other.Seq > message.Seq))
        {
            if (!waiting.TryGetValue((behind.Twin, behind.Seq), out var carried))
                waiting[(behind.Twin, behind.Seq)] = carried = Taking.FieldsOf(behind);
            fields.UnionWith(carried);
        }

        return fields;
    }

    public void NotePlanned(string twin) => hasNewsForOthers |= State.Sides[twin].Inbound is null;

    public bool ToldOthers()
    {
        hasNewsForOthers = false;
        return true;
    }

    /// <summary>
    /// What was recorded tells a call's outcome, which cannot be computed again. It becomes durable together with the plain decisions that follow
    /// from it, and before anything else is called.
    /// </summary>
    public void NoteOutcome() => outcome = Ticket.Mark();

    /// <summary>Makes the outcome of the last call durable though what followed it failed; nothing of that is kept.</summary>
    public async Task SaveOutcomeAsync()
    {
        if (outcome is not { } known)
            return;
        Ticket.Return(known);
        await CommitAsync(CancellationToken.None);
    }

    /// <summary>Makes what was recorded durable if it grew long.</summary>
    public Task CommitLongAsync(CancellationToken cancellation) => Ticket.Length < LongBatch ? Task.CompletedTask : CommitAsync(cancellation);

    /// <summary>Makes what was recorded durable. Throws <see cref="FencedException"/> when the ticket has another owner.</summary>
    public Task CommitAsync(CancellationToken cancellation) => AppendAsync(null, cancellation);

    /// <summary>Makes what was recorded durable and gives the ticket back, due again at this instant. The draft is used no more.</summary>
    public async Task EndAsync(DateTimeOffset? due, CancellationToken cancellation)
    {
        if (!await AppendAsync(new Release(due), cancellation))
            await hub.Journal.ReleaseAsync(claim, due, cancellation);
    }

    private async Task<bool> AppendAsync(Release? release, CancellationToken cancellation)
    {
        foreach (var text in Ticket.Texts.Values)
            using (var content = new MemoryStream(text))
                await hub.Blobs.PutAsync(content, long.MaxValue, cancellation);
        Ticket.Texts.Clear();
        outcome = null;
        var batch = Ticket.TakeBatch();
        if (batch is not null)
        {
            var longer = lag.After(batch.Entries);
            var copy = longer.IsLong ? SyncJson.Write(State) : null;
            lag = copy is null ? longer : StateLag.OfCopy(copy);
            // Not after: once it is durable the next owner may come. A state is taken only where the journal stands at its hash.
            hub.States.Remember(new RecentState(batch.Entries[^1].Hash, State, lag));
            var began = hub.Time.GetTimestamp();
            if (await hub.Journal.AppendAsync(claim, batch with { State = copy, Release = release }, cancellation) == AppendOutcome.Fenced)
                throw new FencedException();
            hub.Moved.Note(batch);
            hub.MovedTickets.Add(claim.Ticket.Id);
            hub.Measures.Appended(batch, hub.Time.GetElapsedTime(began), Work.Notices);
            hub.Changes.Tell(batch.Row.CaseId ?? "");
            if (batch.Sends.Count > 0 || batch.Forward is not null)
                hub.Wake.Set();
        }

        Ticket.Now = hub.Now;
        return batch is not null;
    }

    /// <summary>
    /// Sees to it that a call to a tracker never outlives the lease: prolongs it unless half of it, and more than the call may take, is left on the
    /// clock that nobody sets. What is left was granted to this fence; an intent is appended under it right before its call.
    /// </summary>
    public async Task EnsureOwnedAsync(TimeSpan call, CancellationToken cancellation)
    {
        if (outcome is not null || Ticket.HasSends)
            await CommitAsync(cancellation); // neither the truth nor the partner waits for a call
        var needed = call + Margin;
        var renewed = needed + hub.Lease / 2 > hub.Lease ? needed + hub.Lease / 2 : hub.Lease;
        while (LeaseLeft < hub.Lease / 2 || LeaseLeft < needed) // asked again after a renewal: this process may have been frozen meanwhile
        {
            var now = hub.Time.GetTimestamp();
            if (!await hub.Journal.RenewAsync(claim, renewed, hub.Now, cancellation))
                throw new FencedException();
            lease = (now, renewed);
        }
    }

    /// <summary>What is left of the lease on the clock that nobody sets.</summary>
    public TimeSpan LeaseLeft => lease.Left - hub.Time.GetElapsedTime(lease.CountedAt);
}
