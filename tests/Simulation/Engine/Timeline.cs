namespace Entente.Simulation.Tests.Engine;

/// <summary>
/// The one thread and the one clock of a run: what is to happen, by instant; of one instant in an order that the seed draws. Continuations run where
/// the event that ended their wait runs, so nothing ever leaves this thread.
/// </summary>
internal sealed class Timeline(DateTimeOffset start, SeededRandom random)
{
    private readonly PriorityQueue<Action, (long Ticks, ulong Draw, long Number)> events = new();
    private readonly int thread = Environment.CurrentManagedThreadId;
    private long number;

    public DateTimeOffset Now { get; private set; } = start;

    /// <summary>How many events ran.</summary>
    public long Ran { get; private set; }

    /// <summary>Throws when asked from another thread: somebody's continuation escaped, and the run would not repeat.</summary>
    public void At(DateTimeOffset instant, Action act)
    {
        if (Environment.CurrentManagedThreadId != thread)
            throw new InvalidOperationException($"A continuation left the one thread of its run.{Environment.StackTrace}");
        events.Enqueue(act, (Math.Max(instant.UtcTicks, Now.UtcTicks), random.Next(), number++));
    }

    public void After(TimeSpan wait, Action act) => At(Now + wait, act);

    /// <summary>Runs the next event that is due by an instant; false when there is none, and the clock stands at that instant.</summary>
    public bool Step(DateTimeOffset until)
    {
        if (!events.TryPeek(out var act, out var order) || order.Ticks > until.UtcTicks)
        {
            Now = until > Now ? until : Now;
            return false;
        }

        events.Dequeue();
        Now = new DateTimeOffset(order.Ticks, TimeSpan.Zero);
        Ran++;
        act();
        return true;
    }
}
