using System.Text.Json.Nodes;

using Entente.Sandbox.ServiceNow.Query;
using Entente.Sandbox.ServiceNow.World;

namespace Entente.Sandbox.ServiceNow.Fields;

/// <summary>Records as the Table API shows them, by the parameters of the call.</summary>
internal sealed class RecordJson
{
    private readonly ServiceNowReader reader;

    private readonly ServiceNowTable table;

    private readonly string mode;

    private readonly bool hidesLinks;

    private readonly IReadOnlyList<(string Name, FieldPath Path)> fields;

    public RecordJson(ServiceNowCall call, ServiceNowTable table)
    {
        reader = call.Reader;
        this.table = table;
        mode = call.Query["sysparm_display_value"] ?? "false";
        hidesLinks = call.Query.IsTrue("sysparm_exclude_reference_link");
        // Names that are none are left out without a word.
        fields = [.. (call.Query.List("sysparm_fields") ?? [.. table.Columns.Select(column => column.Name)])
            .Distinct()
            .Select(name => (Name: name, Path: FieldPath.Parse(call.Instance, table, name)))
            .Where(field => field.Path is { } path && reader.Sees(path.Table, path.Column))
            .Select(field => (field.Name, field.Path!))];
    }

    public JsonObject Show(ServiceNowRecord record)
    {
        var shown = new JsonObject();
        foreach (var (name, path) in fields)
            shown[name] = path.Holder(record) is { } holder ? Value(holder, path.Column) : mode == "all" ? Pair("", "") : "";
        return shown;
    }

    private JsonNode Value(ServiceNowRecord record, ServiceNowColumn column)
    {
        // A journal has no value: what was written stands in its own table.
        var stored = column.Kind is ColumnKind.Journal or ColumnKind.JournalView ? "" : record[column.Name];
        var isLink = column.Kind == ColumnKind.Reference && stored.Length > 0;
        if (mode == "all")
        {
            var pair = Pair(DisplayValue.Of(reader, record, column), stored);
            if (isLink && !hidesLinks)
                pair["link"] = Link(column, stored);
            return pair;
        }
        var text = mode == "true" ? DisplayValue.Of(reader, record, column) : stored;
        return isLink && !hidesLinks ? new JsonObject { [mode == "true" ? "display_value" : "value"] = text, ["link"] = Link(column, stored) } : text;
    }

    private static JsonObject Pair(string display, string value) => new() { ["display_value"] = display, ["value"] = value };

    private string Link(ServiceNowColumn column, string id) => $"{reader.Root}/api/now/table/{column.Target}/{id}";

    /// <summary>The address of a record.</summary>
    public string Address(ServiceNowRecord record) => $"{reader.Root}/api/now/table/{table.Name}/{record.Id}";
}
