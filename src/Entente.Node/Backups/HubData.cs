using Entente.Node.Access;
using Entente.Storage.Blobs;
using Entente.Storage.Copies;
using Entente.Storage.Sqlite;

namespace Entente.Node.Backups;

/// <summary>Where a hub keeps what is its own: rows, attachments, sealed secrets and the key.</summary>
public sealed class HubData : IAsyncDisposable
{
    /// <param name="folder">Where key and sealed secrets lie.</param>
    public HubData(IStoreCopy store, IBlobList blobs, string folder)
    {
        Store = store;
        Blobs = blobs;
        Folder = folder;
    }

    public IStoreCopy Store { get; }

    public IBlobList Blobs { get; }

    /// <summary>Folder of key and secrets.</summary>
    public string Folder { get; }

    /// <summary>Which key lies here; null when there is none yet.</summary>
    public string? KeyFingerprint =>
        File.Exists(Path.Combine(Folder, "key")) ? SecretStore.Open(Folder, _ => null).Fingerprint() : null;

    /// <summary>Looks at the data of a hub, which may be running, and touches nothing of it.</summary>
    public static HubData ToRead(string folder)
    {
        var path = StorePath(folder);
        return File.Exists(path)
            ? new HubData(new SqliteCopy(path), DiskBlobs.ToRead(Path.Combine(folder, "blobs")), folder)
            : throw new BackupException($"There is no hub's store in {folder}. Name its data folder with --data.");
    }

    /// <summary>A place for a hub that is to be restored.</summary>
    public static HubData ToWrite(string folder)
    {
        Directory.CreateDirectory(folder);
        return new HubData(new SqliteCopy(StorePath(folder)), new DiskBlobs(Path.Combine(folder, "blobs")), folder);
    }

    /// <summary>Sealed secrets by connection.</summary>
    public IReadOnlyList<KeyValuePair<string, byte[]>> Secrets() => !Directory.Exists(SecretFolder)
        ? []
        : [.. Directory.EnumerateFiles(SecretFolder, "*.secret").Order(StringComparer.Ordinal)
            .Select(path => KeyValuePair.Create(Path.GetFileNameWithoutExtension(path), File.ReadAllBytes(path)))];

    /// <summary>Puts a sealed secret here; one that was set here already stays.</summary>
    public void KeepSecret(string name, byte[] sealedBytes)
    {
        if (name.Length is 0 or > 64 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            throw new BackupException($"'{name}' is no name of a connection.");
        Directory.CreateDirectory(SecretFolder);
        var path = Path.Combine(SecretFolder, $"{name}.secret");
        if (!File.Exists(path))
            PrivateFile.Write(path, sealedBytes);
    }

    public ValueTask DisposeAsync() => Store.DisposeAsync();

    private string SecretFolder => Path.Combine(Folder, "secrets");

    private static string StorePath(string folder) => Path.Combine(folder, "entente.db");
}
