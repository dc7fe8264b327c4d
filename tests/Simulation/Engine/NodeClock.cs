namespace Entente.Simulation.Tests.Engine;

/// <summary>A node's own clocks: the wall clock may be wrong and may jump, the monotonic one may not.</summary>
internal sealed class NodeClock(NodeLife life) : TimeProvider
{
    /// <summary>How far the wall clock is off.</summary>
    public TimeSpan Skew { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => life.Timeline.Now + Skew;

    public override long GetTimestamp() => life.Timeline.Now.UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(life, () => callback(state));
        alarm.Change(dueTime, period);
        return alarm;
    }

    private sealed class Alarm(NodeLife life, Action ring) : ITimer
    {
        private long setting;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var mine = ++setting;
            if (dueTime != Timeout.InfiniteTimeSpan)
                life.Timeline.After(dueTime, () => life.Resume(() => Ring(mine)));
            return true;
        }

        public void Dispose() => setting++;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Ring(long mine)
        {
            if (mine == setting)
                ring();
        }
    }
}
