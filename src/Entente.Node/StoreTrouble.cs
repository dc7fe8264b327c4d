using Entente.Storage;

namespace Entente.Node;

/// <summary>
/// What a node does when its store refuses. A full disk or a lock passes: loops wait a second and go on, callers are told to come again
/// (RELIABILITY D02, D05). A store that stopped for good ends the node, since only a new start reads again what is on disk (D03).
/// </summary>
public sealed class StoreTrouble
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource<StorageException> stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long refused;

    /// <summary>Ends when the store takes nothing more until the next start, with what to do.</summary>
    public Task<StorageException> Stopped => stopped.Task;

    /// <summary>Requests that the store refused since the start.</summary>
    public long Refused => Interlocked.Read(ref refused);

    public void Note(StorageException refusal)
    {
        Interlocked.Increment(ref refused);
        if (refusal.Fault == StorageFault.Broken)
            stopped.TrySetResult(refusal);
    }

    /// <summary>Waits before a loop asks the store again.</summary>
    public Task WaitAsync(StorageException refusal, TimeProvider time, CancellationToken cancellation)
    {
        Note(refusal);
        return Task.Delay(Pause, time, cancellation);
    }
}
