using System.Text.Json;
using Entente.Core.Tickets;

namespace Entente.Connectors.ServiceNow;

/// <summary>
/// The instance's own columns, and the allowed values of every choice in its label. What the dictionary does not have, no rule can write there.
/// </summary>
internal sealed class ServiceNowCatalogue(ServiceNowClient client, ServiceNowDirectory directory, ServiceNowOptions options)
{
    private const int MaxLabelLength = 400;

    public async Task<TicketSchema> ReadAsync(CancellationToken cancellation)
    {
        var columns = await directory.ReadColumnsAsync(cancellation);
        var choices = await ChoicesAsync(cancellation);
        var known = ServiceNowSchema.Standard.Fields.Values.Select(field =>
            columns.Count > 0 && !columns.ContainsKey(field.Name)
                ? field with { Write = FieldWrite.Never, Label = $"{field.Label}; not on this instance" }
                : field with { Label = Label(field.Label, choices.GetValueOrDefault(field.Name)) });
        var own = columns.Values
            .Where(column => !ServiceNowSchema.IsKnown(column.Name) && ServiceNowSchema.IsRead(column.Name, options.Table)
                && !column.Type.StartsWith("journal", StringComparison.Ordinal))
            .Select(column => column.Field(Label(column.Label, choices.GetValueOrDefault(column.Name))));
        return ServiceNowSchema.With([.. known, .. own]);
    }

    /// <summary>Active choices by column, in their order; a table's own stand in for its parent's.</summary>
    private async Task<SortedDictionary<string, List<string>>> ChoicesAsync(CancellationToken cancellation)
    {
        var path = ServiceNowQuery.Rows(
            "sys_choice", $"nameIN{options.Table},task^inactive=false^language=en^ORDERBYelement^ORDERBYsequence",
            "name,element,value,label,sequence");
        var rows = await client.RowsAsync(path, cancellation);
        var choices = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var column in rows.GroupBy(row => ServiceNowCell.Of(row, "element").Value).Where(column => column.Key.Length > 0))
        {
            var own = column.Where(row => ServiceNowCell.Of(row, "name").Value == options.Table).ToList();
            choices[column.Key] = [.. (own.Count > 0 ? own : column.ToList()).Select(Choice)];
        }

        return choices;
    }

    private static string Choice(JsonElement row) => $"{ServiceNowCell.Of(row, "value").Value} {ServiceNowCell.Of(row, "label").Value}".Trim();

    private static string Label(string label, IReadOnlyCollection<string>? choices)
    {
        if (choices is not { Count: > 0 })
            return label;
        var text = $"{label.Split(':')[0]}: {string.Join(", ", choices)}";
        return text.Length <= MaxLabelLength ? text : text[..(MaxLabelLength - 1)] + "…";
    }
}
