using System.Security.Cryptography;
using Entente.Core.Journal;

namespace Entente.Storage.Sqlite;

/// <summary>
/// Whether what was read is what was written. A ticket whose records fail is refused alone; the others go on (RELIABILITY D04).
/// </summary>
internal static class Soundness
{
    /// <summary>What a stored copy must hash to, with the entry that it stands at.</summary>
    public static string CopyHash(long n, byte[] copy) => $"{n}:{Convert.ToHexStringLower(SHA256.HashData(copy))}";

    /// <param name="hash">As it was stored; null, or of another entry, where a program before 0003 wrote the copy.</param>
    public static void RequireCopy(string ticket, long n, byte[]? copy, string? hash)
    {
        if (copy is not null && hash?.StartsWith($"{n}:", StringComparison.Ordinal) == true && hash != CopyHash(n, copy))
            throw Damaged(ticket, $"the copy of its state at entry {n}");
    }

    /// <summary>The entries from <paramref name="from"/> up to the head, each as its hash says. One without a salt was erased.</summary>
    public static void RequireEntries(string ticket, long from, List<JournalEntry> entries, (long N, string Hash) head)
    {
        for (var i = 0; i < entries.Count; i++)
            if (!IsSound(ticket, entries[i], from + i, i == 0 ? entries[0].PreviousHash : entries[i - 1].Hash))
                throw Damaged(ticket, $"entry {from + i}");
        if (entries.Count != head.N - from + 1 || (entries.Count > 0 && entries[^1].Hash != head.Hash))
            throw Damaged(ticket, $"its head, entry {head.N}");
    }

    public static void RequireEnvelope(LaneMessage message)
    {
        if (EntryChain.LaneHash(message) != message.Hash)
            throw Damaged(message.To.Id, $"envelope {message.Epoch}/{message.Seq} of lane {message.Twin} from {message.FromTicket}");
    }

    private static bool IsSound(string ticket, JournalEntry entry, long n, string previous) =>
        entry.N == n
        && entry.PreviousHash == previous
        && (entry.Salt.Length == 0 || EntryChain.PayloadHash(entry.Salt, entry.Payload) == entry.PayloadHash)
        && EntryChain.Hash(ticket, n, entry.At, entry.Kind, entry.PayloadHash, previous) == entry.Hash;

    private static StorageException Damaged(string ticket, string what) => new(
        StorageFault.RecordDamaged,
        $"Ticket {ticket} is refused: {what} is not what was written. Check the disk, then restore a backup; the other tickets go on.");
}
