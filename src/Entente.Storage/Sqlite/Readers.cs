using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Entente.Storage.Sqlite;

/// <summary>A few read-only sessions, each lent to one reader at a time; every read sees one committed state.</summary>
internal sealed class Readers(string path, StoreTuning tuning, StoreHealth health) : IAsyncDisposable
{
    private const int Count = 4;

    private readonly ConcurrentBag<Session> free = [];
    private readonly SemaphoreSlim places = new(Count);

    public async Task<T> RunAsync<T>(Func<Session, T> read, CancellationToken cancellation)
    {
        await places.WaitAsync(cancellation);
        try
        {
            health.ThrowIfBroken();
            if (!free.TryTake(out var session))
                session = new Session(Connections.OpenReader(path, tuning));
            var found = Read(session, read);
            free.Add(session);
            return found;
        }
        finally
        {
            places.Release();
        }
    }

    /// <summary>Waits for reads under way; the store is marked as closed before, so later ones are refused.</summary>
    public async ValueTask DisposeAsync()
    {
        for (var i = 0; i < Count; i++)
            await places.WaitAsync();
        foreach (var session in free)
            session.Dispose();
        places.Release(Count);
    }

    private static T Read<T>(Session session, Func<Session, T> read)
    {
        try
        {
            session["BEGIN"].Run();
            var found = read(session);
            session["COMMIT"].Run();
            return found;
        }
        catch (Exception failure)
        {
            session.Dispose();
            if (failure is SqliteException sqlite)
                throw WriteFailures.DescribeRead(sqlite);
            throw;
        }
    }
}
