using System.Text.Json.Nodes;

namespace Entente.Sandbox.Zendesk;

/// <summary>A comment in its three forms. It is written through the ticket alone, and its id stands in the audit of that write.</summary>
internal sealed class ZendeskComment
{
    public required long Id { get; init; }

    public required long AuditId { get; init; }

    public required long AuthorId { get; init; }

    public required bool IsPublic { get; set; }

    public required string HtmlBody { get; set; }

    public required string PlainBody { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required JsonObject Via { get; init; }

    public required JsonObject Metadata { get; init; }

    public IReadOnlyList<ZendeskAttachment> Attachments { get; init; } = [];

    /// <param name="inlineImages">Whether attachments that the text shows inline are listed too.</param>
    public JsonObject ToJson(string root, bool inlineImages) => new()
    {
        ["id"] = Id,
        ["type"] = "Comment",
        ["author_id"] = AuthorId,
        ["body"] = PlainBody,
        ["html_body"] = HtmlBody,
        ["plain_body"] = PlainBody,
        ["public"] = IsPublic,
        ["attachments"] = Files(root, inlineImages),
        ["audit_id"] = AuditId,
        ["via"] = Via.DeepClone(),
        ["created_at"] = ZendeskJson.Time(CreatedAt),
        ["metadata"] = Metadata.DeepClone(),
    };

    /// <summary>The comment as an event of its audit.</summary>
    public JsonObject ToEvent(string root) => new()
    {
        ["id"] = Id,
        ["type"] = "Comment",
        ["author_id"] = AuthorId,
        ["body"] = PlainBody,
        ["html_body"] = HtmlBody,
        ["plain_body"] = PlainBody,
        ["public"] = IsPublic,
        ["attachments"] = Files(root, inlineImages: false),
        ["audit_id"] = AuditId,
    };

    private JsonArray Files(string root, bool inlineImages) =>
        ZendeskJson.Array(Attachments.Where(file => inlineImages || !file.IsInline).Select(file => (JsonNode?)file.ToJson(root)));
}

/// <summary>A file that was uploaded; <see cref="Token"/> is what its address hides behind.</summary>
internal sealed class ZendeskAttachment
{
    public required long Id { get; init; }

    public required string Token { get; init; }

    public required string Name { get; set; }

    public required string ContentType { get; set; }

    public required byte[] Bytes { get; set; }

    /// <summary>Shown inside the text of its comment.</summary>
    public bool IsInline { get; set; }

    public string ContentUrl(string root) => $"{root}/attachments/token/{Token}/?name={Uri.EscapeDataString(Name)}";

    public JsonObject ToJson(string root) => new()
    {
        ["url"] = $"{root}/api/v2/attachments/{Id}.json",
        ["id"] = Id,
        ["file_name"] = Name,
        ["content_url"] = ContentUrl(root),
        ["mapped_content_url"] = ContentUrl(root),
        ["content_type"] = ContentType,
        ["size"] = Bytes.Length,
        ["width"] = null,
        ["height"] = null,
        ["inline"] = IsInline,
        ["deleted"] = false,
        ["malware_access_override"] = false,
        ["malware_scan_result"] = "malware_not_found",
        ["thumbnails"] = new JsonArray(),
    };
}
