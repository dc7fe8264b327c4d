namespace Entente.Storage.Sqlite;

/// <summary>One caller's writes, waiting for the writer. Its task ends only when its transaction did.</summary>
internal abstract class WriteOperation
{
    protected Exception? Refusal { get; private set; }

    /// <summary>True when the caller wants it no more and nothing was written yet.</summary>
    public abstract bool IsWithdrawn { get; }

    /// <summary>
    /// Does the writes, on the writer's thread; again when its transaction began again. What it throws refuses this operation alone.
    /// </summary>
    public abstract void Apply();

    /// <summary>Its writes were taken back; the caller learns why when the group is done.</summary>
    public void Refuse(Exception because) => Refusal = because;

    /// <summary>The group is durable: answers the caller. Invariant 1.</summary>
    public abstract void Complete();

    /// <summary>The group is not durable: nothing of it was written.</summary>
    public abstract void Fail(Exception because);
}

/// <param name="cancellation">Heeded until the writes begin; from then on the caller waits for their outcome.</param>
/// <param name="committed">Told the result on the writer's thread when it is durable, in the order of the commits and before the caller.</param>
internal sealed class WriteOperation<T>(Func<T> work, CancellationToken cancellation, Action<T>? committed = null) : WriteOperation
{
    // Callers go on elsewhere: the writer's thread only writes.
    private readonly TaskCompletionSource<T> outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T result = default!;

    public Task<T> Outcome => outcome.Task;

    public override bool IsWithdrawn => cancellation.IsCancellationRequested;

    public override void Apply()
    {
        cancellation.ThrowIfCancellationRequested();
        result = work();
    }

    public override void Complete()
    {
        if (Refusal is { } refusal)
        {
            Fail(refusal);
            return;
        }

        committed?.Invoke(result);
        outcome.TrySetResult(result);
    }

    public override void Fail(Exception because)
    {
        if (because is OperationCanceledException)
            outcome.TrySetCanceled(cancellation);
        else
            outcome.TrySetException(because);
    }
}
