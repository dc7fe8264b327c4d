using System.Globalization;

using Entente.Core.Cases;
using Entente.Node.Api;
using Entente.Node.Pages.Layout;

namespace Entente.Node.Pages.Cases;

/// <summary>
/// Gives the life of a case its places. From top to bottom: the axis, then a lane per party; in a lane first the track of its custody, then a row
/// per ticket.
/// <code>
///            09:00     09:20          13:00
///  Mercuri   ███████████╲                        custody, handed over
///   #35      ●opened ◔   ╲                       what happened at the ticket
///  Infinity               ╲▶███✓██████████       delivered, accepted
///   SHOP-12               ·   ◔                  a copy, an answer
/// </code>
/// </summary>
internal sealed class PictureDrawing
{
    private const double AxisHeight = 56;
    private const double TrackHeight = 38;
    private const double RowHeight = 42;
    private const double LanePadding = 10;
    private const double LaneGap = 10;
    private const double Left = 18;
    private const double Right = 42;
    private const double HalfBar = 11;
    private const double Room = 1060;
    private const double TickWidth = 50;
    private const double FarCopy = 90;
    private const double CopyWidth = 9;

    private readonly CaseStory story;
    private readonly AccordNames names;
    private readonly DateTimeOffset now;
    private readonly IReadOnlyList<PlannedMark> marks;
    private readonly TimeScale scale;
    private readonly List<PictureLane> lanes = [];
    private readonly SortedDictionary<string, PictureRow> rows = new(StringComparer.Ordinal);
    private readonly double height;

    private PictureDrawing(CaseStory story, IReadOnlyList<ParkedSide> parked, AccordNames names, DateTimeOffset now)
    {
        (this.story, this.names) = (story, names);
        marks = new MarkPlan(story, names).Of(parked);
        this.now = Last(now);
        scale = TimeScale.Of(Instants(), [.. Footprints()], Room - Left - Right);
        height = PlaceLanes();
    }

    public static Picture Draw(CaseStory story, IReadOnlyList<ParkedSide> parked, AccordNames names, DateTimeOffset now)
    {
        var drawing = new PictureDrawing(story, parked, names, now);
        var placed = drawing.Marks();
        return new Picture
        {
            Width = Place(drawing.scale.Width) + Right,
            Height = drawing.height,
            Lanes = drawing.lanes,
            Rows = [.. drawing.rows.Values.OrderBy(row => row.Y)],
            Bars = new CustodyBars(story, names, drawing.now, drawing.X, drawing.TrackOf).Of(placed),
            Arrows = drawing.Arrows(),
            Marks = placed,
            Copies = drawing.Copies(),
            Ticks = drawing.Ticks(),
            Gaps = [.. drawing.scale.Gaps.Select(gap => gap with { From = Place(gap.From), To = Place(gap.To) })],
            End = story.Standing is { IsOver: true, Since: { } over } ? drawing.X(over) : null,
            Now = story.Standing.IsOver ? null : drawing.X(drawing.now),
        };
    }

