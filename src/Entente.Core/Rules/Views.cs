using Entente.Cel;
using Entente.Core.Tickets;

namespace Entente.Core.Rules;

/// <summary>A comment of the ticket as an expression sees it. <see cref="At"/> is its place in the ticket.</summary>
internal sealed class CommentView(TicketComment comment, int at) : ICelObject
{
    public TicketComment Comment => comment;

    public int At => at;

    public CelType Type => RuleTypes.Comment;

    public bool TryGet(string field, out CelValue value)
    {
        value = field switch
        {
            "id" => CelValue.String(comment.NativeId),
            "author" => CelValue.String(comment.Author.Name),
            "authorAddress" => ViewValue.Of(comment.Author.Address),
            "public" => CelValue.Bool(comment.IsPublic),
            "body" => RichTextValue.Of(comment.Body),
            "created" => CelValue.Timestamp(comment.Created),
            "edited" => ViewValue.Of(comment.Edited),
            "byHub" => CelValue.Bool(comment.Author.IsHub),
            _ => default,
        };
        return value.Kind != CelKind.Unset;
    }

    public bool Equals(ICelObject other) => other is CommentView view && view.Comment == comment;
}

/// <summary>An attachment of the ticket as an expression sees it.</summary>
internal sealed class AttachmentView(TicketAttachment attachment, int at) : ICelObject
{
    public TicketAttachment Attachment => attachment;

    public int At => at;

    public CelType Type => RuleTypes.Attachment;

    public bool TryGet(string field, out CelValue value)
    {
        value = field switch
        {
            "id" => CelValue.String(attachment.NativeId),
            "name" => CelValue.String(attachment.Name),
            "mediaType" => CelValue.String(attachment.MediaType),
            "bytes" => CelValue.Int(attachment.Bytes),
            "public" => CelValue.Bool(attachment.IsPublic),
            "author" => CelValue.String(attachment.Author.Name),
            "commentId" => ViewValue.Of(attachment.CommentId),
            "created" => CelValue.Timestamp(attachment.Created),
            "byHub" => CelValue.Bool(attachment.Author.IsHub),
            _ => default,
        };
        return value.Kind != CelKind.Unset;
    }

    public bool Equals(ICelObject other) => other is AttachmentView view && view.Attachment == attachment;
}

/// <summary>A comment of the replica as an expression sees it.</summary>
internal sealed class SharedCommentView(SharedComment comment, int at) : ICelObject
{
    public SharedComment Comment => comment;

    public int At => at;

    public CelType Type => RuleTypes.SharedComment;

    public bool TryGet(string field, out CelValue value)
    {
        value = field switch
        {
            "origin" => CelValue.String(comment.Origin),
            "author" => CelValue.String(comment.Author),
            "authorAddress" => ViewValue.Of(comment.AuthorAddress),
            "party" => CelValue.String(comment.Party),
            "public" => CelValue.Bool(comment.IsPublic),
            "body" => RichTextValue.Of(comment.Body),
            "created" => CelValue.Timestamp(comment.Created),
            "edited" => ViewValue.Of(comment.Edited),
            _ => default,
        };
        return value.Kind != CelKind.Unset;
    }

    public bool Equals(ICelObject other) => other is SharedCommentView view && view.Comment == comment;
}

/// <summary>A file of the replica as an expression sees it.</summary>
internal sealed class SharedFileView(SharedFile file, int at) : ICelObject
{
    public SharedFile File => file;

    public int At => at;

    public CelType Type => RuleTypes.SharedFile;

    public bool TryGet(string field, out CelValue value)
    {
        value = field switch
        {
            "origin" => CelValue.String(file.Origin),
            "name" => CelValue.String(file.Name),
            "mediaType" => CelValue.String(file.MediaType),
            "bytes" => CelValue.Int(file.Bytes),
            "sha256" => CelValue.String(file.Sha256),
            _ => default,
        };
        return value.Kind != CelKind.Unset;
    }

    public bool Equals(ICelObject other) => other is SharedFileView view && view.File == file;
}

/// <summary>What may be missing is null to an expression, not absent.</summary>
internal static class ViewValue
{
    public static CelValue Of(string? text) => text is null ? CelValue.Null : CelValue.String(text);

    public static CelValue Of(DateTimeOffset? instant) => instant is { } at ? CelValue.Timestamp(at) : CelValue.Null;
}
