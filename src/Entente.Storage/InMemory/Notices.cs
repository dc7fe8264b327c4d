using Entente.Core.Journal;

namespace Entente.Storage.InMemory;

/// <summary>Hints, each taken once, each waiting at the ticket that owns its native id.</summary>
internal sealed class Notices(Tables tables)
{
    public bool Add(Notice notice)
    {
        var owner = Owner(notice);
        var cell = new NoticeCell(notice, owner.Id) { Place = ++tables.Arrivals };
        if (!tables.Notices.TryAdd((notice.Ticket.Connection, notice.Delivery), cell))
            return false;
        tables.Wake(owner, notice.ReceivedAt);
        tables.Ticket(owner).Waiting.Add(cell);
        return true;
    }

    /// <summary>Hands a hint on, with the delivery under which it came: it moves, it is not taken for a repetition.</summary>
    public void Forward(Notice notice)
    {
        if (Add(notice))
            return;
        var owner = Owner(notice);
        var cell = tables.Notices[(notice.Ticket.Connection, notice.Delivery)];
        if (cell.TicketId == owner.Id)
            return;
        tables.Tickets[cell.TicketId].Waiting.Remove(cell);
        (cell.TicketId, cell.Place, cell.IsDone) = (owner.Id, ++tables.Arrivals, false);
        tables.Wake(owner, notice.ReceivedAt);
        tables.Ticket(owner).Waiting.Add(cell);
    }

    public void RequireKnown(TicketCell ticket, Batch batch)
    {
        foreach (var delivery in batch.NoticesDone)
            if (!tables.Notices.TryGetValue((ticket.Address.Connection, delivery), out var cell) || cell.TicketId != ticket.Address.Id)
                throw new InvalidOperationException($"Notice {delivery} does not wait at ticket {ticket.Address.Id}.");
        if (batch.Forward is { } forward && Owner(forward).Id == ticket.Address.Id)
            throw new InvalidOperationException($"Ticket {ticket.Address.Id} forwards notice {forward.Delivery} to itself.");
    }

    public static void Done(TicketCell ticket, IReadOnlyList<string> deliveries)
    {
        foreach (var cell in ticket.Waiting.Where(cell => deliveries.Contains(cell.Notice.Delivery)))
            cell.IsDone = true;
        ticket.Waiting.RemoveAll(cell => cell.IsDone);
    }

    private TicketAddress Owner(Notice notice) =>
        tables.NativeIds.TryGetValue((notice.Ticket.Connection, notice.NativeId), out var id) ? tables.Tickets[id].Address : notice.Ticket;
}
