using System.Text.Json;
using Entente.Connectors.Http;
using Entente.Core.Text;
using Entente.Core.Tickets;

namespace Entente.Connectors.Zendesk;

/// <summary>A ticket's comments in our terms. The first is the description; its files are the ticket's own.</summary>
internal sealed record ZendeskComments(RichText Description, IReadOnlyList<TicketComment> Comments, IReadOnlyList<TicketAttachment> Attachments)
{
    /// <summary>The name of our marker in an audit's custom metadata (DESIGN 12).</summary>
    public const string MarkerName = "entente";

    /// <param name="comments">All comments as Zendesk lists them, oldest first.</param>
    /// <param name="markers">Markers known from audits, by comment id.</param>
    public static ZendeskComments Read(
        IEnumerable<JsonElement> comments, ZendeskPeople people, IReadOnlyDictionary<string, string> markers)
    {
        var description = RichText.Empty;
        var read = new List<TicketComment>();
        var attachments = new List<TicketAttachment>();
        var isFirst = true;
        foreach (var comment in comments)
        {
            var id = comment.Id("id") ?? throw TransportFailures.Unreadable(CallEffect.None, "a comment has no id");
            var files = Files(comment, isFirst ? null : id, people);
            attachments.AddRange(files);
            var text = ZendeskText.Read(comment, files);
            if (isFirst)
                description = text;
            else
                read.Add(Comment(comment, text, people) with { AttachmentIds = [.. files.Select(Id)], Marker = Marker(comment, id, markers) });
            isFirst = false;
        }

        return new ZendeskComments(description, read, attachments);
    }

    /// <summary>The attachments of a comment, without the thumbnails that Zendesk lists among them.</summary>
    public static IEnumerable<JsonElement> FilesOf(JsonElement comment)
    {
        var files = comment.Items("attachments").ToList();
        var thumbnails = files.SelectMany(file => file.Items("thumbnails")).Select(thumbnail => thumbnail.Id("id")).ToHashSet(StringComparer.Ordinal);
        return files.Where(file => !thumbnails.Contains(file.Id("id")));
    }

    /// <summary>Our marker in the custom metadata of an audit or a comment.</summary>
    public static string? MarkerOf(JsonElement auditOrComment) => auditOrComment.Member("metadata")?.Member("custom")?.Id(MarkerName);

    private static TicketComment Comment(JsonElement comment, RichText text, ZendeskPeople people) => new(
        comment.Id("id")!,
        people.Person(comment.Id("author_id")),
        comment.Flag("public") ?? false,
        text,
        comment.Time("created_at") ?? DateTimeOffset.UnixEpoch);

    private static string Id(TicketAttachment file) => file.NativeId;

    private static string? Marker(JsonElement comment, string id, IReadOnlyDictionary<string, string> markers) =>
        MarkerOf(comment) ?? (markers.TryGetValue(id, out var marker) ? marker : null);

    private static List<TicketAttachment> Files(JsonElement comment, string? commentId, ZendeskPeople people) =>
    [
        .. FilesOf(comment).Where(file => file.Id("id") is not null).Select(file => new TicketAttachment(
            file.Id("id")!,
            file.Text("file_name") ?? "",
            file.Text("content_type") ?? "application/octet-stream",
            file.Number("size") ?? 0,
            file.Text("content_url") ?? "")
        {
            Created = comment.Time("created_at") ?? DateTimeOffset.UnixEpoch,
            Author = people.Person(comment.Id("author_id")),
            IsPublic = comment.Flag("public") ?? false,
            CommentId = commentId,
        }),
    ];
}
