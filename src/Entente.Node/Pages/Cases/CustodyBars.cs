using Entente.Core.Cases;
using Entente.Node.Pages.Layout;

namespace Entente.Node.Pages.Cases;

/// <summary>Custody and waiting as bars on the tracks, each with the longest label that fits beside the marks on it.</summary>
internal sealed class CustodyBars(CaseStory story, AccordNames names, DateTimeOffset now, Func<DateTimeOffset, double> x, Func<string, double> track)
{
    private const double Padding = 14;

    /// <param name="marks">Placed marks: labels keep clear of those on the same track.</param>
    public IReadOnlyList<PictureBar> Of(IReadOnlyList<PictureMark> marks)
    {
        var waits = story.Course.Where(span => span.IsWaiting && span.Holder.Length > 0).Select(Waiting).ToList();
        var held = story.Custody.Select(Held)
            .Select(bar => Labelled(bar, [.. Obstacles(bar, marks), .. waits.Where(wait => wait.Y == bar.Y).Select(Extent)]));
        return [.. held, .. waits.Select(wait => Labelled(wait, Obstacles(wait, marks)))];
    }

    private PictureBar Held(Holding holding)
    {
        var (from, to) = (x(holding.From), x(holding.To ?? now));
        var length = Times.Length((holding.To ?? now) - holding.From);
        var title = $"{names.Party(holding.Party)} had it for {length}";
        return new PictureBar(names.Colour(holding.Party), from, Math.Max(3, to - from), track(holding.Party), title)
        {
            Label = length,
            IsOpen = holding.To is null,
        };
    }

    private PictureBar Waiting(CaseSpan span)
    {
        var (from, to) = (x(span.From), x(span.To ?? now));
        var length = Times.Length((span.To ?? now) - span.From);
        var whom = span.Onus == CaseCourse.Requester ? "the requester" : span.Onus.Length == 0 ? "its time" : names.Onus(span.Onus);
        return new PictureBar(names.Colour(span.Holder), from, Math.Max(3, to - from), track(span.Holder), $"Waiting for {whom}, {length}")
        {
            Label = $"waiting {length}",
            IsWaiting = true,
        };
    }

    private static IReadOnlyList<(double From, double To)> Obstacles(PictureBar bar, IReadOnlyList<PictureMark> marks) =>
        [.. marks.Where(mark => mark.Y == bar.Y).Select(mark => (mark.X - (mark.Width / 2), mark.X + (mark.Width / 2)))];

    private static (double From, double To) Extent(PictureBar bar) => (bar.X, bar.X + bar.Width);

    /// <summary>The label in the middle of the widest free part of the bar; none where it does not fit.</summary>
    private static PictureBar Labelled(PictureBar bar, IReadOnlyList<(double From, double To)> obstacles)
    {
        var (best, from) = ((From: bar.X, To: bar.X), bar.X);
        var inside = obstacles.Where(one => one.To > bar.X && one.From < bar.X + bar.Width).Order();
        foreach (var (left, right) in inside.Append((bar.X + bar.Width, double.MaxValue)))
        {
            if (left - from > best.To - best.From)
                best = (from, left);
            from = Math.Max(from, right);
        }

        var room = best.To - best.From - Padding;
        var label = new[] { bar.Label, bar.IsWaiting ? "waiting" : "" }.FirstOrDefault(text => PlannedMark.TextWidth(text) <= room) ?? "";
        return bar with { Label = label, LabelX = (best.From + best.To) / 2 };
    }
}
