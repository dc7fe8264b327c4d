using Entente.Core.Journal;

namespace Entente.Storage.Copies;

/// <summary>
/// Verifies every ticket's chain up to the head that its row names, and every lane's, in one pass over canonical rows in two streams that go side by
/// side: tickets and entries have the same order.
/// </summary>
public static class RowChains
{
    /// <returns>How many entries and messages were verified.</returns>
    /// <exception cref="InvalidDataException">A chain is broken; the message names the ticket or lane and the position.</exception>
    public static async Task<(long Entries, long Messages)> VerifyAsync(
        IAsyncEnumerable<StoreRow> tickets, IAsyncEnumerable<StoreRow> entries, IAsyncEnumerable<StoreRow> lanes)
    {
        long checkedEntries = 0, checkedMessages = 0;
        await using (var next = entries.GetAsyncEnumerator())
        {
            var isMore = await next.MoveNextAsync();
            await foreach (var ticket in tickets)
            {
                var (n, hash) = (0L, "");
                for (; isMore && next.Current.Text(0) == ticket.Text(0); isMore = await next.MoveNextAsync(), checkedEntries++)
                    (n, hash) = Verify(next.Current, (n, hash));
                if (n != ticket.Number(10) || hash != ticket.Text(11))
                    throw new InvalidDataException($"Ticket {ticket.Text(0)} names entry {ticket.Number(10)} as its newest; its chain ends at {n}.");
            }

            if (isMore)
                throw new InvalidDataException($"There are entries of ticket {next.Current.Text(0)}, and no such ticket.");
        }

        var end = (Lane: ("", "", 0L), Seq: 0L, Hash: "");
        await foreach (var message in lanes)
        {
            var lane = (message.Text(0), message.Text(1), message.Number(2));
            end = (lane, VerifyMessage(message, lane == end.Lane ? (end.Seq, end.Hash) : (0, "")), message.Text(8));
            checkedMessages++;
        }

        return (checkedEntries, checkedMessages);
    }

    private static (long N, string Hash) Verify(StoreRow entry, (long N, string Hash) before)
    {
        var (ticket, n) = (entry.Text(0), entry.Number(1));
        if (n != before.N + 1 || entry.Text(7) != before.Hash)
            throw new InvalidDataException($"Entry {n} of ticket {ticket} does not go on from entry {before.N}.");
        if (entry.Values[4] is byte[] payload && EntryChain.PayloadHash(entry.Bytes(5), payload) != entry.Text(6))
            throw new InvalidDataException($"The payload of entry {n} of ticket {ticket} is not the one that was hashed.");
        var at = new DateTimeOffset(entry.Number(2), TimeSpan.Zero);
        if (EntryChain.Hash(ticket, n, at, entry.Text(3), entry.Text(6), before.Hash) != entry.Text(8))
            throw new InvalidDataException($"Entry {n} of ticket {ticket} does not have the hash that it names.");
        return (n, entry.Text(8));
    }

    private static long VerifyMessage(StoreRow message, (long Seq, string Hash) before)
    {
        var (twin, from, seq) = (message.Text(0), message.Text(1), message.Number(3));
        var to = new TicketAddress(message.Text(4), "", "");
        var sent = new LaneMessage(twin, from, to, (int)message.Number(2), seq, message.Text(5), message.Bytes(6), message.Text(7), message.Text(8));
        if (seq != before.Seq + 1 || sent.PreviousHash != before.Hash || EntryChain.LaneHash(sent) != sent.Hash)
            throw new InvalidDataException($"Message {seq} of the lane of twin {twin} from ticket {from} does not go on from message {before.Seq}.");
        return seq;
    }
}
