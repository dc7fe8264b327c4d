using System.Threading.Channels;

namespace Entente.Storage.Sqlite;

/// <summary>
/// The one thread that writes. Callers queue; when the queue is full they wait, so a slow disk slows them instead of filling the memory.
/// </summary>
internal sealed class Writer : IAsyncDisposable
{
    private const int QueueLength = 4096;
    private const int GroupSize = 512;

    private readonly Channel<WriteOperation> queue = Channel.CreateBounded<WriteOperation>(
        new BoundedChannelOptions(QueueLength) { SingleReader = true });

    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Session session;
    private readonly StoreHealth health;
    private readonly Checkpointer checkpointer;
    private readonly FilePresence presence;

    public Writer(Session session, StoreHealth health, Checkpointer checkpointer, FilePresence presence)
    {
        this.session = session;
        this.health = health;
        this.checkpointer = checkpointer;
        this.presence = presence;
        new Thread(Write) { IsBackground = true, Name = "journal writer" }.Start();
    }

    /// <summary>Runs on the writer's thread, in a transaction shared with others; ends when that is durable.</summary>
    /// <param name="committed">Told the result on the writer's thread when it is durable, in the order of the commits.</param>
    public Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellation, Action<T>? committed = null)
    {
        health.ThrowIfBroken();
        var operation = new WriteOperation<T>(work, cancellation, committed);
        return queue.Writer.TryWrite(operation) ? operation.Outcome : QueueAsync(operation, cancellation);
    }

    /// <summary>Takes nothing more, writes what waits, ends.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await ended.Task;
        session.Dispose();
    }

    private async Task<T> QueueAsync<T>(WriteOperation<T> operation, CancellationToken cancellation)
    {
        try
        {
            await queue.Writer.WriteAsync(operation, cancellation);
        }
        catch (ChannelClosedException)
        {
            throw health.Refusal();
        }

        return await operation.Outcome;
    }

    private void Write()
    {
        var commit = new GroupCommit(session, health, presence);
        var group = new List<WriteOperation>(GroupSize);
        while (!health.IsBroken && WaitForWork())
        {
            while (group.Count < GroupSize && queue.Reader.TryRead(out var operation))
                group.Add(operation);
            commit.Run(group);
            checkpointer.Committed(group.Count, session);
            group.Clear();
        }

        queue.Writer.TryComplete();
        while (queue.Reader.TryRead(out var late))
            late.Fail(health.Refusal());
        ended.SetResult();
    }

    private bool WaitForWork() => queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult();
}
