using Entente.Sandbox.ServiceNow.World;

namespace Entente.Sandbox.ServiceNow;

/// <summary>What somebody may see, and in which zone. What they may not see is absent; nothing says so.</summary>
/// <param name="user">The record of <c>sys_user</c>.</param>
/// <param name="root">Scheme, host and port for links.</param>
internal sealed class ServiceNowReader(ServiceNowInstance instance, ServiceNowRecord user, string root)
{
    private readonly bool isAdmin = instance.HasRole(user, "admin");

    private readonly bool isAgent = instance.HasRole(user, "itil");

    public ServiceNowInstance Instance { get; } = instance;

    public ServiceNowRecord User { get; } = user;

    public string Root { get; } = root;

    /// <summary>The user's own zone, else the instance's.</summary>
    public TimeZoneInfo Zone =>
        ServiceNowTime.Zone(User["time_zone"]) ?? ServiceNowTime.Zone(Instance.Settings.InstanceTimeZone) ?? TimeZoneInfo.Utc;

    public bool Sees(ServiceNowRecord record)
    {
        var settings = Instance.Settings;
        if (isAdmin)
            return true;
        if (settings.UnreadableRecords.Contains(record.Id) || settings.UnreadableTables.Any(record.Table.IsA))
            return false;
        return isAgent || !record.Table.IsA("task") || record["caller_id"] == User.Id || record["opened_by"] == User.Id;
    }

    public bool Sees(ServiceNowTable table, ServiceNowColumn column) =>
        isAdmin || (!Named(Instance.Settings.UnreadableFields, table, column) && (isAgent || !IsInternal(column)));

    private static bool IsInternal(ServiceNowColumn column) => column.Name is "work_notes" or "comments_and_work_notes";

    /// <summary>Whether a table-and-column list, each <c>table.column</c>, names a column of a table or of one above it.</summary>
    public static bool Named(IReadOnlyList<string> list, ServiceNowTable table, ServiceNowColumn column) =>
        list.Any(name => name.Split('.') is [var tableName, var columnName] && columnName == column.Name && table.IsA(tableName));
}
