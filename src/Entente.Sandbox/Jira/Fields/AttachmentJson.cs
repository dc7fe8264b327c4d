using System.Text.Json.Nodes;

using Entente.Sandbox.Jira.World;

namespace Entente.Sandbox.Jira.Fields;

/// <summary>A file as the API shows it. The site gives no hash and no entity tag.</summary>
internal static class AttachmentJson
{
    public static JsonObject Show(JiraView view, JiraAttachment attachment)
    {
        var shown = new JsonObject
        {
            ["self"] = view.Self($"/attachment/{attachment.Id}"),
            ["id"] = attachment.Id.ToString(),
            ["filename"] = attachment.FileName,
            ["author"] = view.Person(attachment.AuthorId),
            ["created"] = view.Time(attachment.Created),
            ["size"] = attachment.Bytes.LongLength,
            ["mimeType"] = attachment.MimeType,
            ["content"] = view.Self($"/attachment/content/{attachment.Id}"),
        };
        if (attachment.MimeType.StartsWith("image/", StringComparison.Ordinal))
            shown["thumbnail"] = view.Self($"/attachment/thumbnail/{attachment.Id}");
        return shown;
    }
}