    /// <summary>A number as SVG wants it.</summary>
    public static string Number(double value) => Math.Round(value, 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>The end of the picture: now, or the last thing that happened in a case that is over.</summary>
    private DateTimeOffset Last(DateTimeOffset present)
    {
        var last = marks.Select(mark => mark.At).Concat(story.Arrivals.Select(ArrivedAt)).DefaultIfEmpty(present).Max();
        return story.Standing.IsOver || last > present ? last : present;
    }

    private static double Place(double place) => Left + place;

    private double X(DateTimeOffset at) => Place(scale.X(at));

    private double TrackOf(string party) => lanes.Find(lane => lane.Party == party)?.Track ?? AxisHeight;

    private IEnumerable<IGrouping<(string Row, DateTimeOffset At), PlannedMark>> Clusters() => marks.GroupBy(mark => (mark.Row, mark.At));

    private IEnumerable<Footprint> Footprints() =>
    [
        .. Clusters().Select(cluster => new Footprint(cluster.Key.Row, cluster.Key.At, WidthOf(cluster))),
        .. story.Arrivals.Select(arrival => new Footprint(arrival.TicketId, ArrivedAt(arrival), CopyWidth)),
    ];

    private static double WidthOf(IEnumerable<PlannedMark> cluster) => cluster.Sum(mark => mark.Width + 3) - 3;

    private IEnumerable<DateTimeOffset> Instants() =>
    [
        now,
        .. story.Events.Select(placed => placed.Event.At),
        .. story.Custody.SelectMany(held => new[] { held.From, held.To ?? now }),
        .. story.Course.SelectMany(span => new[] { span.From, span.To ?? now }),
        .. story.Handoffs.SelectMany(handoff => new[] { handoff.Offered, handoff.Delivered ?? now }),
        .. story.Tickets.Select(ticket => ticket.Since),
        .. story.Arrivals.Select(ArrivedAt),
    ];

    /// <summary>A tracker's clock may run ahead of the hub's: a copy is never drawn before what it copies.</summary>
    private DateTimeOffset ArrivedAt(Arrival arrival) =>
        story.Remarks.FirstOrDefault(remark => remark.Origin == arrival.Origin) is { } remark && remark.At > arrival.At ? remark.At : arrival.At;

    private double PlaceLanes()
    {
        var y = AxisHeight;
        foreach (var party in story.Parties)
        {
            var colour = names.Colour(party);
            var tickets = story.Tickets.Where(ticket => ticket.Party == party).ToList();
            var inner = TrackHeight + (tickets.Count * RowHeight) + LanePadding;
            lanes.Add(new PictureLane(party, colour, y, inner, y + (LanePadding / 2) + (TrackHeight / 2)));
            for (var i = 0; i < tickets.Count; i++)
                rows[tickets[i].Id] = new PictureRow(
                    tickets[i], colour, y + (LanePadding / 2) + TrackHeight + ((i + 0.5) * RowHeight), X(tickets[i].Since), X(now));
            y += inner + LaneGap;
        }

        return y - LaneGap + 2;
    }

    private List<PictureMark> Marks()
    {
        var placed = new List<PictureMark>();
        foreach (var cluster in Clusters())
        {
            var x = X(cluster.Key.At) - (WidthOf(cluster) / 2);
            foreach (var mark in cluster)
            {
                var y = rows.TryGetValue(mark.Row, out var row) ? row.Y : TrackOf(mark.Party);
                placed.Add(new PictureMark(
                    mark.Kind, x + (mark.Width / 2), y, mark.Width, mark.Label, names.Colour(mark.Party), $"{Times.Full(mark.At)}: {mark.Title}",
                    mark.About));
                x += mark.Width + 3;
            }
        }

        return placed;
    }

    private List<PictureArrow> Arrows()
    {
        var arrows = new List<PictureArrow>();
        foreach (var handoff in story.Handoffs.Where(handoff => lanes.Exists(lane => lane.Party == handoff.To)))
        {
            var (from, to) = (TrackOf(handoff.From), TrackOf(handoff.To));
            var down = to > from ? 1 : -1;
            var (x1, y1) = (X(handoff.Offered), from + (down * HalfBar));
            var (x2, y2) = (X(handoff.Delivered ?? now), to - (down * (HalfBar + 8)));
            var bend = (y2 - y1) * 0.55;
            arrows.Add(new PictureArrow(
                handoff.Reason is "done" or "rejected" ? handoff.Reason : "forward",
                $"M{Number(x1)},{Number(y1)} C{Number(x1)},{Number(y1 + bend)} {Number(x2)},{Number(y2 - bend)} {Number(x2)},{Number(y2)}",
                handoff.Delivered is null
                    ? ""
                    : $"{Number(x2 - 5)},{Number(y2)} {Number(x2 + 5)},{Number(y2)} {Number(x2)},{Number(y2 + (down * 8))}",
                $"{names.Party(handoff.From)} to {names.Party(handoff.To)}: offered {Times.Full(handoff.Offered)}"
                    + (handoff.Delivered is { } delivered ? $", delivered {Times.Full(delivered)}" : ", on its way")));
        }

        return arrows;
    }

    /// <summary>
    /// One copy per remark and ticket. What a new ticket brought along from before it was made is not drawn: nothing happened then.
    /// </summary>
    private List<PictureCopy> Copies()
    {
        var sources = marks.Where(mark => mark.About is not null).GroupBy(mark => mark.About!)
            .ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);
        return
        [
            .. story.Arrivals.DistinctBy(arrival => (arrival.Origin, arrival.TicketId))
                .Where(arrival => sources.TryGetValue(arrival.Origin, out var from) && rows.ContainsKey(from.Row) && from.Row != arrival.TicketId)
                .Where(arrival => rows.TryGetValue(arrival.TicketId, out var row) && arrival.At > row.Ticket.Since)
                .Select(arrival => CopyOf(arrival, sources[arrival.Origin])),
        ];
    }

    private PictureCopy CopyOf(Arrival arrival, PlannedMark source)
    {
        var (home, row) = (rows[source.Row], rows[arrival.TicketId]);
        var (x1, x2) = (X(source.At), X(ArrivedAt(arrival)));
        var y1 = home.Y + (row.Y > home.Y ? 10 : -10);
        var middle = (y1 + row.Y) / 2;
        var path = $"M{Number(x1)},{Number(y1)} C{Number(x1)},{Number(middle)} {Number(x2)},{Number(middle)} {Number(x2)},{Number(row.Y)}";
        return new PictureCopy(arrival.Origin, path, x2, row.Y, names.Colour(source.Party)) { IsFar = x2 - x1 > FarCopy };
    }

    private List<PictureTick> Ticks()
    {
        var ticks = new List<PictureTick>();
        var at = story.Events.Select(placed => placed.Event.At).Append(now).Distinct().Order().ToList();
        var span = at[^1] - at[0];
        var pattern = span.TotalHours < 1 ? "HH:mm:ss" : "HH:mm";
        var (right, day) = (double.MinValue, DateTime.MinValue);
        foreach (var instant in at)
        {
            var x = X(instant);
            var utc = instant.UtcDateTime;
            if (x < right || (instant != at[^1] && x > X(at[^1]) - TickWidth))
                continue;
            if (ticks.Count > 0 && ticks[^1].Label == utc.ToString(pattern) && utc.Date == day)
                continue;
            ticks.Add(new PictureTick(x, utc.ToString(pattern), utc.Date == day ? "" : utc.ToString("ddd d MMM")));
            (right, day) = (x + (pattern.Length > 5 ? TickWidth + 24 : TickWidth), utc.Date);
        }

        return ticks;
    }
}
