using System.Security.Cryptography;
using System.Text;

namespace Entente.Sandbox.ServiceNow.World;

/// <summary>All that one imitated instance holds. Ids and numbers are counted, so that equal calls give equal answers.</summary>
internal sealed class ServiceNowInstance
{
    private readonly SortedDictionary<string, ServiceNowTable> tables = new(StringComparer.Ordinal);

    private readonly SortedDictionary<string, Dictionary<string, ServiceNowRecord>> records = new(StringComparer.Ordinal);

    private readonly SortedDictionary<string, long> numbers = new(StringComparer.Ordinal);

    private long lastId;

    private long lastOrdinal;

    public ServiceNowSettings Settings { get; } = new();

    /// <summary>Passwords by user name; no table shows them.</summary>
    public SortedDictionary<string, string> Passwords { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The bytes behind the records of <c>sys_attachment</c>, by their sys_id.</summary>
    public SortedDictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    public IEnumerable<ServiceNowTable> Tables => tables.Values;

    public ServiceNowTable? Table(string name) => tables.GetValueOrDefault(name);

    public void Add(ServiceNowTable table)
    {
        tables.Add(table.Name, table);
        records.Add(table.Name, new(StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>A record of a table or of one below it; ids compare without case, as the database does.</summary>
    public ServiceNowRecord? Find(string tableName, string id)
    {
        foreach (var table in tables.Values)
            if (table.IsA(tableName) && records[table.Name].TryGetValue(id, out var found))
                return found;
        return null;
    }

    /// <summary>The records of a table and of those below it, in the order in which they came.</summary>
    public IEnumerable<ServiceNowRecord> All(string tableName) =>
        tables.Values.Where(table => table.IsA(tableName)).SelectMany(table => records[table.Name].Values).OrderBy(record => record.Ordinal);

    /// <summary>The first record with a value; null where there is none.</summary>
    public ServiceNowRecord? First(string tableName, string column, string value) =>
        All(tableName).FirstOrDefault(record => record[column].Equals(value, StringComparison.OrdinalIgnoreCase));

    public ServiceNowRecord Draft(ServiceNowTable table, string? id = null) => new(table, id ?? NextId(), ++lastOrdinal);

    public void Store(ServiceNowRecord record) => records[record.Table.Name][record.Id] = record;

    public void Remove(ServiceNowRecord record) => records[record.Table.Name].Remove(record.Id);

    public string NextId() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"sandbox record {++lastId}")))[..32];

    /// <summary>Seven digits at least, from 10001 on, as a fresh instance counts; empty for a table without numbers.</summary>
    public string NextNumber(ServiceNowTable table)
    {
        if (table.NumberPrefix.Length == 0)
            return "";
        var next = numbers.GetValueOrDefault(table.NumberPrefix, 10_000) + 1;
        numbers[table.NumberPrefix] = next;
        return $"{table.NumberPrefix}{next:D7}";
    }

    /// <summary>Numbers that records brought along are not given out again.</summary>
    public void Reserve(string prefix, long number)
    {
        if (number > numbers.GetValueOrDefault(prefix, 10_000))
            numbers[prefix] = number;
    }

    /// <summary>What a record shows as where something refers to it.</summary>
    public static string NameOf(ServiceNowRecord record) => record.Table.Display is { } display ? record[display.Name] : record.Id;

    /// <summary>An admin has every role.</summary>
    public bool HasRole(ServiceNowRecord user, string roleName) => All("sys_user_has_role")
        .Where(held => held["user"] == user.Id)
        .Select(held => Find("sys_user_role", held["role"])?["name"])
        .Any(held => held == roleName || held == "admin");
}
