using Entente.Core.Journal;

namespace Entente.Storage.Sqlite;

/// <summary>
/// Who may write which ticket, until when. One process holds the file, so whoever owned a ticket before this opening is dead and claims need not
/// outlive the process: they are made in memory. What must outlive it is that a claimed ticket is due, and its row says so until it is given back;
/// and that fences rise, which the block of each opening sees to (<see cref="Fences"/>).
/// </summary>
internal sealed class Holds(long lastFence)
{
    private readonly Lock turn = new();
    private readonly DueQueue queue = new();
    private readonly Dictionary<string, Hold> held = new(StringComparer.Ordinal);
    private long fence = lastFence;

    // No lease ends before this: while it lies ahead, nobody need look at each.
    private DateTimeOffset firstEnd = DateTimeOffset.MaxValue;

    /// <summary>Claims the ticket that has been due longest and that nobody holds.</summary>
    public ClaimAttempt TryNext(ClaimRequest request)
    {
        lock (turn)
        {
            if (queue.First is null && queue.Horizon is not null)
                return new ClaimAttempt(null, null, MustRead: true);
            var lapsed = Lapsed(request.Now);
            if (queue.First is { } first && first.Due <= request.Now && (lapsed is null || DueQueue.Order.Compare(first, lapsed) < 0))
                return new ClaimAttempt(Take(first.Ticket, request), null, MustRead: false);
            return new ClaimAttempt(null, lapsed?.Ticket, MustRead: false);
        }
    }

    /// <summary>
    /// Claims one ticket; null while another owner's lease runs. On the writer's thread, among the writes: what the owner before wrote ahead of it
    /// counts,
    /// what comes behind it is fenced, in the same transaction too.
    /// </summary>
    public Claim? Named(TicketAddress ticket, ClaimRequest request)
    {
        lock (turn)
            return held.TryGetValue(ticket.Id, out var hold) && hold.Owner != request.Owner && hold.LeaseUntil > request.Now
                ? null
                : Take(ticket, request);
    }

    /// <summary>Claims a ticket whose lease ran out; null when it was prolonged, or given back, meanwhile. As <see cref="Named"/>.</summary>
    public Claim? TakeOver(TicketAddress ticket, ClaimRequest request)
    {
        lock (turn)
            return held.TryGetValue(ticket.Id, out var hold) && hold.LeaseUntil <= request.Now ? Take(ticket, request) : null;
    }

    /// <summary>Whether this claim is the present one. Invariant 4.</summary>
    public bool Owns(Claim claim)
    {
        lock (turn)
            return Find(claim) is not null;
    }

    public bool Renew(Claim claim, DateTimeOffset leaseUntil)
    {
        lock (turn)
        {
            if (Find(claim) is not { } hold)
                return false;
            held[claim.Ticket.Id] = hold with { LeaseUntil = leaseUntil };
            EndsFirst(leaseUntil);
            return true;
        }
    }

    /// <summary>The ticket is free again, and due as its row says.</summary>
    public void Release(Claim claim, DateTimeOffset? due)
    {
        lock (turn)
        {
            if (Find(claim) is null)
                return;
            held.Remove(claim.Ticket.Id);
            if (due is { } at)
                queue.Set(claim.Ticket, at);
        }
    }

    /// <summary>Something arrived durably: a free ticket is due, a held one when it is given back.</summary>
    public void Wake(TicketAddress ticket, DateTimeOffset at)
    {
        lock (turn)
            if (!held.ContainsKey(ticket.Id))
                queue.Wake(ticket, at);
    }

    public DueTicket? Horizon
    {
        get
        {
            lock (turn)
                return queue.Horizon;
        }
    }

    /// <summary>Adds what was read from the file after a horizon, unless the queue moved on meanwhile.</summary>
    public void Extend(DueTicket after, IReadOnlyList<DueTicket> read, bool isAll)
    {
        lock (turn)
            if (queue.Horizon == after)
                queue.Extend(read, isAll, held.ContainsKey);
    }

    /// <summary>The earliest instant at which a ticket is due or a lease ends, of those that the queue knows.</summary>
    public DateTimeOffset? NextDue()
    {
        lock (turn)
        {
            var due = queue.First?.Due;
            foreach (var hold in held.Values)
                if (due is null || hold.LeaseUntil < due)
                    due = hold.LeaseUntil;
            return due;
        }
    }

    /// <summary>True when the queue is empty and the file may hold more.</summary>
    public bool MustRead
    {
        get
        {
            lock (turn)
                return queue.First is null && queue.Horizon is not null;
        }
    }

    private Claim Take(TicketAddress ticket, ClaimRequest request)
    {
        queue.Remove(ticket.Id);
        held[ticket.Id] = new Hold(ticket, request.Owner, ++fence, request.LeaseUntil);
        EndsFirst(request.LeaseUntil);
        return new Claim(ticket, request.Owner, fence, request.LeaseUntil);
    }

    private Hold? Find(Claim claim) => held.TryGetValue(claim.Ticket.Id, out var hold) && hold.Owner == claim.Owner && hold.Fence == claim.Fence
        ? hold
        : null;

    private void EndsFirst(DateTimeOffset leaseUntil) => firstEnd = leaseUntil < firstEnd ? leaseUntil : firstEnd;

    /// <summary>The hold that ran out first; null while none did.</summary>
    private DueTicket? Lapsed(DateTimeOffset now)
    {
        if (now < firstEnd)
            return null;
        DueTicket? first = null;
        firstEnd = DateTimeOffset.MaxValue;
        foreach (var hold in held.Values)
        {
            EndsFirst(hold.LeaseUntil);
            if (hold.LeaseUntil <= now && new DueTicket(hold.LeaseUntil, hold.Ticket) is var lapsed
                && (first is null || DueQueue.Order.Compare(lapsed, first) < 0))
                first = lapsed;
        }

        return first;
    }

    private sealed record Hold(TicketAddress Ticket, string Owner, long Fence, DateTimeOffset LeaseUntil);
}

/// <summary>What came of asking for a ticket.</summary>
/// <param name="Lapsed">A ticket whose lease ran out: it is taken over behind the last write of its owner.</param>
/// <param name="MustRead">The queue ran out; the file may hold more.</param>
internal sealed record ClaimAttempt(Claim? Claim, TicketAddress? Lapsed, bool MustRead);
