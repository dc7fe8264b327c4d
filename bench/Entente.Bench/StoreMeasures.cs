using System.Security.Cryptography;

using Entente.Core.Journal;
using Entente.Core.Tickets;
using Entente.Storage.Blobs;
using Entente.Storage.Sqlite;

namespace Entente.Bench;

/// <summary>What depends on how much there is: other twins, pending changes, a large attachment.</summary>
internal static class StoreMeasures
{
    private const int InFlight = 2048;

    public static async Task<string> RunAsync(BenchOptions options, TimeProvider time, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("entente-bench-").FullName;
        try
        {
            return options.Measure switch
            {
                "pending" => await PendingAsync(folder, options.Size == 0 ? 100_000 : options.Size, time, cancellation),
                "attachment" => await AttachmentAsync(folder, options.Size == 0 ? 256 : options.Size, cancellation),
                _ => await new TwinMeasure(options, time).RunAsync(options.Size == 0 ? 100_000 : options.Size, cancellation),
            };
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Hints of as many tickets that nobody acts on, and the due queue walked through.</summary>
    private static async Task<string> PendingAsync(string folder, int count, TimeProvider time, CancellationToken cancellation)
    {
        await using var store = await SqliteStore.OpenAsync(Path.Combine(folder, "hub.db"), cancellation);
        await NoticeAllAsync(store, 0, Math.Min(count, 10_000), time, cancellation); // what is paid once is paid
        var idle = Memory();
        await NoticeAllAsync(store, Math.Min(count, 10_000), count, time, cancellation);
        var pending = Memory();
        var claims = 0;
        while (await store.ClaimAsync("bench", TimeSpan.FromHours(1), time.GetUtcNow(), cancellation) is { } claim)
        {
            claims++;
            await store.ReleaseAsync(claim, null, cancellation);
            if (claims == 1000)
                break;
        }

        return $"{count} pending changes: working set {idle / 1e6:F0} MB before, {pending / 1e6:F0} MB with them "
            + $"({(pending - idle) / 1048576.0:F0} MiB more), "
            + $"{Memory() / 1e6:F0} MB after {claims} claims";
    }

    private static async Task NoticeAllAsync(SqliteStore store, int from, int to, TimeProvider time, CancellationToken cancellation)
    {
        var open = new Queue<Task>();
        for (var n = from; n < to; n++)
        {
            if (open.Count == InFlight)
                await open.Dequeue();
            var ticket = new TicketAddress(Ids.Ticket("zd", $"{n}"), "care", "zd");
            open.Enqueue(store.NoticeAsync(new Notice(ticket, $"{n}", $"webhook:{n}", "webhook", "1", time.GetUtcNow()), cancellation));
        }

        await Task.WhenAll(open);
    }

    private static async Task<string> AttachmentAsync(string folder, int mebibytes, CancellationToken cancellation)
    {
        var blobs = new DiskBlobs(Path.Combine(folder, "blobs"));
        await PassAsync(blobs, 4, cancellation);
        var before = Memory();
        var peak = await PassAsync(blobs, mebibytes, cancellation);
        return $"an attachment of {mebibytes} MiB, stored and read again: {(peak - before) / 1048576.0:F1} MiB of working set more at the peak";
    }

    private static async Task<long> PassAsync(DiskBlobs blobs, int mebibytes, CancellationToken cancellation)
    {
        using var content = new Bytes((long)mebibytes << 20);
        var blob = await blobs.PutAsync(content, long.MaxValue, cancellation);
        await using var stored = await blobs.OpenAsync(blob.Sha256, cancellation);
        var (buffer, peak, read, n) = (new byte[81920], content.Peak, 0L, 0);
        while ((n = await stored.ReadAsync(buffer, cancellation)) > 0)
            if ((read += n) % (16 << 20) < n)
                peak = Math.Max(peak, Environment.WorkingSet);
        return Math.Max(peak, Environment.WorkingSet);
    }

    private static long Memory()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return Environment.WorkingSet;
    }

    /// <summary>As many bytes, from nowhere.</summary>
    private sealed class Bytes(long length) : Stream
    {
        private static readonly byte[] Block = RandomNumberGenerator.GetBytes(65536);
        private long at;

        public long Peak { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var count = (int)Math.Min(Math.Min(buffer.Length, Block.Length), length - at);
            Block.AsSpan(0, count).CopyTo(buffer);
            at += count;
            if (at % (16 << 20) < count)
                Peak = Math.Max(Peak, Environment.WorkingSet);
            return count;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            Task.FromResult(Read(buffer.AsSpan(offset, count)));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
