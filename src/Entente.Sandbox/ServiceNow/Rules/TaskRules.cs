using Entente.Sandbox.ServiceNow.Fields;
using Entente.Sandbox.ServiceNow.World;

namespace Entente.Sandbox.ServiceNow.Rules;

/// <summary>What the base system does to tasks before they are stored.</summary>
internal static class TaskRules
{
    public static void BeforeInsert(ServiceNowAct act, FieldInput input)
    {
        var draft = input.Draft;
        if (draft["number"].Length == 0)
            draft["number"] = act.Instance.NextNumber(draft.Table);
        draft["sys_class_name"] = draft.Table.Name;
        draft["sys_domain"] = "global";
        foreach (var column in draft.Table.Columns)
            if (column.Default.Length > 0 && draft[column.Name].Length == 0)
                draft[column.Name] = column.Default;
        Default(draft, "opened_at", act.Stamp);
        Default(draft, "opened_by", act.User.Id);
        if (draft.Table.IsA("incident"))
        {
            // Whichever of the two names the state was given under, the other follows.
            var state = draft["incident_state"] == IncidentState.New ? draft["state"] : draft["incident_state"];
            draft["state"] = draft["incident_state"] = state;
            IncidentRules.Enter(act, "", input);
        }
        Prioritise(draft);
    }

    public static void BeforeUpdate(ServiceNowAct act, ServiceNowRecord before, FieldInput input)
    {
        var draft = input.Draft;
        if (draft["assignment_group"] != before["assignment_group"] || draft["assigned_to"] != before["assigned_to"])
            Count(draft, "reassignment_count", isCounted: before["assignment_group"].Length + before["assigned_to"].Length > 0);
        if (draft.Table.IsA("incident"))
        {
            var state = draft["state"] != before["state"] ? draft["state"] : draft["incident_state"];
            // Who empties the state keeps it.
            state = state.Length == 0 ? before["state"] : state;
            draft["state"] = draft["incident_state"] = state;
            IncidentRules.CallerAnswered(act, before, input);
            IncidentRules.Enter(act, before["state"], input);
        }
        Prioritise(draft);
    }

    /// <summary>The priority follows from impact and urgency; what a caller writes to it is overwritten.</summary>
    public static string Priority(string impact, string urgency) =>
        impact is "1" or "2" or "3" && urgency is "1" or "2" or "3" ? $"{impact[0] - '0' + urgency[0] - '0' - 1}" : "5";

    public static void Count(ServiceNowRecord draft, string column, bool isCounted)
    {
        _ = int.TryParse(draft[column], out var count);
        draft[column] = $"{count + (isCounted ? 1 : 0)}";
    }

    private static void Prioritise(ServiceNowRecord draft)
    {
        if (draft.Table.IsA("incident") || draft.Table.IsA("problem"))
            draft["priority"] = Priority(draft["impact"], draft["urgency"]);
    }

    private static void Default(ServiceNowRecord draft, string column, string value)
    {
        if (draft[column].Length == 0)
            draft[column] = value;
    }
}
