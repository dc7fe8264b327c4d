using System.Security.Cryptography;
using Entente.Core.Tickets;

namespace Entente.Storage.Blobs;

/// <summary>Counts and hashes bytes as they come, and stops what grows beyond the limit.</summary>
internal sealed class BlobIntake(long limitBytes) : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long bytes;

    public void Add(ReadOnlySpan<byte> read)
    {
        bytes += read.Length;
        if (bytes > limitBytes)
            throw new StorageException(StorageFault.BlobTooLarge, $"The attachment is longer than {limitBytes} bytes.");
        hash.AppendData(read);
    }

    public BlobRef Result() => new(Convert.ToHexStringLower(hash.GetHashAndReset()), bytes);

    public void Dispose() => hash.Dispose();
}
