using Entente.Core.Journal;

namespace Entente.Node.Tickets;

/// <summary>
/// How far the stored copy of a state lies behind. A copy is written when it pays: a ticket that this node remembers is never read back, and one that
/// it does not costs reading the copy and folding what came since, of which there is never more than a few copies' worth.
/// </summary>
/// <param name="CopyBytes">Length of the stored copy; 0 when there is none.</param>
/// <param name="BytesSince">Length of the payloads appended since.</param>
/// <param name="EntriesSince">Number of entries appended since.</param>
internal sealed record StateLag(long CopyBytes, long BytesSince, int EntriesSince)
{
    private const int MostEntries = 256;
    private const int FreeBytes = 16 * 1024;
    private const int MostCopies = 4;

    public static StateLag OfNothing { get; } = new(0, 0, 0);

    /// <summary>Whether it is time to store a copy.</summary>
    public bool IsLong => EntriesSince >= MostEntries || BytesSince >= FreeBytes + MostCopies * CopyBytes;

    /// <summary>About what the state takes in memory, in bytes.</summary>
    public long Weight => CopyBytes + BytesSince;

    public static StateLag Of(StoredState stored) =>
        new(stored.Copy?.Length ?? 0, stored.Since.Sum(payload => (long)payload.Length), stored.Since.Count);

    public static StateLag OfCopy(byte[] copy) => new(copy.Length, 0, 0);

    public StateLag After(IReadOnlyList<JournalEntry> entries) =>
        this with { BytesSince = BytesSince + entries.Sum(entry => (long)entry.Payload.Length), EntriesSince = EntriesSince + entries.Count };
}
