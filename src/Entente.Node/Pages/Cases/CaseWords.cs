using Entente.Core.Cases;
using Entente.Core.Sync;
using Entente.Node.Pages.Layout;

namespace Entente.Node.Pages.Cases;

/// <summary>A case in plain words.</summary>
public static class CaseWords
{
    /// <summary>How it stands: <c>With Global since 14:02, accepted by David; waiting for the requester.</c></summary>
    public static string Standing(CaseStanding standing, AccordNames names, DateTimeOffset now)
    {
        if (standing is not { Since: { } since })
            return "Nothing of it was shared yet.";
        if (standing.IsOver)
        {
            var done = $"{Capital(State(standing.State))} {Times.Short(since, now)} by {Who(standing.Resolution, names)}";
            return $"{done}{After(standing, since)}; waiting for nobody.";
        }

        return $"With {names.Party(standing.Holder)} since {Times.Short(since, now)}{Accepted(standing)}; {Awaited(standing, names)}.";
    }

    /// <summary>What a canonical state is called on a page.</summary>
    public static string State(string state) => state switch
    {
        "waiting_requester" => "waiting",
        "waiting_party" => "waiting",
        _ => state.Replace('_', ' '),
    };

    /// <summary>One event as a row of a table says it.</summary>
    public static string Event(CaseEvent happened, AccordNames names) => happened.Kind switch
    {
        CaseEventKind.Opened => "opened the case",
        CaseEventKind.State => $"set it to {Said(happened.Value)}",
        CaseEventKind.Priority => $"set the priority to {happened.Value}",
        CaseEventKind.Class => $"called it a {Said(happened.Value)}",
        CaseEventKind.Comment => "commented",
        CaseEventKind.HandoffOffered => happened.Reason switch
        {
            "rejected" => $"gave it back to {names.Party(happened.Value)}",
            "done" => $"handed it back to {names.Party(happened.Value)} as done",
            _ => $"handed it to {names.Party(happened.Value)}",
        },
        CaseEventKind.HandoffDelivered => "has it now",
        CaseEventKind.HandoffRejected => "has it back, rejected",
        CaseEventKind.Accept => "accepted it",
        CaseEventKind.ApprovalRequested => "asked for approval",
        CaseEventKind.ApprovalGranted => "approved it",
        CaseEventKind.ApprovalRefused => "refused approval",
        CaseEventKind.Resolved => "resolved it",
        CaseEventKind.Reopened => "opened it again",
        CaseEventKind.Closed => "closed it",
        CaseEventKind.Alias => "was connected with another case",
    };

    /// <summary>Whose act ends a parking.</summary>
    public static string Fault(Fault fault, string party) => fault switch
    {
        Core.Sync.Fault.OurRule => $"a rule of {party}",
        Core.Sync.Fault.TheirTracker => $"{party}'s tracker",
        Core.Sync.Fault.Partner => "the partner",
        Core.Sync.Fault.Hub => "nobody: a person has to decide",
    };

    private static string Said(string value) => value.Replace('_', ' ');

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    private static string After(CaseStanding standing, DateTimeOffset since) =>
        standing.Opened is { } opened && since > opened ? $", {Times.Length(since - opened)} after it was opened" : "";

    private static string Who(CaseEvent? act, AccordNames names) => act switch
    {
        null => "nobody known",
        { By.Length: > 0 } => $"{act.By} of {names.Party(act.Party)}",
        _ => names.Party(act.Party),
    };

    private static string Accepted(CaseStanding standing) => standing.By switch
    {
        null => "",
        { Accepted: null } => ", not accepted yet",
        { AcceptedBy.Length: > 0 } by => $", accepted by {by.AcceptedBy}",
        _ => ", accepted",
    };

    private static string Awaited(CaseStanding standing, AccordNames names) => standing.Onus switch
    {
        CaseCourse.Hub => $"on its way to {names.Party(standing.UnderWay?.To ?? "")}",
        CaseCourse.Requester => "waiting for the requester",
        "" => "waiting for nobody",
        _ when standing.Onus == standing.Holder => $"it is {names.Party(standing.Holder)}'s turn",
        _ => $"waiting for {names.Party(standing.Onus)}",
    };
}
