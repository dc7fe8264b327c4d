using Entente.Core.Tickets;
using Entente.Storage;
using Entente.Storage.Blobs;

namespace Entente.Conformance.Tests.Storage;

public sealed class DiskBlobConformance : BlobConformance, IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("entente-");

    public DiskBlobConformance() => Blobs = new DiskBlobs(folder.FullName);

    protected override IBlobStore Blobs { get; }

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_blob_lies_two_folders_deep_under_its_hash()
    {
        var blob = await PutAsync(Pattern(10));

        File.Exists(FileOf(blob)).ShouldBeTrue();
        Directory.GetFiles(folder.FullName, "*", SearchOption.AllDirectories).Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_refused_stream_leaves_nothing_behind()
    {
        await Should.ThrowAsync<StorageException>(() => Blobs.PutAsync(new MemoryStream(Pattern(10)), 9, Cancellation));

        Directory.GetFiles(folder.FullName, "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_killed_process_left_unfinished_is_removed()
    {
        await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "unfinished", "1"), Pattern(10), Cancellation);

        _ = new DiskBlobs(folder.FullName);

        Directory.GetFiles(folder.FullName, "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(70_000)]
    [InlineData(99_999)]
    public async Task A_flipped_byte_is_found_before_the_last_bytes_are_handed_out(int position)
    {
        var blob = await PutAsync(Pattern(100_000));
        var bytes = await File.ReadAllBytesAsync(FileOf(blob), Cancellation);
        bytes[position] ^= 1;
        await File.WriteAllBytesAsync(FileOf(blob), bytes, Cancellation);

        await ShouldBeDamagedAsync(blob, 100_000);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65_536)]
    [InlineData(99_999)]
    [InlineData(100_001)]
    public async Task Another_length_is_found(int length)
    {
        var blob = await PutAsync(Pattern(100_000));
        await File.WriteAllBytesAsync(FileOf(blob), Pattern(length), Cancellation);

        await ShouldBeDamagedAsync(blob, length);
    }

    [Fact]
    public async Task Storing_a_damaged_blob_again_heals_it()
    {
        var blob = await PutAsync(Pattern(10));
        await File.WriteAllBytesAsync(FileOf(blob), [1, 2, 3], Cancellation);

        await PutAsync(Pattern(10));

        (await ReadAsync(blob)).ShouldBe(Pattern(10));
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("")]
    [InlineData("ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789")]
    public async Task A_name_that_is_no_hash_is_refused(string name) =>
        await Should.ThrowAsync<ArgumentException>(() => Blobs.OpenAsync(name, Cancellation));

    private async Task ShouldBeDamagedAsync(BlobRef blob, int length)
    {
        await using var stream = await Blobs.OpenAsync(blob.Sha256, Cancellation);
        var failure = await Should.ThrowAsync<StorageException>(async () =>
        {
            await stream.ReadExactlyAsync(new byte[length], Cancellation);
            await stream.ReadExactlyAsync(new byte[1], Cancellation);
        });

        failure.Fault.ShouldBe(StorageFault.BlobDamaged);
        stream.Position.ShouldBe(length);
    }

    private string FileOf(BlobRef blob) => Path.Combine(folder.FullName, blob.Sha256[..2], blob.Sha256[2..4], blob.Sha256);
}
