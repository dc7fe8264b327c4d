using System.Text.Json;
using Entente.Cel;
using Entente.Connectors.Http;
using Entente.Core.Text;
using Entente.Core.Tickets;

namespace Entente.Connectors.Zendesk;

/// <summary>A ticket's JSON and its comments to a snapshot. Pure.</summary>
internal static class ZendeskMapping
{
    private const int MaxMarkerLength = 40;

    /// <param name="revision">See <see cref="ZendeskRevision"/>; its audit is where the history was read up to.</param>
    public static TicketSnapshot Snapshot(Uri endpoint, JsonElement ticket, ZendeskPeople people, ZendeskComments comments, ZendeskRevision revision)
    {
        var id = Id(ticket);
        var fields = ZendeskFields.Read(ticket, people);
        fields[ZendeskFields.Description] = RichTextValue.Of(comments.Description);
        return new TicketSnapshot
        {
            NativeId = id,
            Key = "#" + id,
            Address = new Uri(endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/agent/tickets/" + id),
            Revision = revision.ToString(),
            Updated = Updated(ticket),
            Created = ticket.Time("created_at") ?? DateTimeOffset.UnixEpoch,
            HistoryCursor = revision.AuditId,
            Marker = Marker(ticket),
            IsFinal = ticket.Text("status") == "closed",
            Fields = fields,
            Comments = comments.Comments,
            Attachments = comments.Attachments,
        };
    }

    /// <summary>What an answer to a write tells: the written fields, the revision and the time, and nothing of comments.</summary>
    public static TicketSnapshot Written(JsonElement ticket, SortedDictionary<string, CelValue> fields, ZendeskRevision revision) => new()
    {
        NativeId = Id(ticket),
        Key = "#" + Id(ticket),
        Address = new Uri("about:blank"),
        Revision = revision.ToString(),
        Updated = Updated(ticket),
        Created = ticket.Time("created_at") ?? DateTimeOffset.UnixEpoch,
        Fields = fields,
        Comments = [],
        Attachments = [],
    };

    public static string Id(JsonElement ticket) => ticket.Id("id") ?? throw TransportFailures.Unreadable(CallEffect.None, "the ticket has no id");

    public static DateTimeOffset Updated(JsonElement ticket) =>
        ticket.Time("updated_at") ?? throw TransportFailures.Unreadable(CallEffect.None, "the ticket has no updated_at");

    /// <summary>The external id where it can be one of ours: letters and digits, at most 40 (DESIGN 12). Whether it is, the journal knows.</summary>
    public static string? Marker(JsonElement ticket) =>
        ticket.Id("external_id") is { Length: <= MaxMarkerLength } id && id.All(char.IsAsciiLetterOrDigit) ? id : null;

    /// <summary>What of a known snapshot stands in for comments that did not change.</summary>
    public static ZendeskComments Kept(TicketSnapshot known) => new(
        known.Fields.TryGetValue(ZendeskFields.Description, out var description) ? RichTextValue.Read(description) ?? RichText.Empty : RichText.Empty,
        known.Comments,
        known.Attachments);
}
