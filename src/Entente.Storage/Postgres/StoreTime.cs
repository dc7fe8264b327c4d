namespace Entente.Storage.Postgres;

/// <summary>
/// The database's clock, read now and then and carried on by this machine's timer. Leases, due instants and settles of all nodes are of this one
/// clock, whatever the nodes' own clocks say or when somebody sets them (RELIABILITY C03).
/// </summary>
internal sealed class StoreTime(TimeProvider own) : TimeProvider
{
    /// <summary>An answer that took longer says too little about the moment at which the clock was read.</summary>
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromMilliseconds(500);

    private Reading last = new(own.GetUtcNow(), own.GetTimestamp());

    public override TimeZoneInfo LocalTimeZone => own.LocalTimeZone;

    public override long TimestampFrequency => own.TimestampFrequency;

    public override DateTimeOffset GetUtcNow()
    {
        var reading = Volatile.Read(ref last);
        return reading.At + own.GetElapsedTime(reading.Timestamp);
    }

    public override long GetTimestamp() => own.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        own.CreateTimer(callback, state, dueTime, period);

    /// <summary>Reads the database's clock over a connection.</summary>
    public async Task ReadAsync(Session session)
    {
        var began = own.GetTimestamp();
        var at = await session.FirstAsync(Script.Of("SELECT clock_timestamp()"), row => row.GetFieldValue<DateTimeOffset>(0));
        var took = own.GetElapsedTime(began);
        if (took <= LongestAnswer)
            Volatile.Write(ref last, new Reading(at + took / 2, own.GetTimestamp()));
    }

    private sealed record Reading(DateTimeOffset At, long Timestamp);
}
