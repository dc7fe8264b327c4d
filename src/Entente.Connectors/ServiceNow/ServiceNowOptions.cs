namespace Entente.Connectors.ServiceNow;

/// <summary>What may be set for one ServiceNow connection beyond its <see cref="Core.Tickets.ConnectionSettings"/>.</summary>
internal sealed record ServiceNowOptions
{
    /// <summary>The table whose records are the tickets. Default <c>incident</c>; any table that extends <c>task</c>.</summary>
    public string Table { get; init; } = "incident";

    /// <summary>
    /// How far each poll looks back behind the newest change it has seen, for rows that were stamped before and written after. Default 2 min.
    /// </summary>
    public TimeSpan Overlap { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Whether journals may carry HTML in <c>[code]</c>. Default true, as <c>glide.ui.security.allow_codetag</c> has it.
    /// </summary>
    public bool AllowCode { get; init; } = true;

    /// <summary>Reads <c>table</c> and <c>allowCode</c> from a connection's own options.</summary>
    public static ServiceNowOptions Read(IReadOnlyDictionary<string, string> options)
    {
        var read = new ServiceNowOptions();
        return read with
        {
            Table = options.TryGetValue("table", out var table) && table.Length > 0 ? table : read.Table,
            AllowCode = !options.TryGetValue("allowCode", out var allowed) || allowed != "false",
        };
    }
}
