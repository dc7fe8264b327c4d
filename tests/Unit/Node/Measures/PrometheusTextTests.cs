using System.Diagnostics.Metrics;

using Entente.Node.Measures;

namespace Entente.Unit.Tests.Node.Measures;

/// <summary>What /metrics says can be read by whoever reads Prometheus' text format.</summary>
public sealed class PrometheusTextTests
{
    [Fact]
    public void Every_kind_of_instrument_is_read_back_as_it_was_measured()
    {
        using var meter = new Meter("test");
        var calls = meter.CreateCounter<long>("test.calls", null, "Calls,\nby \\ outcome");
        var took = meter.CreateHistogram(
            "test.took", "s", "Time taken.", null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1, 10] });
        meter.CreateObservableGauge("test.waiting", () => new Measurement<double>(2.5, new KeyValuePair<string, object?>("kind", "a \"b\"\\c\nd")));
        using var readings = new MeterReadings(meter, new RecentMeasures(TimeProvider.System));
        calls.Add(3, new KeyValuePair<string, object?>("outcome", "2xx"));
        calls.Add(1, new KeyValuePair<string, object?>("outcome", "429"));
        foreach (var seconds in new[] { 0.05, 0.1, 0.5, 100 })
            took.Record(seconds);

        var families = PrometheusParser.Parse(PrometheusText.Write(readings.Collect())).ToDictionary(family => family.Name);

        families.Keys.Order().ShouldBe(["test_calls_total", "test_took_seconds", "test_waiting"]);
        families["test_calls_total"].Type.ShouldBe("counter");
        families["test_calls_total"].Help.ShouldBe("Calls,\nby \\ outcome");
        families["test_calls_total"].Samples.Select(sample => (sample.Labels["outcome"], sample.Value))
            .ShouldBe([("2xx", 3), ("429", 1)], ignoreOrder: true);
        families["test_waiting"].Samples.Single().Labels["kind"].ShouldBe("a \"b\"\\c\nd");
        families["test_took_seconds"].Samples.Select(sample => sample.Value).ShouldBe([2, 3, 3, 4, 100.65, 4]);
    }

    [Fact]
    public void A_gauge_whose_series_ended_is_told_no_more()
    {
        using var meter = new Meter("test");
        var kinds = new List<string> { "a", "b" };
        meter.CreateObservableGauge("test.kinds",
            () => kinds.Select(kind => new Measurement<double>(1, new KeyValuePair<string, object?>("kind", kind))));
        using var readings = new MeterReadings(meter, new RecentMeasures(TimeProvider.System));
        readings.Collect()[0].Series.Count.ShouldBe(2);
        kinds.Remove("a");

        readings.Collect()[0].Series.Single().Values.ShouldBe(new LabelValues("b"));
    }

    [Fact]
    public void A_meter_of_the_same_name_is_another()
    {
        using var ours = new Meter("test");
        using var theirs = new Meter("test");
        using var readings = new MeterReadings(ours, new RecentMeasures(TimeProvider.System));
        theirs.CreateCounter<long>("test.foreign").Add(1);

        readings.Collect().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("# HELP a x\n# TYPE a counter\na 1\na 1\n", "twice")]
    [InlineData("# HELP a x\n# TYPE a counter\nb 1\n", "among")]
    [InlineData("# HELP a x\n# TYPE a counter\na{b=\"\\x\"} 1\n", "escape")]
    [InlineData("# HELP a x\n# TYPE a counter\na 1", "line feed")]
    [InlineData("# HELP a x\n# TYPE a histogram\na_bucket{le=\"1\"} 2\na_bucket{le=\"+Inf\"} 1\na_sum 1\na_count 1\n", "rise")]
    public void The_parser_refuses_what_is_wrong(string text, string because) =>
        Should.Throw<FormatException>(() => PrometheusParser.Parse(text)).Message.ShouldContain(because);
}
