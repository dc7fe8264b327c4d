using System.Collections.Concurrent;
using Entente.Core.Tickets;

namespace Entente.Storage.Blobs;

/// <summary>Attachments of a simulated hub. Here they are held whole: a simulation's are small.</summary>
public sealed class InMemoryBlobs : IBlobList
{
    private readonly ConcurrentDictionary<string, byte[]> blobs = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public async Task<BlobRef> PutAsync(Stream content, long limitBytes, CancellationToken cancellation)
    {
        using var intake = new BlobIntake(limitBytes);
        using var kept = new MemoryStream();
        var buffer = new byte[8 * 1024];
        int read;
        while ((read = await content.ReadAsync(buffer, cancellation)) > 0)
        {
            intake.Add(buffer.AsSpan(0, read));
            kept.Write(buffer, 0, read);
        }

        var blob = intake.Result();
        blobs[blob.Sha256] = kept.ToArray();
        return blob;
    }

    /// <inheritdoc/>
    public Task<Stream> OpenAsync(string sha256, CancellationToken cancellation) => blobs.TryGetValue(sha256, out var bytes)
        ? Task.FromResult<Stream>(new VerifiedStream(new MemoryStream(bytes, writable: false), sha256))
        : throw new StorageException(StorageFault.BlobMissing, $"There is no blob {sha256}.");

    /// <inheritdoc/>
    public IAsyncEnumerable<string> ListAsync(CancellationToken cancellation) =>
        blobs.Keys.Order(StringComparer.Ordinal).ToList().ToAsyncEnumerable();
}
