using System.Globalization;
using System.Text.Json;
using Entente.Core.Tickets;

namespace Entente.Connectors.ServiceNow;

/// <summary>
/// Reads <c>sys_audit</c>, where ServiceNow keeps each change of an audited field with its old and new stored value. Where the account may not read
/// it there is no history; comparing whole states still finds every change.
/// </summary>
internal sealed class ServiceNowAudit(ServiceNowClient client, ServiceNowOptions options)
{
    private const string Columns = "sys_id,documentkey,fieldname,oldvalue,newvalue,user,sys_created_on,record_checkpoint";

    /// <summary>Since when rows may tell what is not known yet.</summary>
    public static string Since(TicketSnapshot known) =>
        known.HistoryCursor is { Length: > 0 } cursor ? cursor : ServiceNowTime.Write(known.Updated);

    /// <summary>Of the rows since then, those after the known state and not after this record, oldest first.</summary>
    public static IReadOnlyList<JsonElement> Between(TicketSnapshot known, JsonElement record, IReadOnlyList<JsonElement> rows)
    {
        var since = Since(known);
        var knownCount = Number(ServiceNowRevision.ModCount(known.Revision) ?? known.Revision.TrimEnd('~'));
        var until = ServiceNowMapping.Instant(record, "sys_updated_on");
        // A second may hold changes of both sides of the last read: there the update count decides.
        return
        [
            .. rows.Where(row => ServiceNowMapping.Instant(row, "sys_created_on") is { } at && at <= until
                && (ServiceNowCell.Of(row, "sys_created_on").Value != since || Checkpoint(row) > knownCount)),
        ];
    }

    /// <summary>All rows of a record since an instant, oldest first; none where the account may not see them.</summary>
    public async Task<IReadOnlyList<JsonElement>> SinceAsync(string id, string since, CancellationToken cancellation)
    {
        var path = ServiceNowQuery.Rows(
            "sys_audit", $"tablename={options.Table}^documentkey={id}^sys_created_on>={since}^ORDERBYsys_created_on^ORDERBYsys_id", Columns);
        try
        {
            return
            [
                .. (await client.RowsAsync(path, cancellation)).Where(row => ServiceNowCell.Of(row, "documentkey").Value == id)
                    .OrderBy(row => ServiceNowCell.Of(row, "sys_created_on").Value, StringComparer.Ordinal).ThenBy(Checkpoint),
            ];
        }
        catch (ConnectorException refused) when (refused.Kind is FailureKind.Forbidden or FailureKind.NotFound or FailureKind.Unsupported)
        {
            return [];
        }
    }

    /// <summary>Users whom rows name: who changed, and whom a field of people named before and after.</summary>
    public static IEnumerable<string> People(IEnumerable<JsonElement> rows) => rows.SelectMany(row => new[]
    {
        ServiceNowCell.Of(row, "user").Value,
        IsPerson(row) ? ServiceNowCell.Of(row, "oldvalue").Value : "",
        IsPerson(row) ? ServiceNowCell.Of(row, "newvalue").Value : "",
    });

    /// <summary>The record's update count after the change; -1 where the row does not tell.</summary>
    public static long Checkpoint(JsonElement row) => Number(ServiceNowCell.Of(row, "record_checkpoint").Value);

    private static bool IsPerson(JsonElement row) => ServiceNowSchema.Kind(ServiceNowCell.Of(row, "fieldname").Value) == ServiceNowKind.Person;

    private static long Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
}
