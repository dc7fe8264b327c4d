namespace Entente.Sandbox.ServiceNow.World;

/// <summary>Writes tables, columns and choices down as the records by which a caller learns of them.</summary>
internal static class SchemaRecords
{
    private const string Author = "system";

    public static void Describe(ServiceNowInstance instance, ServiceNowTable table, DateTimeOffset at)
    {
        var super = table.Parent is { } parent ? instance.First("sys_db_object", "name", parent.Name)?.Id ?? "" : "";
        Write(instance, "sys_db_object", at, ("name", table.Name), ("label", table.Label), ("super_class", super));
        foreach (var column in table.OwnColumns)
            Describe(instance, table, column, at);
        foreach (var (element, choices) in table.OwnChoices)
            foreach (var (place, choice) in choices.Index())
                Write(instance, "sys_choice", at, ("name", table.Name), ("element", element), ("value", choice.Value), ("label", choice.Label),
                    ("language", "en"), ("sequence", $"{place}"), ("inactive", "false"));
    }

    public static void Describe(ServiceNowInstance instance, ServiceNowTable table, ServiceNowColumn column, DateTimeOffset at) =>
        Write(instance, "sys_dictionary", at, ("name", table.Name), ("element", column.Name), ("column_label", column.Label),
            ("internal_type", column.InternalType), ("max_length", $"{column.MaxLength}"), ("reference", column.Target), ("mandatory", "false"),
            ("read_only", Flag(column.IsReadOnly)), ("display", Flag(column.IsDisplay)), ("active", "true"), ("default_value", column.Default),
            ("choice", table.Choices(column.Name).Count > 0 ? "1" : "0"));

    /// <summary>A record of the platform's own making, past all rules.</summary>
    public static ServiceNowRecord Write(
        ServiceNowInstance instance, string tableName, DateTimeOffset at, params (string Column, string Value)[] values)
    {
        var record = instance.Draft(instance.Table(tableName)!);
        foreach (var (column, value) in values)
            record[column] = value;
        Stamp(record, at, Author);
        instance.Store(record);
        return record;
    }

    public static void Stamp(ServiceNowRecord record, DateTimeOffset at, string author)
    {
        record["sys_created_on"] = record["sys_updated_on"] = ServiceNowTime.Write(at);
        record["sys_created_by"] = record["sys_updated_by"] = author;
        record["sys_mod_count"] = "0";
    }

    private static string Flag(bool value) => value ? "true" : "false";
}
