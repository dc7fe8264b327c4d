using System.Text.Json;
using Entente.Connectors.Http;
using Entente.Core.Tickets;

namespace Entente.Connectors.AzureDevOps;

/// <summary>
/// A work item's comments in our terms, oldest first, and the pictures in them. Azure DevOps knows no internal comments: a comment is public unless
/// its text begins with the connection's mark. Pure.
/// </summary>
internal sealed record AzureDevOpsComments(IReadOnlyList<TicketComment> Comments, IReadOnlyList<TicketAttachment> Pictures)
{
    /// <param name="mark">What internal comments begin with.</param>
    public static AzureDevOpsComments Read(IEnumerable<JsonElement> comments, AzureDevOpsPeople people, string mark)
    {
        var read = new SortedDictionary<long, TicketComment>();
        var pictures = new SortedDictionary<long, IEnumerable<TicketAttachment>>();
        foreach (var comment in comments.Where(comment => comment.Flag("isDeleted") != true))
        {
            if (IdOf(comment) is not { } id)
                continue;
            var mapped = read[id] = Comment(comment, people, mark);
            pictures[id] = AzureDevOpsRichText.Files(comment.Text("text") ?? "", IsMarkdown(comment)).Select(file => Picture(file, mapped));
        }

        return new AzureDevOpsComments([.. read.Values], [.. pictures.Values.SelectMany(files => files)]);
    }

    /// <summary>The id, which older versions call <c>commentId</c>.</summary>
    public static long? IdOf(JsonElement comment) => comment.Number("id") ?? comment.Number("commentId");

    /// <summary>What a known snapshot has of comments, for one whose comments did not change.</summary>
    public static AzureDevOpsComments Kept(TicketSnapshot known) =>
        new(known.Comments, [.. known.Attachments.Where(file => file.CommentId is not null)]);

    public static bool IsMarkdown(JsonElement comment) =>
        string.Equals(comment.Text("format"), "markdown", StringComparison.OrdinalIgnoreCase);

    private static TicketComment Comment(JsonElement comment, AzureDevOpsPeople people, string mark)
    {
        var created = comment.Time("createdDate") ?? DateTimeOffset.UnixEpoch;
        var modified = comment.Time("modifiedDate");
        var text = AzureDevOpsRichText.Read(comment.Text("text") ?? "", IsMarkdown(comment));
        var isInternal = AzureDevOpsRichText.IsInternal(text, mark);
        var body = isInternal ? AzureDevOpsRichText.WithoutMark(text, mark) : text;
        return new TicketComment(
            IdOf(comment)!.Value.ToString(System.Globalization.CultureInfo.InvariantCulture),
            people.Person(comment.Member("createdBy")),
            !isInternal,
            body,
            created)
        {
            Edited = modified > created ? modified : null,
            AttachmentIds = [.. AzureDevOpsRichText.Files(comment.Text("text") ?? "", IsMarkdown(comment)).Select(file => file.Id)],
        };
    }

    private static TicketAttachment Picture(AzureDevOpsFile file, TicketComment comment) =>
        new(file.Id, file.Name, AzureDevOpsMediaTypes.Of(file.Name), 0, file.Address)
        {
            Created = comment.Created,
            Author = comment.Author,
            IsPublic = comment.IsPublic,
            CommentId = comment.NativeId,
        };
}
