namespace Entente.Connectors.ServiceNow;

/// <summary>
/// Paths of the Table API with encoded queries. Pure. ServiceNow ignores a clause that it does not understand and then answers with too many rows, so
/// whoever asks checks each row again.
/// </summary>
internal static class ServiceNowQuery
{
    private const string Root = "api/now/v2/table/";

    /// <summary>Both forms of every value: what is stored, and what people see.</summary>
    public const string Both = "sysparm_display_value=all";

    /// <summary>One record by its id.</summary>
    public static string Record(string table, string sysId, string parameters = Both) =>
        $"{Root}{Uri.EscapeDataString(table)}/{Uri.EscapeDataString(sysId)}?{parameters}";

    /// <summary>A table, for a new record.</summary>
    public static string Table(string table) => $"{Root}{Uri.EscapeDataString(table)}?{Both}";

    /// <summary>Records that fulfil an encoded query; stored values only, references as plain ids.</summary>
    public static string Rows(string table, string query, string fields) =>
        $"{Root}{Uri.EscapeDataString(table)}?sysparm_query={Uri.EscapeDataString(query)}&sysparm_fields={Uri.EscapeDataString(fields)}"
        + "&sysparm_exclude_reference_link=true";

    /// <summary>A value within an encoded query, whose separator is <c>^</c>.</summary>
    public static string Value(string value) => value.Replace("^", "^^", StringComparison.Ordinal);

    /// <summary>Whether text can be a record's id: 32 hexadecimal digits.</summary>
    public static bool IsSysId(string text) => text.Length == 32 && text.All(char.IsAsciiHexDigit);
}
