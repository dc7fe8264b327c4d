using System.Text;

using Entente.Sandbox.ServiceNow.World;

namespace Entente.Sandbox.ServiceNow.Fields;

/// <summary>Values as people read them: choices by label, references by name, times in the reader's zone, journals as one text.</summary>
internal static class DisplayValue
{
    public static string Of(ServiceNowReader reader, ServiceNowRecord record, ServiceNowColumn column)
    {
        var stored = record[column.Name];
        return column.Kind switch
        {
            ColumnKind.Time => stored.Length == 0 ? "" : ServiceNowTime.Show(stored, reader.Zone),
            ColumnKind.Duration => Duration(stored),
            ColumnKind.Reference => Name(reader.Instance, column, stored),
            ColumnKind.List => string.Join(", ",
                stored.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(id => Name(reader.Instance, column, id))),
            ColumnKind.Journal or ColumnKind.JournalView => Journal(reader, record, column),
            ColumnKind.Text or ColumnKind.Integer or ColumnKind.Flag or ColumnKind.Id or ColumnKind.Url => Label(record.Table, column, stored),
        };
    }

    /// <summary>The label of a choice; a value that is none shows as it is.</summary>
    public static string Label(ServiceNowTable table, ServiceNowColumn column, string stored) => column.Name == "sys_class_name"
        ? table.Label
        : table.Choices(column.Name).FirstOrDefault(choice => choice.Value == stored)?.Label ?? stored;

    private static string Name(ServiceNowInstance instance, ServiceNowColumn column, string id) =>
        instance.Find(column.Target, id) is { } found ? ServiceNowInstance.NameOf(found) : id;

    /// <summary>Newest first: <c>yyyy-MM-dd HH:mm:ss - Name (Additional comments)</c>, the text, an empty line.</summary>
    private static string Journal(ServiceNowReader reader, ServiceNowRecord record, ServiceNowColumn column)
    {
        var text = new StringBuilder();
        foreach (var entry in reader.Instance.All("sys_journal_field").Reverse().Where(entry => entry["element_id"] == record.Id))
        {
            if (record.Table.Column(entry["element"]) is not { } written || !reader.Sees(record.Table, written)
                || (column.Kind == ColumnKind.Journal && written.Name != column.Name))
                continue;
            var author = reader.Instance.First("sys_user", "user_name", entry["sys_created_by"])?["name"] ?? entry["sys_created_by"];
            text.Append($"{ServiceNowTime.Show(entry["sys_created_on"], reader.Zone)} - {author} ({written.Label})\n{entry["value"]}\n\n");
        }
        return text.ToString();
    }

    /// <summary>A stored duration is a moment after the epoch: <c>1970-01-01 00:02:17</c> reads as <c>2 Minutes</c>.</summary>
    private static string Duration(string stored)
    {
        if (ServiceNowTime.Read(stored) is not { } end)
            return stored;
        var span = end - DateTimeOffset.UnixEpoch;
        (int Count, string Unit)[] parts = [((int)span.TotalDays, "Day"), (span.Hours, "Hour"), (span.Minutes, "Minute")];
        var shown = parts.Where(part => part.Count > 0).Select(part => $"{part.Count} {part.Unit}{(part.Count == 1 ? "" : "s")}").ToList();
        return shown.Count > 0 ? string.Join(' ', shown) : $"{span.Seconds} Seconds";
    }
}
