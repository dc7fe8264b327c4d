namespace Entente.Node.Tickets;

/// <summary>Tells waiting workers of this node that something may be due. A hint: the journal's due instants are the truth.</summary>
public sealed class WakeSignal
{
    private volatile TaskCompletionSource pending = New();

    /// <summary>The task that ends at the next <see cref="Set"/>. Take it before looking for work, wait for it after finding none.</summary>
    public Task Next => pending.Task;

    public void Set() => Interlocked.Exchange(ref pending, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
