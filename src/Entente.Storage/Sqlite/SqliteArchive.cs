using Entente.Core.Journal;
using Microsoft.Data.Sqlite;

namespace Entente.Storage.Sqlite;

/// <summary>
/// A store's file, only read: nothing is claimed, migrated or written, and a hub may go on beside it. For checks that must not touch what they
/// check.
/// </summary>
public sealed class SqliteArchive : IChainReader, IDisposable
{
    private readonly Lock turn = new();
    private readonly Session session;

    private SqliteArchive(Session session) => this.session = session;

    /// <exception cref="StorageException">There is no such file, or it cannot be read.</exception>
    public static SqliteArchive Open(string path)
    {
        if (!File.Exists(path))
            throw new StorageException(StorageFault.Broken, $"There is no store at {path}.");
        try
        {
            return new SqliteArchive(new Session(Connections.OpenReader(path, StoreTuning.Product)));
        }
        catch (SqliteException failure)
        {
            throw new StorageException(StorageFault.Broken, $"{path} cannot be opened: {failure.Message}", failure);
        }
    }

    public Task<IReadOnlyList<AuditEntry>> AuditAsync(long from, int limit, CancellationToken cancellation) =>
        Read<AuditEntry>(() => Chains.Audit(session, from, limit), cancellation);

    public Task<IReadOnlyList<StoredEntry>> AllEntriesAsync(string afterTicket, long afterN, int limit, CancellationToken cancellation) =>
        Read<StoredEntry>(() => Chains.Entries(session, afterTicket, afterN, limit), cancellation);

    public Task<IReadOnlyList<ChainHead>> HeadsAsync(string afterTicket, int limit, CancellationToken cancellation) =>
        Read<ChainHead>(() => Chains.Heads(session, afterTicket, limit), cancellation);

    public Task<IReadOnlyList<LaneMessage>> LanesAsync(LanePosition? after, int limit, CancellationToken cancellation) =>
        Read<LaneMessage>(() => Chains.Lanes(session, after, limit), cancellation);

    public void Dispose()
    {
        lock (turn)
            session.Dispose();
    }

    /// <summary>Beside its caller, who checks one page while the next is read.</summary>
    private Task<IReadOnlyList<T>> Read<T>(Func<IReadOnlyList<T>> read, CancellationToken cancellation) => Task.Factory.StartNew(
        () =>
        {
            try
            {
                lock (turn)
                    return read();
            }
            catch (SqliteException failure)
            {
                throw WriteFailures.DescribeRead(failure);
            }
        },
        cancellation, TaskCreationOptions.None, TaskScheduler.Default);
}
