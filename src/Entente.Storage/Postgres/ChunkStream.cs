namespace Entente.Storage.Postgres;

/// <summary>Reads a large blob forward, a chunk at a time; each is a query of its own, so a slow reader holds no connection.</summary>
internal sealed class ChunkStream(Connections connections, long upload, long length) : Stream
{
    private ReadOnlyMemory<byte> chunk;
    private int next;
    private long position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => position;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (chunk.IsEmpty && position < length)
            chunk = await NextAsync(cancellationToken);
        var read = Math.Min(buffer.Length, chunk.Length);
        chunk[..read].CopyTo(buffer);
        chunk = chunk[read..];
        position += read;
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    // Whoever reads synchronously blocks a thread, as with a file.
    public override int Read(byte[] buffer, int offset, int count) =>
        ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Empty when a chunk is missing: what checks the hash finds the blob too short.</summary>
    private async Task<byte[]> NextAsync(CancellationToken cancellation) => await connections.Hints.RunAsync(
        session => session.FirstAsync(
            Script.Of("SELECT body FROM chunk WHERE upload = $1 AND n = $2", upload, next++), row => row.GetFieldValue<byte[]>(0)),
        cancellation) ?? [];
}
