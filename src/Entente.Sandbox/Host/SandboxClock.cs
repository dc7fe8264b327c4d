namespace Entente.Sandbox.Host;

/// <summary>The sandbox's own time: the real clock plus an offset that the control API moves forward.</summary>
internal sealed class SandboxClock(TimeProvider inner)
{
    private long offsetTicks;

    /// <summary>Real time, for measuring and for waiting.</summary>
    public TimeProvider Inner => inner;

    public TimeSpan Offset => new(Interlocked.Read(ref offsetTicks));

    public DateTimeOffset Now => inner.GetUtcNow() + Offset;

    /// <summary>Moves the sandbox's time; never backwards, since trackers' clocks do not run back.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        Interlocked.Add(ref offsetTicks, by.Ticks);
    }

    public void Reset() => Interlocked.Exchange(ref offsetTicks, 0);
}
