namespace Entente.Node.Measures;

/// <summary>
/// One series over the last day in slots of ten minutes: what was counted and, for durations, how they were spread. Its size is fixed, however much
/// is counted.
/// </summary>
internal sealed class RecentSeries
{
    /// <summary>Ten minutes.</summary>
    public static readonly TimeSpan SlotLength = TimeSpan.FromMinutes(10);

    /// <summary>A day, and the slot that is under way.</summary>
    private const int Slots = 145;

    private readonly Lock gate = new();
    private readonly RecentSlot?[] ring = new RecentSlot?[Slots];

    public static long SlotOf(DateTimeOffset at) => at.UtcTicks / SlotLength.Ticks;

    /// <summary>The first slot of the time up to now: the one under way and those that began within it.</summary>
    public static long FirstOf(DateTimeOffset now, TimeSpan length) => SlotOf(now) - (length.Ticks / SlotLength.Ticks);

    public void Add(DateTimeOffset at, double value, bool isDuration)
    {
        lock (gate)
        {
            var slot = At(SlotOf(at));
            slot?.Add(value, isDuration);
        }
    }

    /// <summary>Adds what another node or an earlier process counted.</summary>
    public void Add(RecentSlot stored)
    {
        lock (gate)
            At(stored.Number)?.Add(stored);
    }

    /// <summary>Copies of the slots from one on, in order of time.</summary>
    public IReadOnlyList<RecentSlot> From(long first)
    {
        lock (gate)
            return [.. ring.OfType<RecentSlot>().Where(slot => slot.Number >= first).OrderBy(slot => slot.Number).Select(slot => slot.Copy())];
    }

    /// <summary>Null for a slot that is older than the one in its place.</summary>
    private RecentSlot? At(long number)
    {
        var place = (int)(number % Slots);
        if (ring[place] is not { } found || found.Number < number)
            return ring[place] = new RecentSlot(number);
        return found.Number == number ? found : null;
    }
}

/// <summary>Ten minutes of a series.</summary>
internal sealed class RecentSlot(long number)
{
    private readonly SortedDictionary<int, long> buckets = [];

    public long Number => number;

    /// <summary>Counts added up; for durations how many there were.</summary>
    public double Sum { get; private set; }

    /// <summary>How many durations fell into each bucket of <see cref="DelayBuckets"/>.</summary>
    public IReadOnlyDictionary<int, long> Buckets => buckets;

    public void Add(double value, bool isDuration)
    {
        Sum += isDuration ? 1 : value;
        if (isDuration)
            Count(DelayBuckets.Of(value), 1);
    }

    public void Add(RecentSlot other)
    {
        Sum += other.Sum;
        foreach (var (bucket, count) in other.buckets)
            Count(bucket, count);
    }

    public void Add(int bucket, long count)
    {
        Sum += count;
        Count(bucket, count);
    }

    public RecentSlot Copy()
    {
        var copy = new RecentSlot(number);
        copy.Add(this);
        return copy;
    }

    private void Count(int bucket, long count) => buckets[bucket] = buckets.GetValueOrDefault(bucket) + count;
}
