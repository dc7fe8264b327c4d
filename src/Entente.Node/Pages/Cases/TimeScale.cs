namespace Entente.Node.Pages.Cases;

/// <summary>What stands at an instant in a row and how wide it is: marks of one row must not cover each other.</summary>
internal sealed record Footprint(string Row, DateTimeOffset At, double Width);

/// <summary>Idle time that is drawn shorter than it was.</summary>
public sealed record IdleGap(double From, double To, TimeSpan Length);

/// <summary>
/// Instants to places. A case lives in bursts of seconds with nights between them, so the scale keeps the order, never the proportion: a step
/// grows with the logarithm of its time, makes room for what stands on it, and a step that is far longer than the others is a gap that says its
/// length.
/// </summary>
internal sealed class TimeScale
{
    private const double MinStep = 8;
    private const double MaxStep = 96;
    private const double NarrowestGap = 40;
    private const double Clearance = 5;
    private const int GapFactor = 8;

    private static readonly double[] Densities = [1, 0.7, 0.5, 0.35, 0.2, 0.1];

    private readonly SortedDictionary<DateTimeOffset, double> places = [];
    private readonly List<DateTimeOffset> ordered;
    private readonly TimeSpan unit;
    private readonly double density;

    private TimeScale(List<DateTimeOffset> ordered, IReadOnlyList<Footprint> footprints, double density)
    {
        (this.ordered, this.density) = (ordered, density);
        unit = Unit(ordered);
        var right = Place(footprints);
        Width = Math.Max(right, places[ordered[^1]]);
    }

    /// <summary>The widest of the scales that fit into the room, stretched to fill it; the tightest one where none does.</summary>
    /// <param name="instants">At least one.</param>
    public static TimeScale Of(IEnumerable<DateTimeOffset> instants, IReadOnlyList<Footprint> footprints, double room)
    {
        var ordered = instants.Concat(footprints.Select(print => print.At)).Distinct().Order().ToList();
        var scales = Densities.Select(density => new TimeScale(ordered, footprints, density));
        var scale = scales.FirstOrDefault(one => one.Width <= room) ?? new TimeScale(ordered, footprints, Densities[^1]);
        scale.Stretch(room);
        return scale;
    }

    public double Width { get; private set; }

    public IReadOnlyList<IdleGap> Gaps =>
    [
        .. ordered.Zip(ordered.Skip(1)).Where(pair => IsGap(pair.Second - pair.First))
            .Select(pair => new IdleGap(places[pair.First], places[pair.Second], pair.Second - pair.First)),
    ];

    /// <summary>Where an instant of the scale stands.</summary>
    public double X(DateTimeOffset at) => places[at];

    /// <summary>The usual time between two things that happen: the median, so that nights do not hide the days.</summary>
    private static TimeSpan Unit(List<DateTimeOffset> ordered)
    {
        var gaps = ordered.Zip(ordered.Skip(1), (one, next) => next - one).Order().ToList();
        return gaps.Count == 0 ? TimeSpan.FromSeconds(1) : gaps[gaps.Count / 2];
    }

    /// <summary>Places every instant from left to right; the right end of the last mark.</summary>
    private double Place(IReadOnlyList<Footprint> footprints)
    {
        var byInstant = footprints.ToLookup(print => print.At);
        var right = new Dictionary<string, double>(StringComparer.Ordinal);
        var x = 0.0;
        for (var i = 0; i < ordered.Count; i++)
        {
            x = i == 0 ? 0 : x + Step(ordered[i] - ordered[i - 1]);
            foreach (var print in byInstant[ordered[i]])
                x = Math.Max(x, right.GetValueOrDefault(print.Row, -Clearance) + Clearance + (print.Width / 2));
            foreach (var print in byInstant[ordered[i]])
                right[print.Row] = x + (print.Width / 2);
            places[ordered[i]] = x;
        }

        return right.Values.Append(0).Max();
    }

    private bool IsGap(TimeSpan length) => length > unit * GapFactor;

    private double Step(TimeSpan length) => IsGap(length)
        ? NarrowestGap + (density * 16 * Math.Log2(length / (unit * GapFactor)))
        : density * Math.Min(MaxStep, MinStep + (24 * Math.Log2(1 + (length / unit))));

    private void Stretch(double room)
    {
        var (first, last) = (places[ordered[0]], places[ordered[^1]]);
        var overhang = Width - last;
        if (last <= first || Width >= room)
            return;
        var factor = (room - overhang - first) / (last - first);
        foreach (var instant in ordered)
            places[instant] = first + ((places[instant] - first) * factor);
        Width = room;
    }
}
