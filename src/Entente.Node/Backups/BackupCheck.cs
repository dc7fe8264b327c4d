using System.Security.Cryptography;

using Entente.Storage.Copies;

namespace Entente.Node.Backups;

/// <summary>
/// Verifies a backup whole: every part's hash, the seal over the file, every ticket's and lane's chain, and that no part is there that the manifest
/// does not name. What it throws is <see cref="BackupException"/> and names the part.
/// </summary>
public static class BackupCheck
{
    public static async Task RunAsync(BackupReader backup, CancellationToken cancellation)
    {
        foreach (var table in backup.Manifest.Tables)
            await RequireAsync(backup, BackupParts.Rows(table.Table), table.Sha256, cancellation);
        await BlobsAsync(backup, cancellation);
        foreach (var secret in backup.Manifest.Secrets)
            await RequireAsync(backup, BackupParts.Secret(secret.Name), secret.Sha256, cancellation);
        if (new StoreContent(backup.Manifest.Tables).Sha256 != backup.Manifest.ContentSha256)
            throw BackupReader.Damaged(BackupParts.Manifest, null);
        RequireKnown(backup);
        if (await BackupParts.SealOfAsync(backup.File, cancellation) != await BackupParts.SealInAsync(backup.File, cancellation))
            throw BackupReader.Damaged($"{BackupParts.Manifest}, or the list of parts at the file's end,", null);
        await ChainsAsync(backup, cancellation);
    }

    private static async Task BlobsAsync(BackupReader backup, CancellationToken cancellation)
    {
        using var names = new BlobNames();
        foreach (var sha256 in Blobs(backup))
        {
            await RequireAsync(backup, BackupParts.Blob(sha256), sha256, cancellation);
            names.Add(sha256);
        }

        if (names.Hash() != backup.Manifest.Blobs.Sha256)
            throw BackupReader.Damaged(BackupParts.Blobs, null);
    }

    /// <summary>Hashes of the attachments, in the file's order, which is theirs.</summary>
    internal static IEnumerable<string> Blobs(BackupReader backup) => backup.Parts
        .Where(BackupParts.IsBlob).Select(part => part[BackupParts.Blobs.Length..]);

    private static void RequireKnown(BackupReader backup)
    {
        var known = backup.Manifest.Tables.Select(table => BackupParts.Rows(table.Table))
            .Concat(backup.Manifest.Secrets.Select(secret => BackupParts.Secret(secret.Name)))
            .Append(BackupParts.Manifest).ToHashSet(StringComparer.Ordinal);
        foreach (var part in backup.Parts)
            if (!known.Contains(part) && !BackupParts.IsBlob(part))
                throw new BackupException($"Part {part} of the backup is not in its manifest. Nothing was written.");
        if (StoreTables.All.FirstOrDefault(table => !known.Contains(BackupParts.Rows(table.Name))) is { } missing)
            throw BackupReader.Damaged(BackupParts.Rows(missing.Name), null);
    }

    private static async Task ChainsAsync(BackupReader backup, CancellationToken cancellation)
    {
        try
        {
            await RowChains.VerifyAsync(
                backup.RowsAsync(StoreTables.Ticket, cancellation),
                backup.RowsAsync(StoreTables.Entry, cancellation),
                backup.RowsAsync(StoreTables.Lane, cancellation));
        }
        catch (InvalidDataException broken)
        {
            throw new BackupException(
                $"The backup's journal is broken: {broken.Message} Nothing was written. The hub was damaged before it was backed up: "
                + "take an earlier backup.",
                inner: broken);
        }
    }

    private static async Task RequireAsync(BackupReader backup, string part, string sha256, CancellationToken cancellation)
    {
        await using var bytes = backup.Open(part);
        try
        {
            if (Convert.ToHexStringLower(await SHA256.HashDataAsync(bytes, cancellation)) != sha256)
                throw BackupReader.Damaged(part, null);
        }
        catch (Exception wrong) when (wrong is InvalidDataException or IOException)
        {
            throw BackupReader.Damaged(part, wrong);
        }
    }
}
