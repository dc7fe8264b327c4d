using static Entente.Sandbox.ServiceNow.World.Columns;

namespace Entente.Sandbox.ServiceNow.World;

/// <summary>Tables that the platform keeps about people, journals, files and itself.</summary>
internal static class PlatformTables
{
    public static void Add(ServiceNowInstance instance)
    {
        foreach (var table in People().Concat(Things()).Concat(Traces()).Concat(Schema()))
            instance.Add(table.With(OfEveryRecord));
    }

    private static IEnumerable<ServiceNowTable> People() =>
    [
        Table("sys_user", "User")
            .With(Text("name", "Name", 151) with { IsDisplay = true }, Text("user_name", "User ID"), Text("first_name", "First name", 50))
            .With(Text("last_name", "Last name", 50), Text("email", "Email", 100), Text("time_zone", "Time zone"), Flag("active", "Active", "true"))
            .With(Text("title", "Title", 60), Reference("company", "Company", "core_company"), Text("phone", "Business phone")),
        Table("sys_user_group", "Group")
            .With(Text("name", "Name", 80) with { IsDisplay = true }, Text("description", "Description", 1000), Flag("active", "Active", "true"))
            .With(Text("email", "Group email", 100), Reference("manager", "Manager", "sys_user")),
        Table("sys_user_grmember", "Group Member").With(Reference("user", "User", "sys_user"), Reference("group", "Group", "sys_user_group")),
        Table("sys_user_role", "Role").With(Text("name", "Name", 100) with { IsDisplay = true }),
        Table("sys_user_has_role", "User Role").With(Reference("user", "User", "sys_user"), Reference("role", "Role", "sys_user_role")),
    ];

    private static IEnumerable<ServiceNowTable> Things() =>
    [
        Table("cmdb_ci", "Configuration Item").With(Text("name", "Name", 255) with { IsDisplay = true }),
        Table("cmn_location", "Location").With(Text("name", "Name", 100) with { IsDisplay = true }),
        Table("core_company", "Company").With(Text("name", "Name", 80) with { IsDisplay = true }),
    ];

    private static IEnumerable<ServiceNowTable> Traces() =>
    [
        Table("sys_journal_field", "Journal Entry")
            .With(Text("name", "Table Name", 80), Text("element", "Element", 80), Text("element_id", "Element ID", 32))
            .With(Text("value", "Value", 65_000)),
        Table("sys_attachment", "Attachment")
            .With(Text("file_name", "File name", 100) with { IsDisplay = true }, Text("content_type", "Content type", 255))
            .With(Text("table_name", "Table name", 80), Text("table_sys_id", "Table sys ID", 32), Number("size_bytes", "Size bytes"))
            .With(Number("size_compressed", "Size compressed"), Flag("compressed", "Compressed", "true"), Text("hash", "Hash", 64))
            .With(Text("state", "State") with { Default = "available" }, Number("chunk_size_bytes", "Chunk size") with { Default = "700000" })
            .With(Text("average_image_color", "Average image color"), Number("image_width", "Image width"), Number("image_height", "Image height")),
        Table("sys_audit", "Sys Audit")
            .With(Text("tablename", "Table name", 80), Text("documentkey", "Document key", 32), Text("fieldname", "Field name", 80))
            .With(Text("oldvalue", "Old value", 255), Text("newvalue", "New value", 65_000),
                Text("user", "User"), Number("record_checkpoint", "Update count")),
        Table("sys_audit_delete", "Audit Deleted Record")
            .With(Text("tablename", "Table name", 80), Text("documentkey", "Document key", 32), Text("display_value", "Display value", 255)),
    ];

    private static IEnumerable<ServiceNowTable> Schema() =>
    [
        Table("sys_db_object", "Table")
            .With(Text("name", "Name", 80) with { IsDisplay = true }, Text("label", "Label", 80))
            .With(Reference("super_class", "Extends table", "sys_db_object")),
        Table("sys_dictionary", "Dictionary Entry")
            .With(Text("name", "Table", 80), Text("element", "Column name", 80), Text("column_label", "Column label", 80))
            .With(Text("internal_type", "Type"), Number("max_length", "Max length"), Text("reference", "Reference", 80), Number("choice", "Choice"))
            .With(Flag("mandatory", "Mandatory"), Flag("read_only", "Read only"), Flag("display", "Display"), Flag("active", "Active", "true"))
            .With(Text("default_value", "Default value", 512)),
        Table("sys_choice", "Choice")
            .With(Text("name", "Table", 80), Text("element", "Element", 80), Text("value", "Value", 60), Text("label", "Label", 60))
            .With(Text("language", "Language"), Number("sequence", "Sequence"), Flag("inactive", "Inactive")),
        Table("sys_properties", "System Property").With(Text("name", "Name", 100) with { IsDisplay = true }, Text("value", "Value", 4000)),
    ];

    private static ServiceNowTable Table(string name, string label) => new(name, label, null);
}
