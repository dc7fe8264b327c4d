using Entente.Core.Cases;

namespace Entente.Unit.Tests.Cases;

/// <summary>Events written as <c>kind party value; …</c>, a minute apart, each party with one ticket.</summary>
internal static class Told
{
    private static readonly SortedDictionary<string, CaseEventKind> Kinds = new(StringComparer.Ordinal)
    {
        ["accepted"] = CaseEventKind.Accept,
        ["asked"] = CaseEventKind.ApprovalRequested,
        ["comment"] = CaseEventKind.Comment,
        ["delivered"] = CaseEventKind.HandoffDelivered,
        ["granted"] = CaseEventKind.ApprovalGranted,
        ["offered"] = CaseEventKind.HandoffOffered,
        ["opened"] = CaseEventKind.Opened,
        ["rejected"] = CaseEventKind.HandoffRejected,
        ["reopened"] = CaseEventKind.Reopened,
        ["resolved"] = CaseEventKind.Resolved,
        ["state"] = CaseEventKind.State,
    };

    public static DateTimeOffset At(int minute) => new(2026, 3, 2, 9, minute, 0, TimeSpan.Zero);

    public static IReadOnlyList<PlacedEvent> Events(string story) =>
        [.. story.Split("; ").Select((line, i) => (Parts: line.Split(' '), i)).Select(told => new PlacedEvent(
            new CaseEvent(At(told.i), Kinds[told.Parts[0]], told.Parts[1], "", told.Parts.ElementAtOrDefault(2) ?? ""),
            $"ticket-{told.Parts[1]}", told.Parts[1], told.i, 0))];
}
