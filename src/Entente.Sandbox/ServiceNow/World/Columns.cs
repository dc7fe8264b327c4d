namespace Entente.Sandbox.ServiceNow.World;

/// <summary>Short ways to write columns down.</summary>
internal static class Columns
{
    public static ServiceNowColumn Text(string name, string label, int maxLength = 40) => new(name, label, ColumnKind.Text) { MaxLength = maxLength };

    public static ServiceNowColumn Number(string name, string label) => new(name, label, ColumnKind.Integer);

    public static ServiceNowColumn Flag(string name, string label, string byDefault = "false") =>
        new(name, label, ColumnKind.Flag) { Default = byDefault };

    public static ServiceNowColumn Time(string name, string label) => new(name, label, ColumnKind.Time);

    public static ServiceNowColumn Duration(string name, string label) => new(name, label, ColumnKind.Duration);

    public static ServiceNowColumn Reference(string name, string label, string target) =>
        new(name, label, ColumnKind.Reference) { MaxLength = 32, Target = target };

    public static ServiceNowColumn Users(string name, string label) =>
        new(name, label, ColumnKind.List) { MaxLength = 4000, Target = "sys_user" };

    public static ServiceNowColumn Journal(string name, string label) => new(name, label, ColumnKind.Journal) { MaxLength = 4000 };

    /// <summary>The columns that every table has.</summary>
    public static ServiceNowColumn[] OfEveryRecord =>
    [
        new("sys_id", "Sys ID", ColumnKind.Id) { MaxLength = 32, IsReadOnly = true },
        Time("sys_created_on", "Created") with { IsReadOnly = true },
        Text("sys_created_by", "Created by") with { IsReadOnly = true },
        Time("sys_updated_on", "Updated") with { IsReadOnly = true },
        Text("sys_updated_by", "Updated by") with { IsReadOnly = true },
        Number("sys_mod_count", "Updates") with { IsReadOnly = true },
        Text("sys_tags", "Tags") with { IsReadOnly = true },
    ];
}
