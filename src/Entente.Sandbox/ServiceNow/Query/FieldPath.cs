using Entente.Sandbox.ServiceNow.World;

namespace Entente.Sandbox.ServiceNow.Query;

/// <summary>A column of a table, or one reached through references (<c>caller_id.email</c>).</summary>
internal sealed class FieldPath
{
    private readonly ServiceNowInstance instance;

    private readonly IReadOnlyList<ServiceNowColumn> through;

    private FieldPath(ServiceNowInstance instance, ServiceNowTable table, IReadOnlyList<ServiceNowColumn> through, ServiceNowColumn column)
    {
        this.instance = instance;
        Table = table;
        this.through = through;
        Column = column;
    }

    /// <summary>The table of the last column.</summary>
    public ServiceNowTable Table { get; }

    public ServiceNowColumn Column { get; }

    /// <summary>Null where a part names no column, or one that leads nowhere.</summary>
    public static FieldPath? Parse(ServiceNowInstance instance, ServiceNowTable table, string text)
    {
        var parts = text.Split('.');
        var through = new List<ServiceNowColumn>();
        foreach (var part in parts[..^1])
        {
            if (table.Column(part) is not { Kind: ColumnKind.Reference } reference || instance.Table(reference.Target) is not { } target)
                return null;
            through.Add(reference);
            table = target;
        }
        return table.Column(parts[^1]) is { } column ? new FieldPath(instance, table, through, column) : null;
    }

    /// <summary>The record that holds the last column; null where a reference on the way is empty or dangles.</summary>
    public ServiceNowRecord? Holder(ServiceNowRecord record)
    {
        var at = record;
        foreach (var reference in through)
        {
            if (instance.Find(reference.Target, at[reference.Name]) is not { } next)
                return null;
            at = next;
        }
        return at;
    }

    /// <summary>The stored value; empty where there is nobody to ask.</summary>
    public string Value(ServiceNowRecord record) => Holder(record)?[Column.Name] ?? "";

    /// <summary>As <see cref="Value"/>, but of a reference or list the names of what it points to.</summary>
    public string Name(ServiceNowRecord record)
    {
        var value = Value(record);
        return Column.Kind is ColumnKind.Reference or ColumnKind.List
            ? string.Join(", ", value.Split(',').Select(id => instance.Find(Column.Target, id) is { } named ? ServiceNowInstance.NameOf(named) : id))
            : value;
    }
}
