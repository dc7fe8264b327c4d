using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Entente.Connectors.Http;
using Entente.Core.Tickets;

namespace Entente.Connectors.Jira;

/// <summary>An issue as Jira answers it, to a snapshot. Pure.</summary>
/// <param name="endpoint">The site's address, context path included, as people open it.</param>
/// <param name="hub">Account id under which the hub writes.</param>
internal sealed class JiraMapping(Uri endpoint, string hub)
{
    /// <summary>The name of the entity property that carries an effect's id (DESIGN 12).</summary>
    public const string MarkerKey = "entente";

    /// <param name="issue">The answer of GET issue, PUT issue with <c>returnIssue</c>, or an item of a bulk fetch.</param>
    /// <param name="comments">All comments, where the issue carries only some; null takes the issue's own.</param>
    /// <param name="effect">What the request could change: decides what an answer without an issue means.</param>
    public TicketSnapshot Snapshot(JsonElement issue, IReadOnlyList<TicketComment>? comments = null, CallEffect effect = CallEffect.None)
    {
        var fields = issue.Member("fields") ?? throw Incomplete("fields", effect);
        var key = issue.Text("key") ?? throw Incomplete("key", effect);
        var updated = fields.Instant("updated") ?? throw Incomplete("fields.updated", effect);
        var attachments = Attachments(fields);
        comments ??= Comments(issue, EmbeddedComments(fields));
        return new TicketSnapshot
        {
            NativeId = issue.Id("id") ?? throw Incomplete("id", effect),
            Key = key,
            Address = Browse(key),
            Revision = Revision(updated, comments, attachments),
            Updated = updated,
            Created = fields.Instant("created") ?? updated,
            Marker = Marker(issue.Member("properties")),
            Fields = JiraFields.Read(fields, new JiraRichText(attachments)),
            Comments = comments,
            Attachments = attachments,
        };
    }

    /// <summary>Comments of an issue, oldest first; their images are tied to the issue's attachments.</summary>
    public IReadOnlyList<TicketComment> Comments(JsonElement issue, IEnumerable<JsonElement> comments)
    {
        var rich = new JiraRichText(Attachments(issue.Member("fields") ?? default));
        return [.. comments.Select(comment => Comment(comment, rich)).OfType<TicketComment>()
            .DistinctBy(comment => comment.NativeId).OrderBy(comment => comment.Created).ThenBy(comment => Number(comment.NativeId))];
    }

    /// <summary>The comments that came with the issue; Cloud caps them, examples in Jira's own documents have them as a bare list.</summary>
    public static IEnumerable<JsonElement> EmbeddedComments(JsonElement fields) =>
        fields.Member("comment") is { ValueKind: JsonValueKind.Array } bare
            ? bare.EnumerateArray()
            : fields.Member("comment")?.Items("comments") ?? [];

    /// <summary>The effect named by our property, in an issue's <c>properties</c> object or a comment's list of properties.</summary>
    public static string? Marker(JsonElement? properties) => properties switch
    {
        { ValueKind: JsonValueKind.Object } held => held.Member(MarkerKey)?.Text("effect"),
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray()
            .Where(property => property.Text("key") == MarkerKey).Select(property => property.Member("value")?.Text("effect")).FirstOrDefault(),
        _ => null,
    };

    /// <summary>Public unless it is a service desk's internal note or restricted to a role or group.</summary>
    public TicketComment? Comment(JsonElement comment, JiraRichText rich)
    {
        if (comment.Id("id") is not { } id)
            return null;
        var created = comment.Instant("created") ?? DateTimeOffset.UnixEpoch;
        var updated = comment.Instant("updated");
        var body = rich.ReadText(comment.Member("body"));
        return new TicketComment(
            id,
            JiraPeople.Person(comment.Member("author"), hub),
            comment.Flag("jsdPublic") != false && comment.Member("visibility") is null,
            body,
            created)
        {
            Edited = updated > created ? updated : null,
            Marker = Marker(comment.Member("properties")),
            AttachmentIds = JiraRichText.AttachmentIds(body),
        };
    }

    public TicketAttachment? Attachment(JsonElement attachment)
    {
        if (attachment.Id("id") is not { } id)
            return null;
        return new TicketAttachment(
            id, attachment.Text("filename") ?? id, attachment.Text("mimeType") ?? "application/octet-stream", attachment.Number("size") ?? 0, id)
        {
            Created = attachment.Instant("created") ?? DateTimeOffset.UnixEpoch,
            Author = JiraPeople.Person(attachment.Member("author"), hub),
        };
    }

    public Uri Browse(string key) => new($"{endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/')}/browse/{Uri.EscapeDataString(key)}");

    /// <summary>Ids as numbers, for order; what is none sorts first.</summary>
    public static long Number(string id) => long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private List<TicketAttachment> Attachments(JsonElement fields) =>
    [
        .. fields.Items("attachment").Select(Attachment).OfType<TicketAttachment>()
            .OrderBy(file => file.Created).ThenBy(file => Number(file.NativeId)),
    ];

    /// <summary>
    /// <c>updated</c> in milliseconds, and a digest of what may change without it: comments and attachments that were deleted, comments that the
    /// account may see now and could not before. The marker takes no part: an answer to an edit does not carry it, and it never changes.
    /// </summary>
    private static string Revision(DateTimeOffset updated, IReadOnlyList<TicketComment> comments, List<TicketAttachment> attachments)
    {
        var parts = comments.Select(comment => $"c{comment.NativeId}@{comment.Edited?.ToUnixTimeMilliseconds()}{(comment.IsPublic ? "" : "i")}")
            .Concat(attachments.Select(file => $"a{file.NativeId}"));
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(' ', parts)));
        return $"{updated.ToUnixTimeMilliseconds()}-{Convert.ToHexStringLower(digest.AsSpan(0, 5))}";
    }

    private static ConnectorException Incomplete(string member, CallEffect effect) =>
        TransportFailures.Unreadable(effect, $"it has no issue with {member}");
}
