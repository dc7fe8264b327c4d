using Entente.Core.Journal;
using Entente.Node.Access;
using Entente.Storage.Postgres;
using Entente.Storage.Sqlite;

namespace Entente.Node.Audit;

/// <summary>
/// Verifies a hub's store with the hub's key and without a hub: a data folder from its files alone, a database over a connection of its own.
/// </summary>
public static class StoreCheck
{
    /// <param name="folder">Where the key and this node's checkpoints lie, and the store where there is no database.</param>
    /// <param name="database">Null: the store lies in the folder.</param>
    /// <param name="expected">A head that somebody noted down outside; the audit log must pass through it. Null: none.</param>
    /// <exception cref="Storage.StorageException">There is no store, or it cannot be read.</exception>
    public static async Task<ChainReport> RunAsync(
        string folder, PostgresAddress? database, ChainMark? expected, CancellationToken cancellation)
    {
        await using var opened = await OpenAsync(folder, database, cancellation);
        var secrets = SecretStore.Open(folder, _ => null);
        var checkpoints = CheckpointFile.Read(Path.Combine(folder, CheckpointFile.Name), secrets.CheckpointKey());
        var check = new ChainCheck(opened.Chains, new EntryChain(secrets.JournalKey()), checkpoints.Marks, expected)
        {
            IsShared = database is not null,
        };
        var report = await check.RunAsync(checkpoints.Last?.N ?? 0, checkpoints.Last?.IsLast == true, cancellation);
        return report with { Findings = [.. checkpoints.Findings, .. report.Findings] };
    }

    /// <summary>The store's chains, only read.</summary>
    /// <exception cref="Storage.StorageException">There is no store, or it cannot be read.</exception>
    public static async Task<OpenChains> OpenAsync(string folder, PostgresAddress? database, CancellationToken cancellation)
    {
        if (database is null)
            return new OpenChains(SqliteArchive.Open(DataFolder.Store(folder)));
        return new OpenChains(await PostgresStore.OpenAsync(database, TimeProvider.System, cancellation));
    }
}

/// <summary>The chains of a store that was opened to be read.</summary>
public sealed class OpenChains(IChainReader chains) : IAsyncDisposable
{
    public IChainReader Chains => chains;

    public async ValueTask DisposeAsync()
    {
        if (chains is IAsyncDisposable database)
            await database.DisposeAsync();
        else
            (chains as IDisposable)?.Dispose();
    }
}
