using Entente.Core.Cases;

namespace Entente.Node.Pages.Cases;

/// <summary>The time line of a case as shapes with places, in pixels; drawn by <see cref="Timeline"/>.</summary>
public sealed record Picture
{
    public required double Width { get; init; }

    public required double Height { get; init; }

    public required IReadOnlyList<PictureLane> Lanes { get; init; }

    public required IReadOnlyList<PictureRow> Rows { get; init; }

    public required IReadOnlyList<PictureBar> Bars { get; init; }

    public required IReadOnlyList<PictureArrow> Arrows { get; init; }

    public required IReadOnlyList<PictureMark> Marks { get; init; }

    public required IReadOnlyList<PictureCopy> Copies { get; init; }

    public required IReadOnlyList<PictureTick> Ticks { get; init; }

    public required IReadOnlyList<IdleGap> Gaps { get; init; }

    /// <summary>Where the case was resolved for good; null while it is open.</summary>
    public double? End { get; init; }

    /// <summary>Where now is; null once the case is over.</summary>
    public double? Now { get; init; }
}

/// <summary>A party's part of the picture.</summary>
/// <param name="Track">Height at which its custody is drawn.</param>
public sealed record PictureLane(string Party, string Colour, double Top, double Height, double Track);

/// <summary>A ticket's line inside its party's lane.</summary>
public sealed record PictureRow(StoryTicket Ticket, string Colour, double Y, double From, double To);

/// <summary>A span of custody, or of waiting within one.</summary>
public sealed record PictureBar(string Colour, double X, double Width, double Y, string Title)
{
    /// <summary>Text inside, where it fits; empty where it does not.</summary>
    public string Label { get; init; } = "";

    public double LabelX { get; init; }

    public bool IsWaiting { get; init; }

    /// <summary>It has no end yet.</summary>
    public bool IsOpen { get; init; }
}

/// <summary>A handoff from lane to lane.</summary>
/// <param name="Kind"><c>forward</c>, <c>done</c>, <c>rejected</c>.</param>
/// <param name="Head">Points of the arrowhead; empty while it has not arrived.</param>
public sealed record PictureArrow(string Kind, string Path, string Head, string Title);

/// <summary>A thing that happened.</summary>
/// <param name="Kind">One of <c>comment</c>, <c>opened</c>, <c>state</c>, <c>waiting</c>, <c>resolved</c>, <c>accepted</c>, <c>rejected</c>,
/// <c>parked</c>.</param>
/// <param name="About">Origin of the remark that it is; null for none.</param>
public sealed record PictureMark(string Kind, double X, double Y, double Width, string Label, string Colour, string Title, string? About);

/// <summary>A remark as it arrived at another ticket.</summary>
/// <param name="Path">From where it was written.</param>
public sealed record PictureCopy(string About, string Path, double X, double Y, string Colour)
{
    /// <summary>It arrived so much later that its line is shown only when it is asked for.</summary>
    public bool IsFar { get; init; }
}

/// <summary>A time on the axis.</summary>
/// <param name="Day">Where a day begins; else empty.</param>
public sealed record PictureTick(double X, string Label, string Day);
