using System.Text.Json;
using Entente.Cel;
using Entente.Connectors.Http;
using Entente.Core.Text;
using Entente.Core.Text.Html;
using Entente.Core.Text.Plain;
using Entente.Core.Tickets;

namespace Entente.Connectors.Zendesk;

/// <summary>
/// Rich text from and for comments. <c>html_body</c> is read and written, never <c>body</c>, in which Zendesk renders Markdown. What is written
/// cannot trigger anything: Zendesk expands Liquid placeholders, so <c>{{</c> is broken up (RELIABILITY B11).
/// </summary>
internal static class ZendeskText
{
    /// <summary>The comment's text; images that are its own attachments carry the attachment's id.</summary>
    public static RichText Read(JsonElement comment, IReadOnlyList<TicketAttachment> attachments)
    {
        if (comment.Text("html_body") is not { Length: > 0 } html)
            return RichText.FromText(comment.Text("plain_body") is { Length: > 0 } plain ? plain : comment.Text("body") ?? "");
        var text = HtmlFormat.Read(html);
        return attachments.Count == 0 ? text : text.ReplaceImages(image => Tied(image, attachments));
    }

    /// <summary>The rich text in a rule's value; a plain string is read as plain text, null as empty. Null for every other value.</summary>
    public static RichText? Of(CelValue value) => value.Kind switch
    {
        CelKind.Object => (value.AsObject() as RichTextValue)?.Text,
        CelKind.String => RichText.FromText(value.AsString()),
        CelKind.Null => RichText.Empty,
        _ => null,
    };

    /// <summary>
    /// HTML for <c>html_body</c>. Images become readable references: their bytes travel as attachments, their addresses not at all (B10).
    /// </summary>
    public static string Html(RichText text) => HtmlFormat.Write(text.ImagesAsReferences(), HtmlWriteOptions.Zendesk);

    /// <summary>Plain text for a field.</summary>
    public static string Plain(RichText text) => PlainFormat.Write(text, new PlainWriteOptions { GuardPlaceholders = true });

    private static Image Tied(Image image, IReadOnlyList<TicketAttachment> attachments)
    {
        var attachment = attachments.FirstOrDefault(candidate => IsSame(image.Source, candidate.Locator));
        return attachment is null ? image : image with { AttachmentId = attachment.NativeId, Name = attachment.Name };
    }

    // The same file is named by the account's own host or by a mapped one; its token stands in the path.
    private static bool IsSame(string source, string locator) =>
        Uri.TryCreate(source, UriKind.Absolute, out var image) && Uri.TryCreate(locator, UriKind.Absolute, out var file)
        && image.AbsolutePath.TrimEnd('/') == file.AbsolutePath.TrimEnd('/');
}
