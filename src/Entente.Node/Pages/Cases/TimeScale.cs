namespace Entente.Node.Pages.Cases;

/// <summary>What stands at an instant in a row and how wide it is: marks of one row must not cover each other.</summary>
internal sealed record Footprint(string Row, DateTimeOffset At, double Width);

/// <summary>Idle time that is drawn shorter than it was.</summary>
public sealed record IdleGap(double From, double To, TimeSpan Length);

/// <summary>
/// Instants to places. A case lives in bursts of seconds with nights between them, so the scale keeps the order, never the proportion: a step grows with
/// the logarithm of its time, makes room for what stands on it, and a step that is far longer than the others is a gap that says its length.
/// </summary>
internal sealed class TimeScale
{
    private const double MinStep = 8;
    private const double MaxStep = 96;
    private const double GapStep = 64;
    private const double Clearance = 6;
    private const int GapFactor = 8;

    private readonly SortedDictionary<DateTimeOffset, double> places = [];

    /// <param name="instants">At least one.</param>
    /// <param name="room">Wanted width; the scale is wider when its marks need it.</param>
    public TimeScale(IEnumerable<DateTimeOffset> instants, IReadOnlyList<Footprint> footprints, double room)
    {
        var ordered = instants.Concat(footprints.Select(print => print.At)).Distinct().Order().ToList();
        var unit = Unit(ordered);
        var byInstant = footprints.ToLookup(print => print.At);
        var right = new Dictionary<string, double>(StringComparer.Ordinal);
        var steps = new List<double>();
        var x = 0.0;
        for (var i = 0; i < ordered.Count; i++)
        {
            var before = x;
            x = i == 0 ? 0 : x + Step(ordered[i] - ordered[i - 1], unit);
            foreach (var print in byInstant[ordered[i]])
                x = Math.Max(x, right.GetValueOrDefault(print.Row, -Clearance) + Clearance + (print.Width / 2));
            foreach (var print in byInstant[ordered[i]])
                right[print.Row] = x + (print.Width / 2);
            places[ordered[i]] = x;
            if (i > 0)
                steps.Add(x - before);
        }

        var overhang = right.Values.Append(0).Max() - x;
        Stretch(ordered, steps, room - overhang);
        Width = places[ordered[^1]] + overhang;
        Gaps = [.. ordered.Zip(ordered.Skip(1)).Where(pair => IsGap(pair.Second - pair.First, unit))
            .Select(pair => new IdleGap(places[pair.First], places[pair.Second], pair.Second - pair.First))];
    }

    public double Width { get; }

    public IReadOnlyList<IdleGap> Gaps { get; }

    /// <summary>Where an instant of the scale stands.</summary>
    public double X(DateTimeOffset at) => places[at];

    /// <summary>The usual time between two things that happen: the median, so that nights do not hide the days.</summary>
    private static TimeSpan Unit(List<DateTimeOffset> ordered)
    {
        var gaps = ordered.Zip(ordered.Skip(1), (one, next) => next - one).Order().ToList();
        return gaps.Count == 0 ? TimeSpan.FromSeconds(1) : gaps[gaps.Count / 2];
    }

    private static bool IsGap(TimeSpan length, TimeSpan unit) => length > unit * GapFactor;

    private static double Step(TimeSpan length, TimeSpan unit) => IsGap(length, unit)
        ? GapStep
        : Math.Min(MaxStep, MinStep + (24 * Math.Log2(1 + (length / unit))));

    private void Stretch(List<DateTimeOffset> ordered, List<double> steps, double room)
    {
        var width = steps.Sum();
        if (steps.Count == 0 || width >= room - places[ordered[0]])
            return;
        var factor = (room - places[ordered[0]]) / width;
        var x = places[ordered[0]];
        for (var i = 0; i < steps.Count; i++)
            places[ordered[i + 1]] = x += steps[i] * factor;
    }
}
