using Entente.Node.Restores;
using Entente.Storage;
using Entente.Storage.Copies;

namespace Entente.Node.Backups;

/// <summary>What a restore made.</summary>
/// <param name="Epoch">The new epoch: one more than the backup's.</param>
/// <param name="ContentSha256">The content hash read back from the store, equal to the backup's.</param>
/// <param name="KeyAdvice">What to do about the key; null when the right one lies there.</param>
public sealed record RestoreReport(BackupManifest Manifest, int Epoch, string ContentSha256, string? KeyAdvice);

/// <summary>
/// Makes a hub's data from a backup. Everything is verified first; attachments go first, under their hashes, where they harm nobody if it ends there;
/// the rows go all or nothing, are read back and compared, and get the next epoch with the same stroke.
/// </summary>
public sealed class Restore(BackupReader backup, HubData target, TimeProvider time)
{
    /// <summary>Throws <see cref="BackupException"/>, with nothing written that would count.</summary>
    public async Task<RestoreReport> RunAsync(CancellationToken cancellation)
    {
        if (!await target.Store.IsEmptyAsync(cancellation))
            throw new BackupException(
                $"{target.Shown} holds a hub already, and nothing is ever restored over one. Name an empty place with --data; "
                + "when the old hub is not needed any more, move its data away first.");
        await BackupCheck.RunAsync(backup, cancellation);
        await BlobsAsync(cancellation);
        var epoch = await RowsAsync(cancellation);
        foreach (var secret in backup.Manifest.Secrets)
            if (target.Secrets.Read(secret.Name) is null) // one that was set here already stays
                target.Secrets.Write(secret.Name, await BytesAsync(BackupParts.Secret(secret.Name), cancellation));
        return new RestoreReport(backup.Manifest, epoch, backup.Manifest.ContentSha256, KeyAdvice());
    }

    private async Task BlobsAsync(CancellationToken cancellation)
    {
        foreach (var sha256 in BackupCheck.Blobs(backup))
        {
            await using var bytes = backup.Open(BackupParts.Blob(sha256));
            var kept = await target.Blobs.PutAsync(bytes, long.MaxValue, cancellation);
            if (kept.Sha256 != sha256)
                throw BackupReader.Damaged(BackupParts.Blob(sha256), null);
        }
    }

    private async Task<int> RowsAsync(CancellationToken cancellation)
    {
        var before = HubEpoch.Read(await EpochTextAsync(cancellation));
        var next = before.Next(backup.Manifest.MadeAt, time.GetUtcNow());
        try
        {
            await target.Store.WriteAsync(
                backup.AllRowsAsync(cancellation),
                async written =>
                {
                    var content = await ContentHash.OfAsync(written);
                    return content.Sha256 == backup.Manifest.ContentSha256
                        ? [KeyValuePair.Create(HubEpoch.ValueName, next.Write())]
                        : throw new BackupException(
                            $"What was written reads back otherwise (content {content.Sha256} instead of {backup.Manifest.ContentSha256}). "
                            + "Nothing was kept. Check the disk or the database, then restore again.", isInput: false);
                },
                cancellation);
        }
        catch (StorageException refused) when (refused.Fault is StorageFault.NotEmpty)
        {
            throw new BackupException($"{refused.Message} Name an empty place with --data.", inner: refused);
        }

        return next.Number;
    }

    private async Task<string?> EpochTextAsync(CancellationToken cancellation)
    {
        await foreach (var row in backup.RowsAsync(StoreTables.Value, cancellation))
            if (row.Text(0) == HubEpoch.ValueName)
                return row.Text(1);
        return null;
    }

    private async Task<byte[]> BytesAsync(string part, CancellationToken cancellation)
    {
        await using var bytes = backup.Open(part);
        using var all = new MemoryStream();
        await bytes.CopyToAsync(all, cancellation);
        return all.ToArray();
    }

    private string? KeyAdvice()
    {
        var wanted = backup.Manifest.KeyFingerprint;
        var place = DataFolder.Key(target.Folder);
        return target.KeyFingerprint switch
        {
            null => $"Put the key with the fingerprint {wanted} at {place} (mode 0600) before the first start. Without it the connections' secrets "
                + "cannot be opened and must be set again, and webhooks get new addresses.",
            var found when found != wanted =>
                $"The key at {place} has the fingerprint {found}; the backup's secrets need {wanted}. Put that one there, "
                + "or set the secrets again: entente secret set CONNECTION.",
            _ => null,
        };
    }
}
