using Npgsql;

namespace Entente.Storage.Postgres;

/// <summary>
/// Connections of one kind, and the patience with which operations are run on them. An operation is tried again as a whole: after a deadlock at
/// once, while the server is away until it answers or patience ends. It must be one that may be done twice, or look at
/// <see cref="Session.IsInDoubt"/>.
/// </summary>
internal sealed class Pool(NpgsqlDataSource source, TimeProvider time) : IAsyncDisposable
{
    /// <summary>A PostgreSQL that restarts, or whose standby takes over, is back by then.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(500);

    public Task<T> RunAsync<T>(Func<Session, Task<T>> attempt, CancellationToken cancellation) => RunAsync(attempt, Patience, cancellation);

    /// <summary>How many rows a script changed that may be run twice.</summary>
    public Task<int> RunAsync(Script script, CancellationToken cancellation) => RunAsync(session => session.RunAsync(script), cancellation);

    /// <exception cref="StorageException">The server stayed away, or refused.</exception>
    public async Task<T> RunAsync<T>(Func<Session, Task<T>> attempt, TimeSpan patience, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        var isInDoubt = false;
        for (var wait = FirstWait; ; wait = wait * 2 < LongestWait ? wait * 2 : LongestWait)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                await using var connection = await source.OpenConnectionAsync(CancellationToken.None);
                return await attempt(new Session(connection, isInDoubt));
            }
            catch (Exception failure) when (failure is NpgsqlException or TimeoutException or IOException)
            {
                var action = Failures.Decide(failure);
                if (action == FailureAction.Refuse || time.GetElapsedTime(began) > patience)
                    throw Failures.Describe(failure);
                isInDoubt |= action == FailureAction.Reconnect;
                if (action == FailureAction.Reconnect)
                    source.Clear(); // the others of this pool are as dead
            }

            await Task.Delay(wait, time, cancellation);
        }
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();
}
