using Entente.Core.Journal;
using Entente.Node.Access;
using Entente.Storage.Sqlite;

namespace Entente.Node.Audit;

/// <summary>Verifies the store of a data folder from its files alone: with the hub's key, without a hub.</summary>
public static class StoreCheck
{
    /// <param name="expected">A head that somebody noted down outside; the audit log must pass through it. Null: none.</param>
    /// <exception cref="Storage.StorageException">There is no store, or it cannot be read.</exception>
    public static async Task<ChainReport> RunAsync(string dataFolder, ChainMark? expected, CancellationToken cancellation)
    {
        using var store = Open(dataFolder);
        var secrets = SecretStore.Open(dataFolder, _ => null);
        var checkpoints = CheckpointFile.Read(Path.Combine(dataFolder, CheckpointFile.Name), secrets.CheckpointKey());
        var check = new ChainCheck(store, new EntryChain(secrets.JournalKey()), checkpoints.Marks, expected);
        var report = await check.RunAsync(checkpoints.Last?.N ?? 0, checkpoints.Last?.IsLast == true, cancellation);
        return report with { Findings = [.. checkpoints.Findings, .. report.Findings] };
    }

    /// <summary>The store's chains, only read.</summary>
    public static SqliteArchive Open(string dataFolder) => SqliteArchive.Open(DataFolder.Store(dataFolder));
}
