using System.Globalization;
using System.Text.Json;
using Entente.Cel;
using Entente.Core.Tickets;

namespace Entente.Connectors.ServiceNow;

/// <summary>A column as the instance's dictionary has it.</summary>
/// <param name="Table">The table of the entry: the own one or a parent.</param>
/// <param name="MaxLength">Longest text in characters; null when the dictionary does not say.</param>
internal sealed record ServiceNowColumn(string Table, string Name, string Label, string Type, int? MaxLength, bool IsUnique)
{
    /// <summary>Null for the entry of the table itself, which has no column, and for columns that are switched off.</summary>
    public static ServiceNowColumn? Read(JsonElement row)
    {
        var name = ServiceNowCell.Of(row, "element").Value;
        if (name.Length == 0 || ServiceNowCell.Of(row, "active").Value == "false")
            return null;
        var isLimited = int.TryParse(ServiceNowCell.Of(row, "max_length").Value, CultureInfo.InvariantCulture, out var length) && length > 0;
        return new ServiceNowColumn(
            ServiceNowCell.Of(row, "name").Value,
            name,
            ServiceNowCell.Of(row, "column_label").Value is { Length: > 0 } label ? label : name,
            ServiceNowCell.Of(row, "internal_type").Value,
            isLimited ? length : null,
            ServiceNowCell.Of(row, "unique").Value == "true");
    }

    /// <summary>Whether a text in this column has a length of its own; ids and instants have not.</summary>
    public bool IsText => Type is "string" or "url" or "email" or "translated_text" or "html" or "journal_input" or "";

    /// <summary>The column with the types that rules see. The form of a value is told by its link, so references have type dyn.</summary>
    public TicketField Field(string label) => new(
        Name, Type == "reference" ? CelType.Dyn : CelType.String, Type == "reference" ? CelType.Dyn : CelType.String, FieldWrite.Always, label);
}
