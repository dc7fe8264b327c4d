using Entente.Core.Journal;

namespace Entente.Storage.Sqlite;

/// <summary>
/// The file's journal and what is known of it in memory: who holds which ticket, what is due, what was acted on lately. The writer's thread writes
/// the file; memory follows when that is durable, in the order of the commits.
/// </summary>
internal sealed class Store
{
    private readonly Appends appends;

    public Store(Session session)
    {
        Notices = new Notices(session, Residents);
        Claims = new Claims(session);
        Holds = new Holds(Fences.Begin(session));
        appends = new Appends(session, this);
    }

    public Residents Residents { get; } = new();

    public Holds Holds { get; }

    public Notices Notices { get; }

    public Claims Claims { get; }

    /// <summary>
    /// Claims one ticket; null while another owner's lease runs. Should the transaction fail, then nobody knows of the claim and it runs out: the
    /// ticket is late, not lost.
    /// </summary>
    public Claim? Claim(TicketAddress ticket, ClaimRequest request) => Written(Holds.Named(ticket, request), request);

    /// <summary>Claims a ticket whose lease ran out; null when it was prolonged, or given back, meanwhile.</summary>
    public Claim? TakeOver(TicketAddress ticket, ClaimRequest request) => Written(Holds.TakeOver(ticket, request), request);

    public Appended Append(Claim claim, Batch batch) => appends.Append(claim, batch);

    /// <summary>An append is durable.</summary>
    public void Appended(Claim claim, Batch batch, Appended done)
    {
        if (done.Outcome == AppendOutcome.Fenced)
            return;
        Residents.Appended(claim, batch, done.Arrivals);
        foreach (var send in batch.Sends)
            Holds.Wake(send.To, batch.Entries[^1].At);
        Arrived(done.Forwarded);
        if (batch.Release is not null)
            Released(claim, done.Due);
    }

    /// <summary>A notice is durable; null for one that was known.</summary>
    public void Arrived(Arrival? arrival)
    {
        if (arrival is null)
            return;
        Residents.Arrived(arrival.Notice, arrival.Arrivals);
        Holds.Wake(arrival.Notice.Ticket, arrival.Notice.ReceivedAt);
    }

    /// <summary>Gives a ticket back; a stale claim changes nothing.</summary>
    public DateTimeOffset? Release(Claim claim, DateTimeOffset? due) =>
        Holds.Owns(claim) ? Claims.Release(claim.Ticket, due, Residents.SeenBy(claim)) : null;

    /// <summary>The end of a claim is durable.</summary>
    public void Released(Claim claim, DateTimeOffset? due)
    {
        Residents.Released(claim);
        Holds.Release(claim, due);
    }

    /// <summary>
    /// The row of a claimed ticket is due: its owner before may just have given it back. One that is not claimed keeps what it says.
    /// </summary>
    private Claim? Written(Claim? claim, ClaimRequest request)
    {
        if (claim is not null)
            Claims.Named(claim.Ticket, request);
        return claim;
    }
}
