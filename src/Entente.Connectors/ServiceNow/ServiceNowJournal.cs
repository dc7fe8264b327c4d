using System.Text.Json;
using Entente.Core.Tickets;

namespace Entente.Connectors.ServiceNow;

/// <summary>
/// The comments of a record: entries of <c>sys_journal_field</c>, each of its own id, never edited. An account without the right to that table sees
/// an empty list and no error; the record's own text of its journal gives that away.
/// </summary>
internal sealed class ServiceNowJournal(ServiceNowClient client)
{
    public const string Table = "sys_journal_field";

    private const string Public = "comments";
    private const string Internal = "work_notes";
    private const string Columns = "sys_id,element,value,sys_created_on,sys_created_by";

    /// <summary>The column that takes a comment of this visibility.</summary>
    public static string Element(bool isPublic) => isPublic ? Public : Internal;

    /// <summary>
    /// All entries, or those that are not known where that is enough to have all: the newest page reaches back to a known one, and the count fits.
    /// </summary>
    public async Task<ServiceNowEntries> ReadAsync(string id, TicketSnapshot? known, CancellationToken cancellation)
    {
        var path = ServiceNowQuery.Rows(Table, $"element_id={id}^elementIN{Public},{Internal}^ORDERBYDESCsys_created_on^ORDERBYDESCsys_id", Columns);
        var held = known?.Comments.Select(comment => comment.NativeId).ToHashSet(StringComparer.Ordinal) ?? [];
        List<JsonElement> rows = [];
        for (long offset = 0; ; offset += ServiceNowClient.PageSize)
        {
            var page = await client.PageAsync(path, offset, ServiceNowClient.PageSize, cancellation);
            rows.AddRange(page.Rows);
            var added = rows.Select(Id).Where(row => !held.Contains(row)).Distinct(StringComparer.Ordinal).Count();
            var isKnownBelow = page.Rows.Any(row => held.Contains(Id(row))) && page.Total == held.Count + added;
            if (!page.IsMore || isKnownBelow)
                return new ServiceNowEntries(rows, isKnownBelow);
        }
    }

    /// <summary>The entries that name this effect in their marker.</summary>
    public async Task<IReadOnlyList<JsonElement>> FindAsync(string id, string effectId, CancellationToken cancellation)
    {
        var path = ServiceNowQuery.Rows(
            Table, $"element_id={id}^elementIN{Public},{Internal}^valueLIKE{ServiceNowText.MarkerStart}{effectId}^ORDERBYsys_created_on", Columns);
        return
        [
            .. (await client.RowsAsync(path, cancellation)).Where(row => client.IsHub(ServiceNowCell.Of(row, "sys_created_by").Value)
                && ServiceNowText.ReadEntry(ServiceNowCell.Of(row, "value").Value, isHub: true).Marker == effectId),
        ];
    }

    /// <summary>Whether the record shows a journal of which no entry can be read.</summary>
    public static bool IsHidden(JsonElement record, int entries) =>
        entries == 0 && new[] { Public, Internal, "comments_and_work_notes" }.Any(column =>
            !string.IsNullOrWhiteSpace(ServiceNowCell.Of(record, column).Shown));

    public static string Id(JsonElement row) => ServiceNowCell.Of(row, "sys_id").Value;

    public TicketComment Comment(JsonElement row, ServiceNowPeople people)
    {
        var author = ServiceNowCell.Of(row, "sys_created_by").Value;
        var isHub = client.IsHub(author);
        var (body, marker) = ServiceNowText.ReadEntry(ServiceNowCell.Of(row, "value").Value, isHub);
        return new TicketComment(
            Id(row),
            people.Person(author),
            ServiceNowCell.Of(row, "element").Value == Public,
            body,
            ServiceNowMapping.Instant(row, "sys_created_on") ?? DateTimeOffset.UnixEpoch)
        {
            Marker = marker,
        };
    }
}
