namespace Entente.Storage.Sqlite;

/// <summary>Whether the store may still be used. It breaks once and stays broken: after a failed sync nobody knows what is on disk.</summary>
internal sealed class StoreHealth
{
    private Exception? reason;

    public bool IsBroken => Volatile.Read(ref reason) is not null;

    /// <summary>The first reason stays.</summary>
    public void Break(Exception because) => Interlocked.CompareExchange(ref reason, because, null);

    public void ThrowIfBroken()
    {
        if (Volatile.Read(ref reason) is { } because)
            throw Refusal(because);
    }

    /// <summary>What a caller gets who came too late to be told directly.</summary>
    public Exception Refusal() => Refusal(Volatile.Read(ref reason) ?? new ObjectDisposedException(nameof(SqliteStore)));

    private static Exception Refusal(Exception because) => because is StorageException { Fault: var fault }
        ? new StorageException(fault, because.Message, because)
        : new ObjectDisposedException(nameof(SqliteStore), because);
}
