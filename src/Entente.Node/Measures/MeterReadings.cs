using System.Diagnostics.Metrics;

namespace Entente.Node.Measures;

/// <summary>Listens to one meter, and no other of its name: sums since the node started for <c>/metrics</c>, and the recent past beside.</summary>
internal sealed class MeterReadings : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly Dictionary<Instrument, InstrumentReadings> instruments = [];
    private readonly RecentMeasures recent;
    private readonly Lock collecting = new();

    public MeterReadings(Meter meter, RecentMeasures recent)
    {
        this.recent = recent;
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (!ReferenceEquals(instrument.Meter, meter))
                return;
            var readings = new InstrumentReadings(instrument);
            instruments[instrument] = readings;
            listening.EnableMeasurementEvents(instrument, readings);
        };
        listener.SetMeasurementEventCallback<long>(Take);
        listener.SetMeasurementEventCallback<double>((_, value, tags, state) => Take(value, tags, (InstrumentReadings)state!));
        listener.Start();
    }

    /// <summary>All instruments by name; gauges as their callbacks tell now.</summary>
    public IReadOnlyList<InstrumentReadings> Collect()
    {
        lock (collecting)
        {
            foreach (var gauge in instruments.Values.Where(readings => readings.Kind == InstrumentKind.Gauge))
                gauge.Clear();
            listener.RecordObservableInstruments();
            return [.. instruments.Values.OrderBy(readings => readings.Name, StringComparer.Ordinal)];
        }
    }

    public void Dispose() => listener.Dispose();

    private void Take(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state) =>
        Take(value, tags, (InstrumentReadings)state!);

    private void Take(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, InstrumentReadings readings)
    {
        var values = LabelValues.Of(tags);
        readings.Take(value, values, tags);
        if (readings.Kind != InstrumentKind.Gauge)
            recent.Take(readings.Name, readings.Kind == InstrumentKind.Histogram, values, value);
    }
}
