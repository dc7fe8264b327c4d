using Entente.Node.Api;

namespace Entente.Node.Pages.Service;

/// <summary>The last day as shapes with places, in pixels: delay by hour on a logarithmic scale, and below it each connection's outages.</summary>
public sealed class ServicePicture
{
    public const double Width = 640;
    private const double Left = 52;
    private const double Right = 8;
    private const double Top = 10;
    private const double ChartHeight = 132;
    private const double RowHeight = 22;
    private static readonly double[] Marks = [0.001, 0.01, 0.1, 1, 10, 60, 600, 3600, 21_600, 86_400, 604_800, 2_592_000];

    private readonly ServiceReport report;
    private readonly DateTimeOffset from;
    private readonly double lowest;
    private readonly double highest;

    public ServicePicture(ServiceReport report)
    {
        this.report = report;
        from = report.At - TimeSpan.FromDays(1);
        var seconds = report.Hours.SelectMany(hour => new[] { hour.Delivery.P50Seconds, hour.Delivery.P99Seconds }).OfType<double>().ToList();
        lowest = Marks.LastOrDefault(mark => mark <= seconds.DefaultIfEmpty(0.2).Min() / 2, Marks[0]);
        highest = Marks.FirstOrDefault(mark => mark > lowest && mark >= seconds.DefaultIfEmpty(60).Max(), Marks[^1]);
    }

    public double Height => RowTop(report.Connections.Count) + 20;

    /// <summary>Lines across, with their delay.</summary>
    public IReadOnlyList<(double Y, string Label)> Levels =>
        [.. Marks.Where(mark => mark >= lowest && mark <= highest).Select(mark => (Y(mark), ServiceWords.Delay(mark)))];

    /// <summary>Times on the axis, each fourth hour.</summary>
    public IReadOnlyList<(double X, string Label)> Ticks =>
        [.. report.Hours.Where(hour => hour.From.Hour % 4 == 0 && hour.From > from).Select(hour => (X(hour.From), $"{hour.From.UtcDateTime:HH:mm}"))];

    /// <summary>From the median to the 99th percentile of each hour, with the 95th.</summary>
    public IReadOnlyList<DelayBar> Bars =>
    [
        .. report.Hours.Where(hour => hour.Delivery.Count > 0).Select(hour =>
        {
            var (begin, end) = (X(hour.From), X(hour.From + TimeSpan.FromHours(1)));
            return new DelayBar(
                begin + 2, Math.Max(3, end - begin - 4), Y(hour.Delivery.P99Seconds!.Value), Y(hour.Delivery.P95Seconds!.Value),
                Y(hour.Delivery.P50Seconds!.Value), Title(hour));
        }),
    ];

    /// <summary>A row for each connection, with its outages.</summary>
    public IReadOnlyList<OutageRow> Rows =>
    [
        .. report.Connections.Select((one, index) => new OutageRow(
            one, RowTop(index), [.. one.Outages.Select(outage => (X(outage.From), Math.Max(2, X(outage.To ?? report.At) - X(outage.From))))])),
    ];

    public static double Floor => Top + ChartHeight;

    public static double LabelX => Left - 6;

    public static double ChartLeft => Left;

    public static double ChartWidth => Width - Left - Right;

    private static double RowTop(int index) => Top + ChartHeight + 26 + (index * RowHeight);

    private static string Title(ServiceHour hour) =>
        $"{hour.From.UtcDateTime:HH:mm}: {hour.Delivery.Count} deliveries, median {ServiceWords.Delay(hour.Delivery.P50Seconds)}, "
        + $"95 % {ServiceWords.Delay(hour.Delivery.P95Seconds)}, 99 % {ServiceWords.Delay(hour.Delivery.P99Seconds)}";

    private double X(DateTimeOffset at) =>
        Left + (Math.Clamp((at - from).TotalDays, 0, 1) * ChartWidth);

    private double Y(double seconds)
    {
        var part = Math.Log(Math.Clamp(seconds, lowest, highest) / lowest) / Math.Log(highest / lowest);
        return Top + ((1 - part) * ChartHeight);
    }
}

/// <summary>One hour's delays; heights of its quantiles.</summary>
public sealed record DelayBar(double X, double Width, double P99, double P95, double P50, string Title);

/// <summary>One connection's line of the picture.</summary>
public sealed record OutageRow(ConnectionService Connection, double Y, IReadOnlyList<(double X, double Width)> Outages);
