namespace Entente.Core.Journal;

/// <summary>
/// Reads every chain of a store from end to end, page by page in key order, as what is stored says and without correcting it: what verification
/// works on. Orders are ordinal.
/// </summary>
public interface IChainReader
{
    /// <summary>Entries of the audit log from <paramref name="from"/> on, ascending.</summary>
    Task<IReadOnlyList<AuditEntry>> AuditAsync(long from, int limit, CancellationToken cancellation);

    /// <summary>
    /// Entries of all tickets after (<paramref name="afterTicket"/>, <paramref name="afterN"/>), by ticket and number, also of tickets that have no
    /// row. An entry without its payload comes with an empty one and an empty salt.
    /// </summary>
    Task<IReadOnlyList<StoredEntry>> AllEntriesAsync(string afterTicket, long afterN, int limit, CancellationToken cancellation);

    /// <summary>Heads of tickets that have entries, by ticket after <paramref name="afterTicket"/>.</summary>
    Task<IReadOnlyList<ChainHead>> HeadsAsync(string afterTicket, int limit, CancellationToken cancellation);

    /// <summary>
    /// Envelopes of all lanes after a position (null: from the first), by twin, sender, epoch and number; party and connection of the receiver are
    /// empty where it has no row.
    /// </summary>
    Task<IReadOnlyList<LaneMessage>> LanesAsync(LanePosition? after, int limit, CancellationToken cancellation);
}
