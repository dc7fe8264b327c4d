using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Entente.Node.Measures;

/// <summary>What an instrument is to a reader.</summary>
internal enum InstrumentKind { Counter, Gauge, Histogram }

/// <summary>All series of one instrument.</summary>
internal sealed class InstrumentReadings
{
    /// <summary>Far more than any accord has; what would be beyond is not counted, so that a mistake in labels cannot fill the memory.</summary>
    private const int MostSeries = 2000;

    private readonly ConcurrentDictionary<LabelValues, Reading> series = new();
    private readonly IReadOnlyList<double>? bounds;

    public InstrumentReadings(Instrument instrument)
    {
        Name = instrument.Name;
        Unit = instrument.Unit ?? "";
        Description = instrument.Description ?? "";
        bounds = (instrument as Histogram<double>)?.Advice?.HistogramBucketBoundaries;
        Kind = bounds is not null ? InstrumentKind.Histogram : instrument.IsObservable ? InstrumentKind.Gauge : InstrumentKind.Counter;
    }

    public string Name { get; }

    public string Unit { get; }

    public string Description { get; }

    public InstrumentKind Kind { get; }

    public IReadOnlyList<double> Bounds => bounds ?? [];

    /// <summary>Ordered by labels, so that two answers about the same are the same.</summary>
    public IReadOnlyList<Reading> Series => [.. series.Values.OrderBy(one => string.Join('\u0001', one.Values.List), StringComparer.Ordinal)];

    public void Take(double value, LabelValues values, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (!series.TryGetValue(values, out var one))
        {
            if (series.Count >= MostSeries)
                return;
            var names = new List<string>(tags.Length);
            foreach (var tag in tags)
                names.Add(tag.Key);
            one = series.GetOrAdd(values, new Reading(names, values, bounds));
        }

        if (Kind == InstrumentKind.Gauge)
            one.Set(value);
        else
            one.Add(value);
    }

    public void Clear() => series.Clear();
}
