using Entente.Sandbox.ServiceNow.Fields;
using Entente.Sandbox.ServiceNow.World;

namespace Entente.Sandbox.ServiceNow.Rules;

/// <summary>
/// The states of an incident. None is barred from any other, but some ask for more:
/// <code>
///  1 New ── 2 In Progress ── 3 On Hold (a reason; for the caller a comment) ── 6 Resolved (code and notes) ── 7 Closed (read-only)
///                 ▲                  │ the caller comments      │                                         └─ 8 Canceled
///                 └──────────────────┘                          └ closes by itself after some days
/// </code>
/// </summary>
internal static class IncidentRules
{
    /// <summary>What a state demands and what follows from entering or leaving it.</summary>
    public static void Enter(ServiceNowAct act, string from, FieldInput input)
    {
        var draft = input.Draft;
        var to = draft["state"];
        Demand(act, from, input);
        draft["active"] = IncidentState.IsOver(to) ? "false" : "true";
        if (from == to)
            return;
        if (to != IncidentState.OnHold)
            draft["hold_reason"] = "";
        if (IncidentState.IsResolved(to) && !IncidentState.IsResolved(from))
        {
            draft["resolved_at"] = act.Stamp;
            draft["resolved_by"] = act.User.Id;
            var opened = ServiceNowTime.Read(draft["opened_at"]) ?? act.Now;
            draft["calendar_duration"] = draft["business_duration"] = ServiceNowTime.Duration(act.Now - opened);
        }
        if (from == IncidentState.Resolved && !IncidentState.IsResolved(to) && !IncidentState.IsOver(to))
        {
            draft["resolved_at"] = draft["resolved_by"] = "";
            TaskRules.Count(draft, "reopen_count", isCounted: true);
        }
        draft["closed_at"] = IncidentState.IsOver(to) ? act.Stamp : "";
        draft["closed_by"] = IncidentState.IsOver(to) ? act.User.Id : "";
    }

    /// <summary>A caller's comment while the caller is awaited takes the incident off hold, unless the change says otherwise.</summary>
    public static void CallerAnswered(ServiceNowAct act, ServiceNowRecord before, FieldInput input)
    {
        var draft = input.Draft;
        var isAwaited = before["state"] == IncidentState.OnHold && before["hold_reason"] == IncidentState.AwaitingCaller;
        if (isAwaited && draft["state"] == IncidentState.OnHold && act.User.Id == before["caller_id"] && Comments(input))
            draft["state"] = draft["incident_state"] = IncidentState.InProgress;
    }

    /// <summary>The data policies: they look at the record as it would be stored, and name every missing field at once.</summary>
    private static void Demand(ServiceNowAct act, string from, FieldInput input)
    {
        var draft = input.Draft;
        var missing = new List<string>();
        if (draft["state"] == IncidentState.OnHold && draft["hold_reason"].Length == 0)
            missing.Add("On hold reason");
        if (draft["state"] == IncidentState.OnHold && from != IncidentState.OnHold && draft["hold_reason"] == IncidentState.AwaitingCaller
            && act.Instance.Settings.AwaitingCallerNeedsComment && !Comments(input))
            missing.Add("Additional comments");
        if (IncidentState.IsResolved(draft["state"]))
            missing.AddRange(
                new[] { "close_code", "close_notes" }.Where(name => draft[name].Length == 0).Select(name => draft.Table.Column(name)!.Label));
        if (missing.Count > 0)
            throw ServiceNowRefusal.Mandatory(missing);
    }

    private static bool Comments(FieldInput input) => input.Journals.Exists(journal => journal.Element == "comments");
}
