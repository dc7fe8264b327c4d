namespace Entente.Storage.Copies;

/// <summary>
/// A store as canonical rows: how a hub is backed up, restored, and moved from one store to another. Nothing is held in memory but the row at hand.
/// </summary>
public interface IStoreCopy : IAsyncDisposable
{
    /// <summary><c>sqlite</c>, <c>postgres</c>, <c>memory</c>.</summary>
    string Kind { get; }

    /// <summary>The newest migration of the store; empty when there is none.</summary>
    Task<string> VersionAsync(CancellationToken cancellation);

    /// <summary>True when the store holds no ticket and no notice, or does not exist yet.</summary>
    Task<bool> IsEmptyAsync(CancellationToken cancellation);

    /// <summary>All rows of one moment, in the order of <see cref="StoreTables"/>, while others go on writing.</summary>
    IAsyncEnumerable<StoreRow> ReadAsync(CancellationToken cancellation);

    /// <summary>
    /// Writes rows into the empty store, all or nothing, durable on return. Before anything becomes visible, <paramref name="check"/> reads back
    /// what was written; what it throws undoes all, and the values that it answers are stored with the same stroke.
    /// </summary>
    /// <exception cref="StorageException">The store is not empty or in use.</exception>
    Task WriteAsync(IAsyncEnumerable<StoreRow> rows, StoreCheck check, CancellationToken cancellation);
}

/// <summary>Judges what was written, before it counts; answers named values to store with it.</summary>
public delegate Task<IReadOnlyList<KeyValuePair<string, string>>> StoreCheck(IAsyncEnumerable<StoreRow> written);
