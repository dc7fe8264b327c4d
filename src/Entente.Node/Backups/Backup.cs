using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

using Entente.Node.Accords;
using Entente.Node.Restores;
using Entente.Storage;
using Entente.Storage.Copies;
using Entente.Storage.Sealed;

namespace Entente.Node.Backups;

/// <summary>
/// Copies a hub into one file while it runs: the rows of one moment, then the attachments, of which those that the rows name are there already and
/// none ever changes. The file gets its name when it is whole and synced.
/// </summary>
public sealed class Backup(HubData source, TimeProvider time, Action<string> progress)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private long reportedAt = time.GetTimestamp();
    private int epoch = 1;

    /// <summary>Writes the backup and answers what it holds. Throws <see cref="BackupException"/> and <see cref="StorageException"/>.</summary>
    /// <param name="accordFolder">The folder whose hash goes into the manifest; null for none.</param>
    public async Task<BackupManifest> WriteAsync(string path, string? accordFolder, CancellationToken cancellation)
    {
        path = Path.GetFullPath(path);
        if (File.Exists(path))
            throw new BackupException($"{path} is there already. Give the backup another name.");
        var key = source.KeyFingerprint ?? throw new BackupException($"There is no key in {source.Folder}: no hub ever ran on it.");
        var unfinished = $"{path}.unfinished";
        File.Delete(unfinished);
        try
        {
            BackupManifest manifest;
            await using (var file = PrivateFile.Create(unfinished))
            {
                manifest = await FillAsync(file, (key, AccordHash(accordFolder)), cancellation);
                await SealAsync(file, cancellation);
            }

            File.Move(unfinished, path);
            return manifest;
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    private async Task<BackupManifest> FillAsync(FileStream file, (string Key, string? Accord) hashes, CancellationToken cancellation)
    {
        using var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true);
        var (madeAt, version) = (time.GetUtcNow(), await source.Store.VersionAsync(cancellation));
        var content = await RowsAsync(archive, cancellation);
        var manifest = new BackupManifest
        {
            MadeAt = madeAt,
            Store = source.Store.Kind,
            StoreVersion = version,
            Epoch = epoch,
            AccordSha256 = hashes.Accord,
            KeyFingerprint = hashes.Key,
            ContentSha256 = content.Sha256,
            Tables = content.Tables,
            Blobs = await BlobsAsync(archive, cancellation),
            Secrets = Secrets(archive),
        };
        await using (var part = await archive.CreateEntry(BackupParts.Manifest).OpenAsync(cancellation))
            await JsonSerializer.SerializeAsync(part, manifest, Readable, cancellation);
        archive.Comment = new string('0', BackupParts.SealLength);
        return manifest;
    }

    private async Task<StoreContent> RowsAsync(ZipArchive archive, CancellationToken cancellation)
    {
        using var content = new ContentHash();
        await using var rows = source.Store.ReadAsync(cancellation).GetAsyncEnumerator(cancellation);
        var isMore = await rows.MoveNextAsync();
        foreach (var table in StoreTables.All)
        {
            await using var part = await archive.CreateEntry(BackupParts.Rows(table.Name), CompressionLevel.Fastest).OpenAsync(cancellation);
            for (long n = 1; isMore && ReferenceEquals(rows.Current.Table, table); isMore = await rows.MoveNextAsync(), n++)
            {
                if (ReferenceEquals(table, StoreTables.Value) && rows.Current.Text(0) == HubEpoch.ValueName)
                    epoch = HubEpoch.Read(rows.Current.Text(1)).Number;
                await part.WriteAsync(content.Add(rows.Current), cancellation);
                Tell($"{table.Name}: {n} rows");
            }
        }

        return content.Result();
    }

    private async Task<BlobCount> BlobsAsync(ZipArchive archive, CancellationToken cancellation)
    {
        using var names = new BlobNames();
        var (count, bytes) = (0L, 0L);
        await foreach (var sha256 in source.Blobs.ListAsync(cancellation))
        {
            await using var blob = await source.Blobs.OpenAsync(sha256, cancellation); // checks the bytes against their name
            await using (var part = await archive.CreateEntry(BackupParts.Blob(sha256), CompressionLevel.NoCompression).OpenAsync(cancellation))
                await blob.CopyToAsync(part, cancellation);
            names.Add(sha256);
            (count, bytes) = (count + 1, bytes + blob.Length);
            Tell($"attachments: {count}, {bytes / 1_000_000} MB");
        }

        return new BlobCount(count, bytes, names.Hash());
    }

    private List<SecretPart> Secrets(ZipArchive archive)
    {
        var parts = new List<SecretPart>();
        foreach (var name in source.Secrets.Versions().Keys)
        {
            var bytes = source.Secrets.Read(name)!;
            using (var part = archive.CreateEntry(BackupParts.Secret(name)).Open())
                part.Write(bytes);
            parts.Add(new SecretPart(name, Convert.ToHexStringLower(SHA256.HashData(bytes))));
        }

        return parts;
    }

    private static async Task SealAsync(FileStream file, CancellationToken cancellation)
    {
        var seal = await BackupParts.SealOfAsync(file, cancellation);
        file.Position = file.Length - BackupParts.SealLength;
        await file.WriteAsync(Encoding.ASCII.GetBytes(seal), cancellation);
        file.Flush(flushToDisk: true);
    }

    private static string? AccordHash(string? folder) =>
        folder is null || !Directory.Exists(folder) ? null : AccordVersions.HashOf(AccordFolder.Read(folder));

    private void Tell(string what)
    {
        if (time.GetElapsedTime(reportedAt) < Every)
            return;
        reportedAt = time.GetTimestamp();
        progress(what);
    }
}
