using Entente.Sandbox.ServiceNow.Fields;
using Entente.Sandbox.ServiceNow.World;

namespace Entente.Sandbox.ServiceNow.Rules;

/// <summary>A closed incident is read-only for everybody but an admin.</summary>
internal static class ClosedIncident
{
    /// <summary>Whether the change is dropped without a word; where a rule guards closed incidents it is refused instead.</summary>
    /// <exception cref="ServiceNowRefusal">A business rule aborts the change.</exception>
    public static bool Refuses(ServiceNowAct act, ServiceNowRecord before, FieldInput input)
    {
        if (!before.Table.IsA("incident") || before["state"] != IncidentState.Closed || act.IsAdmin)
            return false;
        var changes = input.Journals.Count > 0 || before.Table.Columns.Any(column => before[column.Name] != input.Draft[column.Name]);
        if (changes && !act.Instance.Settings.ClosedIncidentsStaySilent)
            throw ServiceNowRefusal.Aborted(before.Table.Name, SeededRules.ClosedIncident, SeededRules.Id(SeededRules.ClosedIncident));
        return true;
    }
}
