using System.Globalization;
using System.Text;

namespace Entente.Node.Measures;

/// <summary>
/// Readings in Prometheus' text format 0.0.4 (https://prometheus.io/docs/instrumenting/exposition_formats/): families in order of name, each with
/// its HELP and TYPE, series in order of labels. Names follow Prometheus' conventions: base units, <c>_total</c> for counters.
/// </summary>
internal static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static string Write(IReadOnlyList<InstrumentReadings> instruments)
    {
        var text = new StringBuilder();
        foreach (var readings in instruments.OrderBy(NameOf, StringComparer.Ordinal))
        {
            var series = readings.Series;
            if (series.Count == 0)
                continue;
            var name = NameOf(readings);
            text.Append("# HELP ").Append(name).Append(' ').Append(Help(readings.Description)).Append('\n');
            text.Append("# TYPE ").Append(name).Append(' ').Append(readings.Kind.ToString().ToLowerInvariant()).Append('\n');
            foreach (var one in series)
                if (readings.Kind == InstrumentKind.Histogram)
                    WriteHistogram(text, name, one, readings.Bounds);
                else
                    WriteSample(text, name, one, null, Number(one.Read().Sum));
        }

        return text.ToString();
    }

    internal static string NameOf(InstrumentReadings readings) => readings.Name.Replace('.', '_')
        + (readings.Unit == "s" ? "_seconds" : "") + (readings.Kind == InstrumentKind.Counter ? "_total" : "");

    private static void WriteHistogram(StringBuilder text, string name, Reading one, IReadOnlyList<double> bounds)
    {
        var (sum, upTo) = one.Read();
        for (var i = 0; i < upTo.Count; i++)
            WriteSample(text, $"{name}_bucket", one, i < bounds.Count ? Number(bounds[i]) : "+Inf", Number(upTo[i]));
        WriteSample(text, $"{name}_sum", one, null, Number(sum));
        WriteSample(text, $"{name}_count", one, null, Number(upTo[^1]));
    }

    private static void WriteSample(StringBuilder text, string name, Reading one, string? upTo, string value)
    {
        var labels = one.Names.Zip(one.Values.List).Select(label => $"{label.First}=\"{Escaped(label.Second)}\"");
        if (upTo is not null)
            labels = labels.Append($"le=\"{upTo}\"");
        var all = string.Join(',', labels);
        text.Append(name);
        if (all.Length > 0)
            text.Append('{').Append(all).Append('}');
        text.Append(' ').Append(value).Append('\n');
    }

    private static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    private static string Help(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Escaped(string value) => Help(value).Replace("\"", "\\\"", StringComparison.Ordinal);
}
