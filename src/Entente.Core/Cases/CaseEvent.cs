namespace Entente.Core.Cases;

/// <summary>One event in the life of a case (GOVERNANCE 3.1), from which custody and every clock are computed.</summary>
/// <param name="At">The source tracker's time of occurrence, never before its cause's.</param>
/// <param name="Kind">A name of <see cref="CaseEventKind"/>.</param>
/// <param name="Party">The party at whose ticket it happened.</param>
/// <param name="By">Display name of who did it; empty for the hub.</param>
/// <param name="Value">The new state, priority or class, or the party that a handoff names.</param>
/// <param name="Reason">Of a handoff: <c>forward</c>, <c>done</c>, <c>rejected</c>.</param>
/// <param name="NativeId">The tracker's id of the comment or history entry; with the connection it makes the event unique.</param>
public sealed record CaseEvent(
    DateTimeOffset At, CaseEventKind Kind, string Party, string By, string Value = "", string Reason = "", string NativeId = "")
{
    /// <summary>Order of causes across tickets.</summary>
    public long Lamport { get; init; }

    /// <summary>False for an internal note.</summary>
    public bool IsPublic { get; init; } = true;
}

/// <summary>The kinds of case events.</summary>
public enum CaseEventKind
{
    Opened,
    State,
    Priority,
    Class,
    Comment,
    HandoffOffered,
    HandoffDelivered,
    HandoffRejected,
    Accept,
    ApprovalRequested,
    ApprovalGranted,
    ApprovalRefused,
    Resolved,
    Reopened,
    Closed,

    /// <summary>
    /// The case is one with another, whose id is the value: it goes on as that one (reason <c>into</c>) or as itself (<c>from</c>).
    /// </summary>
    Alias,
}
