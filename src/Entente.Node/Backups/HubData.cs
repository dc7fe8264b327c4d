using Entente.Node.Access;
using Entente.Storage.Blobs;
using Entente.Storage.Copies;
using Entente.Storage.Postgres;
using Entente.Storage.Sealed;
using Entente.Storage.Sqlite;

namespace Entente.Node.Backups;

/// <summary>Where a hub keeps what is its own: rows, attachments, sealed secrets, and the key in a folder of this machine.</summary>
public sealed class HubData : IAsyncDisposable
{
    private readonly IAsyncDisposable? database;

    /// <param name="folder">Where the key lies.</param>
    /// <param name="secrets">Null: sealed secrets lie in the folder.</param>
    public HubData(IStoreCopy store, IBlobList blobs, string folder, ISealedStore? secrets = null, IAsyncDisposable? database = null)
    {
        Store = store;
        Blobs = blobs;
        Folder = folder;
        Secrets = secrets ?? new FolderSealed(DataFolder.Secrets(folder));
        this.database = database;
    }

    public IStoreCopy Store { get; }

    public IBlobList Blobs { get; }

    /// <summary>Connections' secrets, sealed under the key.</summary>
    public ISealedStore Secrets { get; }

    /// <summary>Folder of the key.</summary>
    public string Folder { get; }

    /// <summary>What people call the place.</summary>
    public string Shown { get; private init; } = "";

    /// <summary>Which key lies here; null when there is none yet.</summary>
    public string? KeyFingerprint => SecretStore.HasKey(Folder) ? SecretStore.Open(Folder, _ => null, Secrets).Fingerprint() : null;

    /// <summary>Looks at the data of a hub, which may be running, and touches nothing of it.</summary>
    /// <param name="address">The database; null where all lies in the folder.</param>
    public static async Task<HubData> ToReadAsync(string folder, PostgresAddress? address, TimeProvider time, CancellationToken cancellation)
    {
        if (address is not null)
            return await OfAsync(folder, address, time, cancellation);
        return File.Exists(DataFolder.Store(folder))
            ? new HubData(new SqliteCopy(DataFolder.Store(folder)), DiskBlobs.ToRead(DataFolder.Blobs(folder)), folder) { Shown = folder }
            : throw new BackupException($"There is no hub's store in {folder}. Name its data folder with --data.");
    }

    /// <summary>A place for a hub that is to be restored.</summary>
    public static async Task<HubData> ToWriteAsync(string folder, PostgresAddress? address, TimeProvider time, CancellationToken cancellation)
    {
        if (address is not null)
            return await OfAsync(folder, address, time, cancellation);
        Directory.CreateDirectory(folder);
        return new HubData(new SqliteCopy(DataFolder.Store(folder)), new DiskBlobs(DataFolder.Blobs(folder)), folder) { Shown = folder };
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        if (database is not null)
            await database.DisposeAsync();
    }

    private static async Task<HubData> OfAsync(string folder, PostgresAddress address, TimeProvider time, CancellationToken cancellation)
    {
        var store = await PostgresStore.OpenAsync(address, time, cancellation);
        return new HubData(new PostgresCopy(address, time), new PostgresBlobs(store), folder, new PostgresSealed(store), store)
        {
            Shown = address.Shown,
        };
    }
}
