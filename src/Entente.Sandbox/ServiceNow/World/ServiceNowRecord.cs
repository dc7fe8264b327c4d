using System.Collections.Immutable;

namespace Entente.Sandbox.ServiceNow.World;

/// <summary>One record. A value that was never set is an empty text, as on the wire.</summary>
internal sealed class ServiceNowRecord(ServiceNowTable table, string id, long ordinal)
{
    private ImmutableSortedDictionary<string, string> values = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    public ServiceNowTable Table { get; } = table;

    /// <summary>The <c>sys_id</c>: 32 hexadecimal digits, or what a loaded record had.</summary>
    public string Id { get; } = id;

    /// <summary>Counts the records of the instance in the order in which they came; lists without an order keep to it.</summary>
    public long Ordinal { get; } = ordinal;

    public string this[string column]
    {
        get => column == "sys_id" ? Id : values.GetValueOrDefault(column, "");
        set => values = value.Length == 0 ? values.Remove(column) : values.SetItem(column, value);
    }

    public bool IsTrue(string column) => this[column] == "true";

    /// <summary>A copy to try a change on.</summary>
    public ServiceNowRecord Draft() => new(Table, Id, Ordinal) { values = values };

    /// <summary>Takes over what was tried on a draft.</summary>
    public void Become(ServiceNowRecord draft) => values = draft.values;
}
