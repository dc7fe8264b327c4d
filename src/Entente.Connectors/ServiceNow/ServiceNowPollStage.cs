using System.Text.Json;
using Entente.Core.Tickets;

namespace Entente.Connectors.ServiceNow;

/// <summary>One of the lists that a poll reads: changed records, new attachments (which do not touch their record) and deleted records.</summary>
/// <param name="Table">The table that is asked.</param>
/// <param name="Scope">The clause that keeps to the tickets' table.</param>
/// <param name="Stamp">The instant that the list is ordered by, to the second.</param>
/// <param name="Ticket">The column with the ticket's id.</param>
/// <param name="Revision">The column with the update count; null where a row tells none.</param>
internal sealed record ServiceNowPollStage(string Table, string Scope, string Stamp, string Ticket, string? Revision)
{
    /// <summary>In the order in which a poll reads them.</summary>
    public static IReadOnlyList<ServiceNowPollStage> Of(string table) =>
    [
        new(table, "", "sys_updated_on", "sys_id", "sys_mod_count"),
        new("sys_attachment", $"table_name={table}^", "sys_created_on", "table_sys_id", null),
        new("sys_audit_delete", $"tablename={table}^", "sys_created_on", "documentkey", null),
    ];

    /// <summary>Only the first is needed: without the others a new file is found with the next change, a deletion by the next read.</summary>
    public bool IsOptional => Revision is null;

    public string Columns => string.Join(',', new[] { "sys_id", Stamp, Ticket, Revision }.OfType<string>().Distinct(StringComparer.Ordinal));

    /// <summary>
    /// The rows of a second after an id, or those after that second. Two plain questions instead of one with an alternative: a clause that an
    /// instance does not understand is ignored.
    /// </summary>
    public string Path(ServiceNowPollRun run)
    {
        var clause = run.AfterId.Length > 0
            ? $"{Stamp}={run.From}^sys_id>{run.AfterId}^ORDERBYsys_id"
            : $"{Stamp}{(run.IsAfter ? ">" : ">=")}{run.From}^ORDERBY{Stamp}^ORDERBYsys_id";
        return ServiceNowQuery.Rows(Table, Scope + clause, Columns);
    }

    /// <summary>The row's instant as it stands there; its text sorts like the instant.</summary>
    public string At(JsonElement row) => ServiceNowCell.Of(row, Stamp).Value;

    public PollHit? Hit(JsonElement row) => ServiceNowCell.Of(row, Ticket).Value is { Length: > 0 } id
        ? new PollHit(id, Revision is { } column && ServiceNowCell.Of(row, column).Value is { Length: > 0 } count ? count : null)
        : null;
}
