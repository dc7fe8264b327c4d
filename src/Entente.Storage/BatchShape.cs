using Entente.Core.Journal;

namespace Entente.Storage;

/// <summary>What a batch must be whatever the store holds. A batch that fails here is a bug of the caller.</summary>
internal static class BatchShape
{
    public static void Require(Claim claim, Batch batch)
    {
        if (batch.Entries.Count == 0)
            throw new ArgumentException("A batch has at least one entry.", nameof(batch));
        RequireChain(batch.Entries);
        RequireOwn(claim.Ticket.Id, "row", batch.Row.Ticket.Id);
        foreach (var send in batch.Sends)
            RequireOwn(claim.Ticket.Id, "send", send.FromTicket);
        foreach (var side in batch.Sides)
            RequireOwn(claim.Ticket.Id, "side", side.TicketId);
        foreach (var change in batch.Changes)
            RequireOwn(claim.Ticket.Id, "change", change.TicketId);
        foreach (var effect in batch.Effects)
            RequireOwn(claim.Ticket.Id, "effect", effect.TicketId);
    }

    /// <summary>The first entry must go on from the newest one that the store has. Invariant 12.</summary>
    public static void RequireJoin(JournalEntry first, string headHash)
    {
        if (first.PreviousHash != headHash)
            throw new InvalidOperationException($"Entry {first.N} does not continue the chain: its previous hash is not that of the head.");
    }

    /// <summary>A lane has no gap and no repetition, and each envelope names the one before. Invariant 4.</summary>
    /// <param name="last">Sequence number and hash of the lane's newest message; (0, "") when it has none in this epoch.</param>
    public static void RequireNext(LaneMessage send, (long Seq, string Hash) last)
    {
        if (send.Seq != last.Seq + 1)
            throw new InvalidOperationException($"Lane {send.Twin} epoch {send.Epoch} stands at {last.Seq}; {send.Seq} is not the next.");
        if (last.Seq > 0 && send.PreviousHash != last.Hash)
            throw new InvalidOperationException($"Envelope {send.Seq} of lane {send.Twin} epoch {send.Epoch} does not continue the lane's chain.");
    }

    private static void RequireChain(IReadOnlyList<JournalEntry> entries)
    {
        for (var i = 1; i < entries.Count; i++)
        {
            if (entries[i].N != entries[i - 1].N + 1)
                throw new InvalidOperationException($"Entry {entries[i].N} follows {entries[i - 1].N}: entries are numbered without a gap.");
            RequireJoin(entries[i], entries[i - 1].Hash);
        }
    }

    private static void RequireOwn(string ticket, string what, string found)
    {
        if (found != ticket)
            throw new ArgumentException($"A batch of ticket {ticket} holds a {what} of ticket {found}.");
    }
}
