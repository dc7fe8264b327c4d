using System.Security.Cryptography;
using Entente.Core.Tickets;
using Entente.Storage;
using Entente.Storage.Blobs;

namespace Entente.Conformance.Tests.Storage;

/// <summary>What every store of attachments does.</summary>
public abstract class BlobConformance
{
    protected abstract IBlobStore Blobs { get; }

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(80 * 1024)]
    [InlineData(1_000_003)]
    public async Task A_blob_comes_back_as_it_went_in(int length)
    {
        var bytes = Pattern(length);

        var blob = await Blobs.PutAsync(new TricklingStream(bytes), length, Cancellation);

        blob.ShouldBe(new BlobRef(Convert.ToHexStringLower(SHA256.HashData(bytes)), length));
        (await ReadAsync(blob)).ShouldBe(bytes);
    }

    [Fact]
    public async Task The_same_bytes_twice_are_one_blob()
    {
        var first = await PutAsync(Pattern(100));
        var second = await PutAsync(Pattern(100));

        second.ShouldBe(first);
        (await ReadAsync(first)).Length.ShouldBe(100);
    }

    [Fact]
    public async Task A_stream_beyond_the_limit_is_refused_before_it_was_read_whole()
    {
        var content = new TricklingStream(Pattern(1_000_000));

        var refusal = await Should.ThrowAsync<StorageException>(() => Blobs.PutAsync(content, 999, Cancellation));

        refusal.Fault.ShouldBe(StorageFault.BlobTooLarge);
        content.Position.ShouldBeLessThan(1_000_000);
    }

    [Fact]
    public async Task A_blob_that_was_never_stored_is_missing()
    {
        var refusal = await Should.ThrowAsync<StorageException>(() => Blobs.OpenAsync(new string('0', 64), Cancellation));

        refusal.Fault.ShouldBe(StorageFault.BlobMissing);
    }

    protected Task<BlobRef> PutAsync(byte[] bytes) => Blobs.PutAsync(new MemoryStream(bytes), bytes.Length, Cancellation);

    protected async Task<byte[]> ReadAsync(BlobRef blob)
    {
        await using var stream = await Blobs.OpenAsync(blob.Sha256, Cancellation);
        using var read = new MemoryStream();
        await stream.CopyToAsync(read, Cancellation);
        return read.ToArray();
    }

    protected static byte[] Pattern(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(i * 31 + i / 251))];

    /// <summary>Gives at most 1,000 bytes a read, as a network does.</summary>
    private sealed class TricklingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(1000, buffer.Length)], cancellationToken);
    }
}

public sealed class InMemoryBlobConformance : BlobConformance
{
    protected override IBlobStore Blobs { get; } = new InMemoryBlobs();
}
