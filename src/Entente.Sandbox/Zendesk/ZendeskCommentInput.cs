using System.Text;
using System.Text.Json.Nodes;

namespace Entente.Sandbox.Zendesk;

/// <summary>A comment as sent under <c>ticket.comment</c>, rendered and with its files, before it has an id.</summary>
internal sealed record ZendeskCommentInput(ZendeskUser Author, bool IsPublic, string HtmlBody, string PlainBody,
    IReadOnlyList<ZendeskAttachment> Attachments)
{
    /// <summary>After markup, as staff of the vendor state.</summary>
    private const int MaxHtmlBytes = 65_535;

    /// <summary>
    /// Reads the comment; null where there is none, which is also what a key in the wrong case (<c>Body</c>) comes to.
    /// Placeholders in the text are expanded with the draft's values.
    /// </summary>
    public static ZendeskCommentInput? Read(ZendeskTicketInput input, JsonNode? node, ZendeskUser author)
    {
        var sent = node as JsonObject ?? new JsonObject { ["body"] = ZendeskJson.AsText(node) };
        var html = ZendeskJson.AsText(sent["html_body"]);
        var body = ZendeskJson.AsText(sent["body"]) ?? ZendeskJson.AsText(sent["value"]);
        var files = ZendeskUploads.Redeem(input, ZendeskJson.AsTexts(sent["uploads"]));
        if (string.IsNullOrWhiteSpace(html) && string.IsNullOrWhiteSpace(body) && files.Count == 0)
            return null;
        var placeholders = new ZendeskPlaceholders(input.Exchange, input.Draft);
        var rendered = string.IsNullOrWhiteSpace(html)
            ? ZendeskMarkdown.ToHtml(placeholders.Expand(body ?? ""))
            : ZendeskHtml.Sanitise(placeholders.Expand(html));
        if (Encoding.UTF8.GetByteCount(rendered) > MaxHtmlBytes)
            input.Refuse("comment", $"Comment: is too long (maximum is {MaxHtmlBytes} characters)", "ValueTooLong");
        foreach (var file in files)
            file.IsInline = rendered.Contains($"/attachments/token/{file.Token}", StringComparison.Ordinal);
        return new ZendeskCommentInput(
            Writer(input, sent, author),
            ZendeskJson.AsFlag(sent["public"]) ?? true,
            $"<div class=\"zd-comment\" dir=\"auto\">{rendered}</div>",
            ZendeskHtml.ToText(rendered),
            files);
    }

    private static ZendeskUser Named(ZendeskTicketInput input, long id, ZendeskUser author)
    {
        if (input.Exchange.Account.Users.TryGetValue(id, out var named))
            return named;
        input.Refuse("comment", "Author: is invalid", "InvalidValue");
        return author;
    }

    private static ZendeskUser Writer(ZendeskTicketInput input, JsonObject sent, ZendeskUser author) =>
        ZendeskJson.AsId(sent["author_id"]) is { } id ? Named(input, id, author) : author;
}
