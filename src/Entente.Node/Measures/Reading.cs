namespace Entente.Node.Measures;

/// <summary>One series since the node started. A counter has a sum, a gauge its newest value, a histogram also counts by upper bound.</summary>
internal sealed class Reading(IReadOnlyList<string> names, LabelValues values, IReadOnlyList<double>? bounds)
{
    private readonly Lock gate = new();
    private readonly long[] counts = new long[(bounds?.Count ?? 0) + 1];
    private double sum;

    public IReadOnlyList<string> Names => names;

    public LabelValues Values => values;

    public void Add(double value)
    {
        var bucket = 0;
        while (bounds is not null && bucket < bounds.Count && value > bounds[bucket])
            bucket++;
        lock (gate)
        {
            counts[bucket]++;
            sum += value;
        }
    }

    /// <summary>Takes a gauge's newest value.</summary>
    public void Set(double value)
    {
        lock (gate)
            sum = value;
    }

    /// <summary>The sum of what was added, and for each upper bound (the last is infinity) how many were not above it.</summary>
    public (double Sum, IReadOnlyList<long> UpTo) Read()
    {
        lock (gate)
        {
            var upTo = new long[counts.Length];
            long all = 0;
            for (var i = 0; i < counts.Length; i++)
                upTo[i] = all += counts[i];
            return (sum, upTo);
        }
    }
}
