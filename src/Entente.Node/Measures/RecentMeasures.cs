using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Entente.Node.Measures;

/// <summary>One series: an instrument and its labels' values.</summary>
internal readonly record struct SeriesKey(string Instrument, LabelValues Labels);

/// <summary>
/// The last day of every counter and histogram. Bounded: a series has one size, and the series are those of the accord. It outlives the process in
/// a named value of the journal (<see cref="StoredMeasures"/>).
/// </summary>
internal sealed class RecentMeasures(TimeProvider time)
{
    private const int MostSeries = 5000;

    private readonly ConcurrentDictionary<SeriesKey, RecentSeries> series = new();

    /// <summary>All series, ordered by instrument and labels.</summary>
    public IReadOnlyList<KeyValuePair<SeriesKey, RecentSeries>> All =>
        [.. series.OrderBy(one => $"{one.Key.Instrument}\u0001{string.Join('\u0001', one.Key.Labels.List)}", StringComparer.Ordinal)];

    public void Take(string instrument, bool isDuration, LabelValues labels, double value) =>
        Series(new SeriesKey(instrument, labels))?.Add(time.GetUtcNow(), value, isDuration);

    /// <summary>The series, made if there is none; null when there are too many.</summary>
    public RecentSeries? Series(SeriesKey key) =>
        series.TryGetValue(key, out var found) ? found : series.Count >= MostSeries ? null : series.GetOrAdd(key, new RecentSeries());

    /// <summary>Adds all that another set holds.</summary>
    public void Add(RecentMeasures other)
    {
        foreach (var (key, theirs) in other.series)
            foreach (var slot in theirs.From(0))
                Series(key)?.Add(slot);
    }

    /// <summary>What was counted in the time up to now, over the series whose labels fit.</summary>
    public double Sum(string instrument, TimeSpan length, Func<LabelValues, bool> fits) =>
        Slots(instrument, length, fits).Sum(slot => slot.Sum);

    /// <summary>A connection's calls in the time up to now, by outcome.</summary>
    public ImmutableSortedDictionary<string, long> Outcomes(string connection, TimeSpan length)
    {
        var first = RecentSeries.FirstOf(time.GetUtcNow(), length);
        return series.Where(one => one.Key.Instrument == Instruments.CallsName && one.Key.Labels.A == connection)
            .Select(one => KeyValuePair.Create(one.Key.Labels.C!, (long)one.Value.From(first).Sum(slot => slot.Sum)))
            .Where(one => one.Value > 0).ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    /// <summary>How durations were spread in the time up to now, over the series whose labels fit.</summary>
    public DelayFigures Delays(string instrument, TimeSpan length, Func<LabelValues, bool> fits) =>
        DelayFigures.Of(Slots(instrument, length, fits));

    /// <summary>Slots of the time up to now, in no order across series.</summary>
    public IEnumerable<RecentSlot> Slots(string instrument, TimeSpan length, Func<LabelValues, bool> fits)
    {
        var first = RecentSeries.FirstOf(time.GetUtcNow(), length);
        return series.Where(one => one.Key.Instrument == instrument && fits(one.Key.Labels)).SelectMany(one => one.Value.From(first));
    }
}

/// <summary>How durations were spread; quantiles are null where nothing was counted, and at most 9 % too long.</summary>
public sealed record DelayFigures(long Count, double? P50Seconds, double? P95Seconds, double? P99Seconds)
{
    internal static DelayFigures Of(IEnumerable<RecentSlot> slots)
    {
        var counts = new long[DelayBuckets.Count];
        foreach (var slot in slots)
            foreach (var (bucket, count) in slot.Buckets)
                counts[bucket] += count;
        return new DelayFigures(
            counts.Sum(), DelayBuckets.Quantile(counts, 0.5), DelayBuckets.Quantile(counts, 0.95), DelayBuckets.Quantile(counts, 0.99));
    }
}
