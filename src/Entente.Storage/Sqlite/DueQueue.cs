using Entente.Core.Journal;

namespace Entente.Storage.Sqlite;

/// <summary>
/// The tickets that are due first, in order, in memory: as many as are soon claimed, never all. Up to the horizon it knows every one; what is due
/// later may be in the file alone and is read from there when the queue runs out. Used under its owner's lock.
/// </summary>
internal sealed class DueQueue
{
    private const int Most = 8192;

    /// <summary>Longest due first; at one instant by id.</summary>
    public static readonly Comparer<DueTicket> Order = Comparer<DueTicket>.Create((a, b) =>
        a.Due != b.Due ? a.Due.CompareTo(b.Due) : string.CompareOrdinal(a.Ticket.Id, b.Ticket.Id));

    private readonly SortedSet<DueTicket> queue = new(Order);
    private readonly Dictionary<string, DueTicket> places = new(StringComparer.Ordinal);

    /// <summary>The last place up to which nothing is missing; null when nothing is missing at all.</summary>
    public DueTicket? Horizon { get; private set; } = new(DateTimeOffset.MinValue, new TicketAddress("", "", ""));

    public DueTicket? First => queue.Min;

    /// <summary>Puts a ticket at its only place.</summary>
    public void Set(TicketAddress ticket, DateTimeOffset due)
    {
        Remove(ticket.Id);
        var place = new DueTicket(due, ticket);
        if (Horizon is { } horizon && Order.Compare(place, horizon) > 0)
            return; // the file has it
        queue.Add(place);
        places[ticket.Id] = place;
        if (queue.Count > Most)
            Cut();
    }

    /// <summary>Something arrived: due at this instant unless it is due already.</summary>
    public void Wake(TicketAddress ticket, DateTimeOffset at)
    {
        if (!places.TryGetValue(ticket.Id, out var place) || place.Due > at)
            Set(ticket, at);
    }

    public void Remove(string ticketId)
    {
        if (places.Remove(ticketId, out var place))
            queue.Remove(place);
    }

    /// <summary>Adds what the file has beyond the horizon.</summary>
    /// <param name="isAll">True when the file has nothing after these.</param>
    public void Extend(IReadOnlyList<DueTicket> read, bool isAll, Func<string, bool> isHeld)
    {
        Horizon = isAll ? null : read[^1];
        foreach (var found in read)
            if (!isHeld(found.Ticket.Id))
                Wake(found.Ticket, found.Due);
    }

    private void Cut()
    {
        while (queue.Count > Most / 2)
            Remove(queue.Max!.Ticket.Id);
        Horizon = queue.Max;
    }
}

/// <summary>A ticket and the instant from which it may be claimed.</summary>
internal sealed record DueTicket(DateTimeOffset Due, TicketAddress Ticket);
