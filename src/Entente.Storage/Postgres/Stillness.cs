namespace Entente.Storage.Postgres;

/// <summary>
/// What a node remembers of having found nothing due, so that its many idle workers do not each ask the database the same again. It holds while
/// nothing happened here that could make a ticket due, nobody told of something elsewhere, the earliest due instant is ahead, and for a moment only,
/// since hints of other nodes may be lost.
/// </summary>
internal sealed class Stillness(TimeProvider time)
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(200);

    private long stirs;
    private Found? last;

    /// <summary>Something happened: what was found before counts no more.</summary>
    public void Stir() => Interlocked.Increment(ref stirs);

    /// <summary>To be taken before looking.</summary>
    public long Mark() => Interlocked.Read(ref stirs);

    /// <summary>Nothing was due, and nothing becomes due before <paramref name="nextDue"/>.</summary>
    public void Remember(long mark, DateTimeOffset? nextDue) => Volatile.Write(ref last, new Found(mark, time.GetTimestamp(), nextDue));

    /// <summary>True while nothing is due that this node could know of.</summary>
    public bool Holds(DateTimeOffset now) => Volatile.Read(ref last) is { } found && IsFresh(found) && !(found.NextDue <= now);

    /// <summary>The earliest due instant; false when it must be asked for.</summary>
    public bool Knows(out DateTimeOffset? nextDue)
    {
        var found = Volatile.Read(ref last);
        nextDue = found?.NextDue;
        return found is not null && IsFresh(found);
    }

    private bool IsFresh(Found found) => found.Mark == Mark() && time.GetElapsedTime(found.At) < Moment;

    private sealed record Found(long Mark, long At, DateTimeOffset? NextDue);
}
