using Entente.Core.Cases;
using Entente.Core.Sync;
using Entente.Node.Api;
using Entente.Node.Pages.Layout;

namespace Entente.Node.Pages.Cases;

/// <summary>A mark before it has a place.</summary>
/// <param name="Row">A ticket's id, or <c>track:PARTY</c> for the custody of a party.</param>
internal sealed record PlannedMark(string Row, DateTimeOffset At, string Kind, string Label, string Party, string Title, string? About = null)
{
    private const double Round = 22;

    public double Width => Label.Length == 0 ? Round : TextWidth(Label) + 18;

    /// <summary>Width of a text at the size of labels, on the safe side.</summary>
    public static double TextWidth(string text) => text.Length * 6.6;
}

/// <summary>Which marks the picture of a case shows.</summary>
internal sealed class MarkPlan(CaseStory story, AccordNames names)
{
    public static string Track(string party) => $"track:{party}";

    public IReadOnlyList<PlannedMark> Of(IReadOnlyList<ParkedSide> parked) =>
    [
        .. story.Events.Where(IsShown).Select(Happened).OfType<PlannedMark>(),
        .. story.Handoffs.Where(handoff => handoff.Accepted is not null).Select(handoff => new PlannedMark(
            Track(handoff.To), handoff.Accepted!.Value, "accepted", "", handoff.To, $"{names.Party(handoff.To)} accepted{By(handoff.AcceptedBy)}")),
        .. story.Handoffs.Where(handoff => handoff.Rejected is not null).Select(handoff => new PlannedMark(
            Track(handoff.To), handoff.Rejected!.Value, "rejected", "", handoff.To, $"{names.Party(handoff.To)} rejected the handoff")),
        .. parked.Select(side => new PlannedMark(side.TicketId, side.Since, "parked", "parked", side.Party, $"Parked: {side.Code}")),
    ];

    /// <summary>A state that is said again by its milestone is shown once.</summary>
    private bool IsShown(PlacedEvent placed) => placed.Event.Kind != CaseEventKind.State || !story.Events.Any(other =>
        other.Event.Kind is CaseEventKind.Resolved or CaseEventKind.Reopened or CaseEventKind.Closed
        && other.TicketId == placed.TicketId && other.Event.At == placed.Event.At);

    private PlannedMark? Happened(PlacedEvent placed)
    {
        var happened = placed.Event;
        var who = happened.By.Length > 0 ? $"{happened.By}, {names.Party(happened.Party)}" : names.Party(happened.Party);
        (string Kind, string Label)? look = happened.Kind switch
        {
            CaseEventKind.Opened => ("opened", "opened"),
            CaseEventKind.State when happened.Value.StartsWith("waiting", StringComparison.Ordinal) => ("waiting", CaseWords.State(happened.Value)),
            CaseEventKind.State => ("state", CaseWords.State(happened.Value)),
            CaseEventKind.Priority or CaseEventKind.Class => ("state", happened.Value.Replace('_', ' ')),
            CaseEventKind.Comment => ("comment", ""),
            CaseEventKind.Resolved => ("resolved", "resolved"),
            CaseEventKind.Closed => ("resolved", "closed"),
            CaseEventKind.Reopened => ("opened", "reopened"),
            CaseEventKind.ApprovalRequested => ("waiting", "approval?"),
            CaseEventKind.ApprovalGranted => ("resolved", "approved"),
            CaseEventKind.ApprovalRefused => ("rejected", "refused"),
            _ => null, // handoffs are arrows
        };
        return look is not { } seen ? null : new PlannedMark(
            placed.TicketId, happened.At, seen.Kind, seen.Label, happened.Party, $"{who} {CaseWords.Event(happened, names)}", About(placed));
    }

    private string? About(PlacedEvent placed)
    {
        var connection = story.Tickets.FirstOrDefault(ticket => ticket.Id == placed.TicketId)?.Connection;
        return placed.Event.Kind == CaseEventKind.Comment && ItemName.CommentIn(placed.Event.NativeId) is { } comment
            ? $"{connection}:{comment}"
            : null;
    }

    private static string By(string person) => person.Length == 0 ? "" : $": {person}";
}
