using System.Text.RegularExpressions;

using Entente.Sandbox.ServiceNow.World;

namespace Entente.Sandbox.ServiceNow.Load;

/// <summary>Finds or makes the table, the columns and the referred records that a recorded record needs.</summary>
/// <param name="count">Told of each thing made, by its kind.</param>
internal sealed partial class LoadedColumns(ServiceNowInstance instance, DateTimeOffset now, Action<string> count)
{
    /// <summary>Tables of plug-ins by the numbers that their records bear.</summary>
    private static readonly SortedDictionary<string, string> Prefixes = new(StringComparer.Ordinal)
    {
        ["CS"] = "sn_customerservice_case",
        ["CTASK"] = "change_task",
        ["PTASK"] = "problem_task",
        ["REQ"] = "sc_request",
        ["RITM"] = "sc_req_item",
        ["SCTASK"] = "sc_task",
        ["SIR"] = "sn_si_incident",
    };

    /// <summary>By the record's class, else by its number; a table that nobody knows extends <c>task</c>.</summary>
    public ServiceNowTable Table(string className, string number)
    {
        var prefix = number.TrimEnd("0123456789".ToCharArray());
        var name = className.Length > 0 ? className
            : instance.Tables.FirstOrDefault(table => table.NumberPrefix == prefix)?.Name ?? Prefixes.GetValueOrDefault(prefix, "task");
        if (instance.Table(name) is { } known && known.IsA("task"))
            return known;
        var free = instance.Table(name) is null ? name : $"{name}_task";
        return Add(new ServiceNowTable(free, Label(name), instance.Table("task")) { NumberPrefix = prefix });
    }

    /// <summary>Sets one value; returns why it could not be kept as it was, or null.</summary>
    public string? Take(ServiceNowRecord record, string name, LoadedValue value)
    {
        if (!ColumnName().IsMatch(name))
            return "the name is no column's";
        var column = record.Table.Column(name) ?? Make(record.Table, name, value);
        if (column.Kind is ColumnKind.Journal or ColumnKind.JournalView)
            return Journal(record, column, value.Value);
        record[name] = value.Value;
        // A domain is no record of the group's table, though its link says so.
        if (column.Kind == ColumnKind.Reference && value.Value.Length > 0 && name != "sys_domain")
            Refer(column, value);
        return value.IsReference && column.Kind != ColumnKind.Reference ? "its link names no table; the value is kept as text" : null;
    }

    private string? Journal(ServiceNowRecord record, ServiceNowColumn column, string text)
    {
        if (text.Length == 0 || column.Kind == ColumnKind.JournalView)
            return text.Length == 0 ? null : "a view of the journals; its entries are not told apart";
        SchemaRecords.Write(instance, "sys_journal_field", now, ("name", record.Table.Name), ("element", column.Name), ("element_id", record.Id),
            ("value", text));
        return null;
    }

    private ServiceNowColumn Make(ServiceNowTable table, string name, LoadedValue value)
    {
        var isTime = value.Value.Length == 19 && ServiceNowTime.Read(value.Value) is not null;
        var column = value.Target is { } target
            ? Columns.Reference(name, Label(name), target)
            : isTime ? Columns.Time(name, Label(name)) : Columns.Text(name, Label(name), 4000);
        table.With(column);
        SchemaRecords.Describe(instance, table, column, now);
        count("columns");
        return column;
    }

    /// <summary>What a reference points to stands there too, under the name that the record told, else under its id.</summary>
    private void Refer(ServiceNowColumn column, LoadedValue value)
    {
        var table = instance.Table(column.Target) ?? Add(new ServiceNowTable(column.Target, Label(column.Target), null)
            .With(Columns.OfEveryRecord).With(Columns.Text("name", "Name", 255) with { IsDisplay = true }));
        // A record of work that was not loaded stays away: the reference dangles, as it may.
        if (table.IsA("task") || instance.Find(table.Name, value.Value) is not null)
            return;
        var made = instance.Draft(table, value.Value);
        if (table.Display is { } display)
            made[display.Name] = value.Name is { Length: > 0 } name ? name : $"{table.Label} {value.Value}";
        if (table.Name == "sys_user")
            made["user_name"] = value.Value;
        if (table.Column("active") is not null)
            made["active"] = "true";
        SchemaRecords.Stamp(made, now, "system");
        instance.Store(made);
        count(table.Name);
    }

    private ServiceNowTable Add(ServiceNowTable table)
    {
        instance.Add(table);
        SchemaRecords.Describe(instance, table, now);
        count("tables");
        return table;
    }

    [GeneratedRegex("^[a-z][a-z0-9_]*$")]
    private static partial Regex ColumnName();

    private static string Label(string name)
    {
        var words = name.Replace('_', ' ').Trim();
        return words.Length == 0 ? name : char.ToUpperInvariant(words[0]) + words[1..];
    }
}
