using Entente.Storage.Copies;

namespace Entente.Storage.InMemory;

/// <summary>The simulated store as canonical rows.</summary>
internal sealed class InMemoryCopy(Tables tables, Lock turn) : IStoreCopy
{
    public string Kind => "memory";

    public Task<string> VersionAsync(CancellationToken cancellation) => Task.FromResult("");

    public Task<bool> IsEmptyAsync(CancellationToken cancellation)
    {
        lock (turn)
            return Task.FromResult(tables.Tickets.Count == 0 && tables.Notices.Count == 0 && tables.Audit.Count == 0);
    }

    public IAsyncEnumerable<StoreRow> ReadAsync(CancellationToken cancellation)
    {
        lock (turn)
            return CopyRows.Of(tables).ToList().ToAsyncEnumerable();
    }

    public async Task WriteAsync(IAsyncEnumerable<StoreRow> rows, StoreCheck check, CancellationToken cancellation)
    {
        if (!await IsEmptyAsync(cancellation))
            throw new StorageException(StorageFault.NotEmpty, "The store is not empty.");
        var all = await rows.ToListAsync(cancellation);
        var trial = new Tables();
        new CopyLoading(trial).Load(all);
        var values = await check(CopyRows.Of(trial).ToAsyncEnumerable());
        lock (turn)
        {
            new CopyLoading(tables).Load(all);
            foreach (var (name, text) in values)
                tables.Values[name] = text;
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
