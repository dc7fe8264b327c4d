using Entente.Core.Journal;

namespace Entente.Storage.InMemory;

/// <summary>What the store holds. Sorted wherever something walks through it, hashed where it is only looked up.</summary>
internal sealed class Tables
{
    public SortedDictionary<string, TicketCell> Tickets { get; } = new(StringComparer.Ordinal);

    /// <summary>Tickets by the instant from which they may be claimed, longest due first.</summary>
    public SortedSet<(DateTimeOffset Due, string Id)> Due { get; } = new(DueOrder);

    public Dictionary<(string Connection, string NativeId), string> NativeIds { get; } = [];

    public Dictionary<(string Connection, string Delivery), NoticeCell> Notices { get; } = [];

    /// <summary>The newest message of each lane and epoch.</summary>
    public Dictionary<(string Twin, string FromTicket, int Epoch), LaneMessage> LaneEnds { get; } = [];

    /// <summary>Every message that was ever sent.</summary>
    public SortedDictionary<LanePosition, LaneMessage> Lanes { get; } = new(LaneOrder);

    public List<AuditEntry> Audit { get; } = [];

    /// <summary>How many times a notice was put at a ticket: their order of arrival.</summary>
    public long Arrivals { get; set; }

    /// <summary>The ticket of each effect id.</summary>
    public Dictionary<string, string> EffectTickets { get; } = new(StringComparer.Ordinal);

    public Dictionary<(string Connection, string Budget), TokenBucket> Budgets { get; } = [];

    public Dictionary<string, string> Values { get; } = new(StringComparer.Ordinal);

    /// <summary>By twin, sender, epoch and number.</summary>
    public static Comparer<LanePosition> LaneOrder { get; } = Comparer<LanePosition>.Create((one, other) =>
        string.CompareOrdinal(one.Twin, other.Twin) is not 0 and var twin ? twin
        : string.CompareOrdinal(one.FromTicket, other.FromTicket) is not 0 and var from ? from
        : (one.Epoch, one.Seq).CompareTo((other.Epoch, other.Seq)));

    public static LanePosition PlaceOf(LaneMessage message) => new(message.Twin, message.FromTicket, message.Epoch, message.Seq);

    private static Comparer<(DateTimeOffset Due, string Id)> DueOrder { get; } = Comparer<(DateTimeOffset Due, string Id)>.Create(
        (one, other) => one.Due == other.Due ? string.CompareOrdinal(one.Id, other.Id) : one.Due.CompareTo(other.Due));

    public TicketCell Ticket(TicketAddress address)
    {
        if (!Tickets.TryGetValue(address.Id, out var ticket))
            Tickets[address.Id] = ticket = new TicketCell(address);
        return ticket;
    }

    /// <summary>The ticket of a claim, when the claim is still the one that holds it.</summary>
    public TicketCell? Held(Claim claim) =>
        Tickets.TryGetValue(claim.Ticket.Id, out var ticket) && ticket.Owner == claim.Owner && ticket.Fence == claim.Fence ? ticket : null;

    public void SetDue(TicketCell ticket, DateTimeOffset? due)
    {
        if (ticket.Due is { } old)
            Due.Remove((old, ticket.Address.Id));
        ticket.Due = due;
        if (due is { } next)
            Due.Add((next, ticket.Address.Id));
    }

    /// <summary>Something arrived: a free ticket is due at once, a claimed one when it is released.</summary>
    public void Wake(TicketAddress address, DateTimeOffset at)
    {
        var ticket = Ticket(address);
        ticket.Arrivals++;
        ticket.ArrivedAt = at;
        if (ticket.Owner is null && !(ticket.Due < at))
            SetDue(ticket, at);
    }
}
