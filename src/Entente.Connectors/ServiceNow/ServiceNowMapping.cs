using System.Text.Json;
using Entente.Connectors.Http;
using Entente.Core.Tickets;

namespace Entente.Connectors.ServiceNow;

/// <summary>A record to a snapshot. Pure.</summary>
internal sealed class ServiceNowMapping(Uri endpoint, string table)
{
    /// <summary>What stands in <c>correlation_display</c> of a record that the hub made.</summary>
    public const string MarkerName = "entente";

    private const int MaxMarkerLength = 40;

    public TicketSnapshot Snapshot(
        JsonElement record, ServiceNowPeople people, IReadOnlyList<TicketComment> comments, IReadOnlyList<TicketAttachment> attachments)
    {
        var id = ServiceNowCell.Of(record, "sys_id").Value;
        var updated = Instant(record, "sys_updated_on")
            ?? throw TransportFailures.Unreadable(CallEffect.None, "its record has no sys_updated_on");
        var number = ServiceNowCell.Of(record, "number").Value;
        return new TicketSnapshot
        {
            NativeId = id,
            Key = number.Length > 0 ? number : id,
            Address = Form(id),
            Revision = ServiceNowRevision.Of(ModCount(record), comments, attachments),
            Updated = updated,
            Created = Instant(record, "sys_created_on") ?? updated,
            Marker = Marker(record),
            IsFinal = IsClosed(record),
            Fields = ServiceNowValues.Read(record, table, people),
            Comments = comments,
            Attachments = attachments,
        };
    }

    /// <summary>Where a person opens a record.</summary>
    public Uri Form(string id) =>
        new($"{endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/')}/nav_to.do?uri={Uri.EscapeDataString($"{table}.do?sys_id={id}")}");

    /// <summary>How often the record was updated: the concurrency token (the interface knows no conditional write).</summary>
    public static string ModCount(JsonElement record) => ServiceNowCell.Of(record, "sys_mod_count").Value is { Length: > 0 } count
        ? count
        : throw TransportFailures.Unreadable(CallEffect.None, "its record has no sys_mod_count");

    /// <summary>Our effect, where the record says that it is ours: other integrations use the same column.</summary>
    public static string? Marker(JsonElement record) =>
        ServiceNowCell.Of(record, "correlation_display").Value == MarkerName
        && ServiceNowCell.Of(record, "correlation_id").Value is { Length: > 0 and <= MaxMarkerLength } id && id.All(char.IsAsciiLetterOrDigit)
            ? id
            : null;

    /// <summary>A closed incident takes nothing more from anybody but admins. Other tables number their states otherwise.</summary>
    public bool IsClosed(JsonElement record) =>
        table == "incident" && ServiceNowCell.Of(record, ServiceNowSchema.State).Value == ServiceNowSchema.Closed;

    /// <summary>A row of the attachment list; null without an id.</summary>
    public static TicketAttachment? Attachment(JsonElement row, ServiceNowPeople people)
    {
        var id = ServiceNowCell.Of(row, "sys_id").Value;
        if (id.Length == 0)
            return null;
        var type = ServiceNowCell.Of(row, "content_type").Value;
        return new TicketAttachment(
            id,
            ServiceNowCell.Of(row, "file_name").Value,
            // Old uploads have the extension behind the type: "text/plain (.txt)".
            type.Split(' ')[0] is { Length: > 0 } plain ? plain : "application/octet-stream",
            long.TryParse(ServiceNowCell.Of(row, "size_bytes").Value, out var bytes) ? bytes : 0,
            id)
        {
            Created = Instant(row, "sys_created_on") ?? DateTimeOffset.UnixEpoch,
            Author = people.Person(ServiceNowCell.Of(row, "sys_created_by").Value),
        };
    }

    public static DateTimeOffset? Instant(JsonElement record, string field) => ServiceNowTime.Read(ServiceNowCell.Of(record, field).Value);
}
