namespace Entente.Node.Measures;

/// <summary>
/// A fixed logarithmic scale of durations: eight buckets an octave from one millisecond to seven weeks, so that a quantile is told at most 9 % too
/// long, never too short, and a histogram has the same size whatever it counts.
/// </summary>
internal static class DelayBuckets
{
    /// <summary>How many buckets there are.</summary>
    public const int Count = 256;

    private const double ShortestSeconds = 0.001;
    private const int PerOctave = 8;

    /// <summary>The bucket of a duration: the first whose upper bound is not below it. What is longer than the scale falls into the last.</summary>
    public static int Of(double seconds) => seconds <= ShortestSeconds
        ? 0
        : (int)Math.Min(Math.Ceiling(Math.Log2(seconds / ShortestSeconds) * PerOctave), Count - 1);

    /// <summary>Upper bound of a bucket in seconds.</summary>
    public static double UpTo(int bucket) => ShortestSeconds * Math.Pow(2, (double)bucket / PerOctave);

    /// <summary>
    /// The duration that a share of all did not exceed; null where nothing was counted.
    /// </summary>
    /// <param name="share">Above 0, at most 1.</param>
    public static double? Quantile(ReadOnlySpan<long> counts, double share)
    {
        long all = 0;
        foreach (var count in counts)
            all += count;
        var rank = (long)Math.Ceiling(share * all);
        long sum = 0;
        for (var bucket = 0; bucket < counts.Length; bucket++)
            if ((sum += counts[bucket]) >= rank && sum > 0)
                return UpTo(bucket);
        return null;
    }
}
