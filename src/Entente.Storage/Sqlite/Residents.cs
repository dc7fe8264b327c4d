using Entente.Core.Journal;

namespace Entente.Storage.Sqlite;

/// <summary>
/// Tickets that were acted on lately, in memory beside the file: one process holds the file, so what it committed is what the file has, and the
/// owner of a ticket that is acted on again reads nothing. Bounded by what they weigh; the older half is forgotten.
/// </summary>
internal sealed class Residents
{
    private const long GenerationBytes = 8 * 1024 * 1024;
    private const long MostOfOne = 1024 * 1024;

    private readonly Lock turn = new();
    private readonly Dictionary<string, Loading> loading = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (long Fence, long Arrivals)> seen = new(StringComparer.Ordinal);
    private Dictionary<string, Resident> young = new(StringComparer.Ordinal);
    private Dictionary<string, Resident> old = new(StringComparer.Ordinal);
    private long bytes;

    /// <summary>What the owner of a claim finds; null when it must be read, or when its state must.</summary>
    public TicketWork? Find(Claim claim, string? known, bool isOwner)
    {
        lock (turn)
        {
            if (Find(claim.Ticket.Id) is not { } resident || (resident.Head.N > 0 && resident.Head.Hash != known))
                return null;
            if (isOwner)
                seen[claim.Ticket.Id] = (claim.Fence, resident.Arrivals);
            return resident.Work();
        }
    }

    public Head? HeadOf(string ticketId)
    {
        lock (turn)
            return Find(ticketId)?.Head;
    }

    public (long Seq, string Hash)? EndOf(LaneMessage send)
    {
        lock (turn)
            return Find(send.FromTicket)?.End(send);
    }

    /// <summary>
    /// Begins a reading of a ticket from the file; end it with <see cref="Read"/>. What is committed to the ticket in between may or may not be in
    /// what is read, which is then not kept.
    /// </summary>
    public Loading BeginReading(string ticketId)
    {
        lock (turn)
            return loading[ticketId] = new Loading();
    }

    /// <summary>Ends a reading: what was read by an owner is kept.</summary>
    public void Read(Claim claim, Loading reading, Resident? found, bool isOwner)
    {
        lock (turn)
        {
            var isNewest = loading.TryGetValue(claim.Ticket.Id, out var newest) && newest == reading;
            if (isNewest)
                loading.Remove(claim.Ticket.Id);
            if (found is null || !isOwner)
                return;
            seen[claim.Ticket.Id] = (claim.Fence, found.Arrivals);
            if (isNewest && !reading.IsStale && found.Weight <= MostOfOne)
                Keep(claim.Ticket.Id, found);
        }
    }

    /// <summary>How many arrivals the owner had seen when it loaded last under this claim; 0 when it did not.</summary>
    public long SeenBy(Claim claim)
    {
        lock (turn)
            return seen.TryGetValue(claim.Ticket.Id, out var mark) && mark.Fence == claim.Fence ? mark.Arrivals : 0;
    }

    /// <summary>A claim ended.</summary>
    public void Released(Claim claim)
    {
        lock (turn)
            if (seen.TryGetValue(claim.Ticket.Id, out var mark) && mark.Fence == claim.Fence)
                seen.Remove(claim.Ticket.Id);
    }

    /// <summary>A notice is durable.</summary>
    public void Arrived(Notice notice, long arrivals)
    {
        lock (turn)
            Change(notice.Ticket.Id, resident => resident.Arrived(notice, arrivals));
    }

    /// <summary>A batch is durable.</summary>
    /// <param name="arrivals">What each ticket that it sent to has of arrivals, in the order of the messages.</param>
    public void Appended(Claim claim, Batch batch, IReadOnlyList<long> arrivals)
    {
        lock (turn)
        {
            if (batch.Forward is not null)
                Clear(); // a notice moved from one ticket to another: rare, and only the file knows where it lay
            Change(claim.Ticket.Id, resident => resident.Appended(batch));
            for (var i = 0; i < batch.Sends.Count; i++)
            {
                var (send, count) = (batch.Sends[i], arrivals[i]);
                Change(send.To.Id, resident => resident.Arrived(send, count));
            }
        }
    }

    private void Clear()
    {
        young.Clear();
        old.Clear();
        bytes = 0;
        foreach (var reading in loading.Values)
            reading.IsStale = true;
    }

    private void Change(string ticketId, Action<Resident> change)
    {
        if (loading.TryGetValue(ticketId, out var reading))
            reading.IsStale = true;
        if (Find(ticketId) is not { } resident)
            return;
        var before = resident.Weight;
        change(resident);
        bytes += resident.Weight - before;
        if (resident.Weight <= MostOfOne)
            return;
        young.Remove(ticketId);
        bytes -= resident.Weight;
    }

    private Resident? Find(string ticketId)
    {
        if (young.TryGetValue(ticketId, out var resident))
            return resident;
        if (!old.Remove(ticketId, out resident))
            return null;
        Keep(ticketId, resident);
        return resident;
    }

    private void Keep(string ticketId, Resident resident)
    {
        if (bytes > GenerationBytes)
            (old, young, bytes) = (young, new Dictionary<string, Resident>(StringComparer.Ordinal), 0);
        bytes += resident.Weight - (young.TryGetValue(ticketId, out var before) ? before.Weight : 0);
        old.Remove(ticketId);
        young[ticketId] = resident;
    }
}

/// <summary>A reading of a ticket under way.</summary>
internal sealed class Loading
{
    /// <summary>True when something was committed to the ticket since it began.</summary>
    public bool IsStale { get; set; }
}
