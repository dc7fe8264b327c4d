namespace Entente.Sandbox.Zendesk;

/// <summary>What search knows: tickets as they were an index lag ago. A change becomes visible only when it is older than the lag.</summary>
internal sealed class ZendeskIndex(ZendeskSettings settings)
{
    private readonly Queue<(DateTimeOffset At, ZendeskTicket Ticket)> pending = [];

    private readonly SortedDictionary<long, ZendeskTicket> visible = [];

    public void Changed(ZendeskTicket ticket, DateTimeOffset at) => pending.Enqueue((at, ticket.Draft()));

    /// <summary>Forgets a ticket that was removed for good.</summary>
    public void Removed(long id) => visible.Remove(id);

    /// <summary>Tickets that search may return at an instant, by id. Deleted ones are not among them.</summary>
    public IEnumerable<ZendeskTicket> Visible(DateTimeOffset now)
    {
        while (pending.TryPeek(out var next) && next.At + settings.IndexLag <= now)
            visible[next.Ticket.Id] = pending.Dequeue().Ticket;
        return visible.Values.Where(ticket => !ticket.IsDeleted);
    }
}
