using Entente.Core.Journal;
using Entente.Core.Sync;

namespace Entente.Node.Tickets;

/// <summary>The draft of a turn with what it was loaded from, and the one place where it becomes durable.</summary>
internal sealed class TurnDraft
{
    private readonly HubContext hub;
    private readonly Claim claim;
    private readonly List<LaneMessage> inbox;
    private bool hasNewsForOthers;

    public TurnDraft(HubContext hub, Claim claim, TicketWork work)
    {
        this.hub = hub;
        this.claim = claim;
        Work = work;
        inbox = [.. work.Inbox];
        var state = work.State is null ? new TicketState { Address = claim.Ticket } : SyncJson.Read<TicketState>(work.State);
        Ticket = new TicketDraft(state, work, hub.Book, hub.Chain, hub.Now);
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
        Taking.Take(Ticket, message);
    }

    public void NotePlanned(string twin) => hasNewsForOthers |= State.Sides[twin].Inbound is null;

    public bool ToldOthers()
    {
        hasNewsForOthers = false;
        return true;
    }

    /// <summary>Makes what was recorded durable. Throws <see cref="FencedException"/> when the ticket has another owner.</summary>
    public async Task CommitAsync(CancellationToken cancellation)
    {
        foreach (var text in Ticket.Texts.Values)
            using (var content = new MemoryStream(text))
                await hub.Blobs.PutAsync(content, long.MaxValue, cancellation);
        Ticket.Texts.Clear();
        if (Ticket.TakeBatch() is { } batch)
        {
            if (await hub.Journal.AppendAsync(claim, batch, cancellation) == AppendOutcome.Fenced)
                throw new FencedException();
            if (batch.Sends.Count > 0 || batch.Forward is not null)
                hub.Wake.Set();
        }

        Ticket.Now = hub.Now;
    }

    /// <summary>Prolongs the lease right before a call to a tracker, so that a call never outlives it.</summary>
    public async Task EnsureOwnedAsync(CancellationToken cancellation)
    {
        if (!await hub.Journal.RenewAsync(claim, Workers.Lease, hub.Now, cancellation))
            throw new FencedException();
    }
}
