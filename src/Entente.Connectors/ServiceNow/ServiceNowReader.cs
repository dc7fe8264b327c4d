using System.Text.Json;
using Entente.Core.Tickets;

namespace Entente.Connectors.ServiceNow;

/// <summary>
/// Reads a ticket with as few calls as its state allows: the record and its attachments always, since a file does not touch the record; journal and
/// audit only when the record was updated; users only who are not known yet.
/// </summary>
internal sealed class ServiceNowReader(ServiceNowClient client, ServiceNowDirectory directory, ServiceNowMapping mapping, ServiceNowOptions options)
{
    private readonly ServiceNowJournal journal = new(client);
    private readonly ServiceNowAudit audit = new(client, options);

    public async Task<TicketRead> ReadAsync(string nativeId, TicketSnapshot? known, CancellationToken cancellation)
    {
        var record = await client.RecordAsync(options.Table, nativeId, cancellation);
        var files = await FilesAsync(nativeId, cancellation);
        if (known is not null && ServiceNowRevision.ModCount(known.Revision) == ServiceNowMapping.ModCount(record))
            return new TicketRead(Onward(await SnapshotAsync(record, files, known.Comments, cancellation), known.HistoryCursor), []);

        var entries = await journal.ReadAsync(nativeId, known, cancellation);
        if (ServiceNowJournal.IsHidden(record, entries.Rows.Count))
            throw Hidden();
        // The record may be an older state than its journal: what the audit tells of that order is asked before the record's own is cut out of it.
        var since = known is null ? entries.FirstTie : ServiceNowAudit.Since(known);
        var rows = since is null ? [] : await audit.SinceAsync(nativeId, since, cancellation);
        var changes = known is null ? [] : ServiceNowAudit.Between(known, record, rows);
        var people = await directory.PeopleAsync(entries.Authors.Concat(ServiceNowAudit.People(changes)), cancellation);
        var comments = entries.Comments(known, rows, row => journal.Comment(row, people));
        var now = Onward(await SnapshotAsync(record, files, comments, cancellation), ServiceNowCell.Of(record, "sys_updated_on").Value);
        return new TicketRead(now, known is null ? [] : new ServiceNowHistory(now, known, people).Steps(changes));
    }

    /// <summary>The attachments of a record, oldest first.</summary>
    public async Task<List<JsonElement>> FilesAsync(string nativeId, CancellationToken cancellation)
    {
        var query = Uri.EscapeDataString($"table_name={options.Table}^table_sys_id={nativeId}^ORDERBYsys_created_on^ORDERBYsys_id");
        var rows = await client.RowsAsync($"api/now/attachment?sysparm_query={query}", cancellation);
        // A clause that is not understood is ignored: what belongs to another record is none of ours (RELIABILITY R08).
        return [.. rows.Where(row => ServiceNowCell.Of(row, "table_sys_id").Value == nativeId)];
    }

    private async Task<TicketSnapshot> SnapshotAsync(
        JsonElement record, List<JsonElement> files, IReadOnlyList<TicketComment> comments, CancellationToken cancellation)
    {
        var authors = files.Select(file => ServiceNowCell.Of(file, "sys_created_by").Value);
        var people = await directory.PeopleAsync(ServiceNowValues.PeopleOf(record).Concat(authors), cancellation);
        var attachments = files.Select(file => ServiceNowMapping.Attachment(file, people)).OfType<TicketAttachment>()
            .OrderBy(file => file.Created).ThenBy(file => file.NativeId, StringComparer.Ordinal);
        return mapping.Snapshot(record, people, comments, [.. attachments]);
    }

    private static TicketSnapshot Onward(TicketSnapshot snapshot, string? cursor) => snapshot with { HistoryCursor = cursor };

    private static ConnectorException Hidden() => new(
        FailureKind.Forbidden,
        "servicenow.journal-hidden",
        "The record has comments, but the hub's account may not read sys_journal_field: let an admin grant it.")
    {
        Scope = FailureScope.Connection,
    };
}
