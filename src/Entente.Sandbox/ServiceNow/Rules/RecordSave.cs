using Entente.Sandbox.ServiceNow.Fields;
using Entente.Sandbox.ServiceNow.Query;
using Entente.Sandbox.ServiceNow.World;

namespace Entente.Sandbox.ServiceNow.Rules;

/// <summary>
/// The one place where records change, so that no way in can forget a part: rules before, stamp, journal and audit, outbound messages after.
/// </summary>
internal sealed class RecordSave(ServiceNowInstance instance, OutboundQueue outbound)
{
    public ServiceNowRecord Insert(ServiceNowAct act, FieldInput input)
    {
        var draft = input.Draft;
        if (draft.Table.IsA("task"))
            TaskRules.BeforeInsert(act, input);
        Check(act, draft);
        SchemaRecords.Stamp(draft, act.Now, act.UserName);
        instance.Store(draft);
        Trace(act, null, input);
        outbound.Raise(act, draft, "insert");
        return draft;
    }

    /// <summary>Where nothing differs nothing happens: neither the stamp nor the count of updates moves.</summary>
    public void Update(ServiceNowAct act, ServiceNowRecord before, FieldInput input)
    {
        var draft = input.Draft;
        if (draft.Table.IsA("task"))
        {
            if (ClosedIncident.Refuses(act, before, input))
                return;
            TaskRules.BeforeUpdate(act, before, input);
        }
        Check(act, draft);
        if (input.Journals.Count == 0 && !draft.Table.Columns.Any(column => draft[column.Name] != before[column.Name]))
            return;
        Touch(act, draft);
        Trace(act, before, input);
        before.Become(draft);
        outbound.Raise(act, before, "update");
    }

    public void Delete(ServiceNowAct act, ServiceNowRecord record)
    {
        instance.Remove(record);
        SchemaRecords.Write(instance, "sys_audit_delete", act.Now, ("tablename", record.Table.Name), ("documentkey", record.Id),
            ("display_value", ServiceNowInstance.NameOf(record)))["sys_created_by"] = act.UserName;
        var files = instance.All("sys_attachment").Where(file => file["table_sys_id"] == record.Id).ToList();
        foreach (var file in files)
        {
            instance.Remove(file);
            instance.Files.Remove(file.Id);
        }
        outbound.Raise(act, record, "delete");
    }

    /// <summary>Moves the stamp and the count of updates.</summary>
    public static void Touch(ServiceNowAct act, ServiceNowRecord record)
    {
        record["sys_updated_on"] = act.Stamp;
        record["sys_updated_by"] = act.UserName;
        _ = int.TryParse(record["sys_mod_count"], out var count);
        record["sys_mod_count"] = $"{count + 1}";
    }

    /// <summary>The customer's own rules, and the index that they may have made unique.</summary>
    private void Check(ServiceNowAct act, ServiceNowRecord draft)
    {
        foreach (var rule in instance.Settings.AbortRules)
        {
            if (instance.Table(rule.Table) is not { } table || !draft.Table.IsA(table.Name))
                continue;
            var query = new EncodedQuery(instance, table, new QueryMoment(act.Now, TimeZoneInfo.Utc, act.User));
            query.Read(rule.When);
            if (query.Matches(draft))
                throw ServiceNowRefusal.Aborted(draft.Table.Name, rule.Name, SeededRules.Id(rule.Name));
        }
        var correlation = draft["correlation_id"];
        if (!instance.Settings.UniqueCorrelationId || correlation.Length == 0)
            return;
        var others = instance.All("task").Where(other => other.Id != draft.Id);
        if (others.Any(other => other["correlation_id"].Equals(correlation, StringComparison.OrdinalIgnoreCase)))
            throw ServiceNowRefusal.Duplicate(correlation, "correlation_id");
    }

    /// <summary>Journal entries, and for each field that differs a line of the audit.</summary>
    private void Trace(ServiceNowAct act, ServiceNowRecord? before, FieldInput input)
    {
        var draft = input.Draft;
        foreach (var (element, text) in input.Journals)
        {
            SchemaRecords.Write(instance, "sys_journal_field", act.Now, ("name", draft.Table.Name), ("element", element), ("element_id", draft.Id),
                ("value", text))["sys_created_by"] = act.UserName;
            Audit(act, draft, element, "", text);
        }
        if (!draft.Table.IsA("task"))
            return;
        foreach (var column in draft.Table.Columns.Where(column => !column.Name.StartsWith("sys_", StringComparison.Ordinal)))
            if (draft[column.Name] != (before?[column.Name] ?? ""))
                Audit(act, draft, column.Name, before?[column.Name] ?? "", draft[column.Name]);
    }

    private void Audit(ServiceNowAct act, ServiceNowRecord record, string field, string old, string value) =>
        SchemaRecords.Write(instance, "sys_audit", act.Now, ("tablename", record.Table.Name), ("documentkey", record.Id), ("fieldname", field),
            ("oldvalue", old), ("newvalue", value), ("user", act.UserName),
            ("record_checkpoint", record["sys_mod_count"]))["sys_created_by"] = act.UserName;
}
