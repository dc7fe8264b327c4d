namespace Entente.Connectors.Http;

/// <summary>
/// An attachment on its way here. Ends when its reader disposes it, when it grows past its limit, or when less than <see cref="MinBytesPerWindow"/>
/// arrive within <see cref="Window"/>: one slow tracker must not hold a worker for hours (RELIABILITY B06).
/// </summary>
internal sealed class DownloadStream(HttpResponseMessage response, Stream content, TimeProvider time, long limitBytes) : Stream
{
    /// <summary>Over how long the speed is taken.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(30);

    /// <summary>The least that must arrive in each window: 1 kB/s.</summary>
    public const int MinBytesPerWindow = 30_000;

    private long total;
    private long windowBytes;
    private long windowStart = time.GetTimestamp();

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => total;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var clock = new CancellationTokenSource(Left(), time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, cancellationToken);
        try
        {
            return Count(await content.ReadAsync(buffer, both.Token));
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or HttpRequestException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var host = response.RequestMessage?.RequestUri?.Host ?? "the tracker";
            throw TransportFailures.From(exception, CallEffect.None, host, clock.IsCancellationRequested);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Downloads are read asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            content.Dispose();
            response.Dispose();
        }

        base.Dispose(disposing);
    }

    // A window is measured from its first wait to its end; the time that the reader itself takes between reads counts, and is short beside 30 s.
    private TimeSpan Left()
    {
        var passed = time.GetElapsedTime(windowStart);
        if (passed < Window && windowBytes < MinBytesPerWindow)
            return Window - passed;
        if (windowBytes < MinBytesPerWindow)
            return TimeSpan.Zero;
        windowStart = time.GetTimestamp();
        windowBytes = 0;
        return Window;
    }

    private int Count(int read)
    {
        total += read;
        windowBytes += read;
        return total <= limitBytes ? read : throw TransportFailures.AttachmentTooLarge(limitBytes);
    }
}
