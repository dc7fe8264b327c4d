using Entente.Sandbox.ServiceNow.Fields;
using Entente.Sandbox.ServiceNow.World;

namespace Entente.Sandbox.ServiceNow.Rules;

/// <summary>The scheduled job that closes what has long been resolved. It runs whenever the instance is looked at.</summary>
internal sealed class AutoClose(ServiceNowInstance instance, RecordSave save)
{
    public void Run(DateTimeOffset now)
    {
        var days = instance.Settings.AutoCloseDays;
        if (days <= 0)
            return;
        var due = instance.All("incident")
            .Where(incident => incident["state"] == IncidentState.Resolved && ServiceNowTime.Read(incident["resolved_at"])?.AddDays(days) <= now)
            .ToList();
        if (due.Count == 0)
            return;
        var act = new ServiceNowAct(instance, instance.First("sys_user", "user_name", SeededWorld.Admin)!, now);
        foreach (var incident in due)
        {
            var input = new FieldInput(act, incident.Draft(), isDisplay: false);
            input.Take(incident.Table.Column("state")!, IncidentState.Closed);
            save.Update(act, incident, input);
        }
    }
}
