namespace Entente.Bench;

/// <summary>The system's clock, which can be put on: an outage of an hour without an hour's wait. Timers run as ever.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    private long shift;

    public override long TimestampFrequency => System.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref shift));

    public override long GetTimestamp() =>
        System.GetTimestamp() + (long)(Interlocked.Read(ref shift) * ((double)TimestampFrequency / TimeSpan.TicksPerSecond));

    public void Skip(TimeSpan by) => Interlocked.Add(ref shift, by.Ticks);
}
