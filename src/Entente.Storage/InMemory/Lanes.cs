using Entente.Core.Journal;

namespace Entente.Storage.InMemory;

/// <summary>Ordered queues from one side to the other. Invariant 4.</summary>
internal sealed class Lanes(Tables tables)
{
    public void RequireSends(IReadOnlyList<LaneMessage> sends)
    {
        var ends = new Dictionary<(string, string, int), (long, string)>();
        foreach (var send in sends)
        {
            var lane = (send.Twin, send.FromTicket, send.Epoch);
            if (!ends.TryGetValue(lane, out var end))
                end = tables.LaneEnds.TryGetValue(lane, out var last) ? (last.Seq, last.Hash) : (0, "");
            BatchShape.RequireNext(send, end);
            ends[lane] = (send.Seq, send.Hash);
        }
    }

    public static void RequireTakes(TicketCell ticket, IReadOnlyList<LanePosition> takes)
    {
        foreach (var take in takes)
        {
            var inbox = ticket.Lanes.GetValueOrDefault((take.Twin, take.FromTicket));
            var position = (take.Epoch, take.Seq);
            if (inbox is null || position.CompareTo(inbox.Taken) < 0 || position.CompareTo(inbox.End) > 0)
                throw new InvalidOperationException(
                    $"Ticket {ticket.Address.Id} cannot take lane {take.Twin} up to {take.Epoch}/{take.Seq}: taken already, or never sent.");
        }
    }

    public void Send(LaneMessage message, DateTimeOffset at)
    {
        tables.Wake(message.To, at);
        Deliver(message);
    }

    /// <summary>Puts a message at its receiver, which is not woken.</summary>
    public void Deliver(LaneMessage message)
    {
        var address = (message.Twin, message.FromTicket, message.Epoch);
        tables.LaneEnds[address] = message;
        tables.Lanes[Tables.PlaceOf(message)] = message;
        var receiver = tables.Ticket(message.To);
        var lane = (message.Twin, message.FromTicket);
        if (!receiver.Lanes.TryGetValue(lane, out var inbox))
            receiver.Lanes[lane] = inbox = new LaneInbox();
        var position = (message.Epoch, message.Seq);
        if (position.CompareTo(inbox.Taken) > 0)
            inbox.Waiting[position] = message;
        if (position.CompareTo(inbox.End) > 0)
            inbox.End = position;
    }

    public static void Take(TicketCell ticket, LanePosition take)
    {
        var inbox = ticket.Lanes[(take.Twin, take.FromTicket)];
        inbox.Taken = (take.Epoch, take.Seq);
        while (inbox.Waiting.Count > 0 && inbox.Waiting.First().Key is var first && first.CompareTo(inbox.Taken) <= 0)
            inbox.Waiting.Remove(first);
    }
}
