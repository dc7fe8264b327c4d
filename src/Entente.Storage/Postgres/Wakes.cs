namespace Entente.Storage.Postgres;

/// <summary>
/// Makes due what something arrived for. A sender may not lock its receiver's row: two tickets that send to each other would deadlock, and no
/// transaction spans two. So it leaves a row in <c>wake</c>, durable with what it sent, and here those rows are folded into the receivers': soon by
/// the sender's node, sooner or later by any. Callers that wait share one fold. A receiver whose row is locked is left for the next.
/// </summary>
internal sealed class Wakes(Connections connections, Signals signals, Stillness stillness)
{
    private static readonly TimeSpan Others = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LeftBehind = TimeSpan.FromMilliseconds(20);

    // Receivers in the order of their ids, so that folds of several nodes do not deadlock. Only what the owner did not see makes a ticket due.
    private const string FoldSql = """
        WITH picked AS (SELECT n, ticket, party, connection, at FROM wake ORDER BY n LIMIT 1000 FOR UPDATE SKIP LOCKED),
          free AS (SELECT id FROM ticket WHERE id IN (SELECT ticket FROM picked) ORDER BY id FOR UPDATE SKIP LOCKED),
          ready AS (SELECT * FROM picked WHERE ticket IN (SELECT id FROM free) OR NOT EXISTS (SELECT FROM ticket WHERE id = picked.ticket)),
          folded AS (DELETE FROM wake WHERE n IN (SELECT n FROM ready) RETURNING n),
          woken AS (
            INSERT INTO ticket AS t (id, party, connection, due, arrivals, arrived)
            SELECT ticket, min(party), min(connection), min(at), count(*), max(at) FROM ready GROUP BY ticket ORDER BY ticket
            ON CONFLICT (id) DO UPDATE SET arrivals = t.arrivals + excluded.arrivals, arrived = excluded.arrived,
              due = CASE WHEN t.owner IS NULL AND t.arrivals + excluded.arrivals > t.seen THEN least(t.due, excluded.due) ELSE t.due END
            RETURNING t.id)
        SELECT (SELECT count(*) FROM picked), (SELECT count(*) FROM folded)
        """;

    private readonly Lock gate = new();
    private Task running = Task.CompletedTask;
    private Task? next;
    private long left;
    private long folded;
    private long foldedAt = long.MinValue;

    /// <summary>This node left rows to fold; begins to.</summary>
    public void Left()
    {
        Interlocked.Increment(ref left);
        _ = FoldAsync();
    }

    /// <summary>Returns when what this node left before is folded, apart from receivers that were locked.</summary>
    public async Task FoldOwnAsync(CancellationToken cancellation)
    {
        if (Interlocked.Read(ref folded) < Interlocked.Read(ref left) || SinceFold() > Others * 5)
            await FoldAsync().WaitAsync(cancellation);
    }

    /// <summary>Folds what other nodes left; false when that was done a moment ago.</summary>
    public async Task<bool> FoldOthersAsync(CancellationToken cancellation)
    {
        if (SinceFold() < Others)
            return false;
        await FoldAsync().WaitAsync(cancellation);
        return true;
    }

    /// <summary>Waits for the fold under way, if any.</summary>
    public async Task StopAsync()
    {
        try
        {
            await FoldAsync();
        }
        catch (StorageException)
        {
            // The rows are there for another node, or the next start.
        }
    }

    private TimeSpan SinceFold() =>
        Interlocked.Read(ref foldedAt) is var at && at == long.MinValue ? TimeSpan.MaxValue : connections.Time.GetElapsedTime(at);

    /// <summary>The fold that begins after the one under way.</summary>
    private Task FoldAsync()
    {
        lock (gate)
            return next ??= FoldAfterAsync(running);
    }

    private async Task FoldAfterAsync(Task before)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        lock (gate)
            (running, next) = (next!, null);
        var seen = Interlocked.Read(ref left);
        var (picked, done) = await connections.Hints.RunAsync(
            session => session.FirstAsync(Script.Of(FoldSql), row => (row.GetInt64(0), row.GetInt64(1))), CancellationToken.None);
        Interlocked.Exchange(ref folded, seen);
        Interlocked.Exchange(ref foldedAt, connections.Time.GetTimestamp());
        if (done > 0)
        {
            stillness.Stir();
            signals.Wake();
        }

        if (picked > done)
            _ = FoldLaterAsync();
    }

    private async Task FoldLaterAsync()
    {
        await Task.Delay(LeftBehind, connections.Time, CancellationToken.None);
        await FoldAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
