using Entente.Core.Journal;
using Entente.Node.Tickets;

namespace Entente.Node.Doctor;

/// <summary>Verifies the chains of tickets, entry by entry, as far as a time allows: what was altered, cut out or put in does not fit.</summary>
internal static class JournalCheck
{
    private const int PageSize = 500;

    /// <summary>How long it looks at most.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static async Task<Finding> RunAsync(HubContext hub, CancellationToken cancellation)
    {
        var began = hub.Time.GetTimestamp();
        long tickets = 0;
        long entries = 0;
        await foreach (var row in TicketRows.AllAsync(hub, cancellation))
        {
            if (hub.Time.GetElapsedTime(began) > Patience)
                return Finding.Ok(
                    "journal.sound", "", $"{entries} entries of the first {tickets} tickets are chained as they should be; the time was up then.");
            var (count, broken) = await VerifyAsync(hub.Reader, row.Ticket.Id, cancellation);
            if (broken is { } n)
                return Finding.Wrong(
                    "journal.broken", row.Ticket.Id,
                    $"The journal of this ticket does not fit from entry {n} on: it was altered, or the disk lost something.",
                    "Stop the hub, keep a copy of the data folder, and restore the newest backup.");
            tickets++;
            entries += count;
        }

        return Finding.Ok("journal.sound", "", $"All {entries} entries of {tickets} tickets are chained as they should be.");
    }

    private static async Task<(long Count, long? Broken)> VerifyAsync(IJournalReader reader, string ticket, CancellationToken cancellation)
    {
        var (n, hash) = (0L, "");
        IReadOnlyList<StoredEntry> page;
        do
        {
            page = await reader.EntriesAsync(ticket, n + 1, PageSize, cancellation);
            foreach (var entry in page.Select(stored => stored.Entry))
            {
                n++;
                if (!Fits(ticket, entry, n, hash))
                    return (n, n);
                hash = entry.Hash;
            }
        }
        while (page.Count == PageSize);
        return (n, null);
    }

    /// <summary>An erased payload leaves its hash; what is there must have it.</summary>
    private static bool Fits(string ticket, JournalEntry entry, long n, string previousHash) =>
        entry.N == n && entry.PreviousHash == previousHash
        && (entry.Payload.Length == 0 || EntryChain.PayloadHash(entry.Salt, entry.Payload) == entry.PayloadHash)
        && EntryChain.Hash(ticket, n, entry.At, entry.Kind, entry.PayloadHash, previousHash) == entry.Hash;
}
