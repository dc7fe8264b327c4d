using Entente.Core.Tickets;
using Entente.Storage;
using Entente.Storage.Postgres;

namespace Entente.Conformance.Tests.Storage;

public sealed class PostgresBlobConformance(PostgresRun run) : BlobConformance, IAsyncLifetime
{
    private const int Large = 1_000_003;
    private readonly PostgresSchema schema = run.NextSchema();
    private PostgresStore store = null!;
    private PostgresBlobs blobs = null!;

    protected override IBlobStore Blobs => blobs;

    public async ValueTask InitializeAsync()
    {
        store = await schema.OpenAsync();
        blobs = new PostgresBlobs(store);
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task A_blob_that_one_node_stored_is_read_by_another()
    {
        var blob = await PutAsync(Pattern(Large));
        await using var other = await schema.OpenAsync();

        await using var stream = await new PostgresBlobs(other).OpenAsync(blob.Sha256, Cancellation);
        using var read = new MemoryStream();
        await stream.CopyToAsync(read, Cancellation);

        read.ToArray().ShouldBe(Pattern(Large));
    }

    [Theory]
    [InlineData(10, "UPDATE blob SET body = set_byte(body, 3, 7)")]
    [InlineData(10, "UPDATE blob SET body = substr(body, 1, 9)")]
    [InlineData(Large, "UPDATE chunk SET body = set_byte(body, 3, 7) WHERE n = 1")]
    [InlineData(Large, "DELETE FROM chunk WHERE n = 2")]
    public async Task What_was_altered_is_found_and_healed_by_the_same_bytes_again(int length, string sql)
    {
        var blob = await PutAsync(Pattern(length));
        await RunAsync(sql);

        (await Should.ThrowAsync<StorageException>(() => ReadAsync(blob))).Fault.ShouldBe(StorageFault.BlobDamaged);

        await PutAsync(Pattern(length));
        (await ReadAsync(blob)).ShouldBe(Pattern(length));
    }

    [Fact]
    public async Task What_an_upload_left_that_was_never_finished_is_swept_away_and_what_is_in_use_stays()
    {
        var blob = await PutAsync(Pattern(Large));
        await Should.ThrowAsync<StorageException>(() => Blobs.PutAsync(new MemoryStream(Pattern(Large)), 500_000, Cancellation));
        await RunAsync("UPDATE upload SET began = now() - interval '2 days'");

        await blobs.SweepAsync(Cancellation);

        (await ReadAsync(blob)).Length.ShouldBe(Large);
        (await CountAsync("SELECT count(*) FROM upload")).ShouldBe(1);
        (await CountAsync("SELECT count(*) FROM chunk")).ShouldBe(4);
    }

    private Task RunAsync(string sql) => schema.RunAsync(sql);

    private Task<long> CountAsync(string sql) => schema.CountAsync(sql);
}
