using System.Text.Json;
using Entente.Connectors.Http;
using Entente.Core.Tickets;

namespace Entente.Connectors.Zendesk;

/// <summary>
/// Which attachment of a comment is which file of ours. An upload's attachment keeps its id in the comment, so the ids ride along as the prepared
/// call's hint; where they are not found, name and length decide, for Zendesk lists attachments in an order of its own.
/// </summary>
internal static class ZendeskFileIds
{
    private const char Separator = ',';

    public static string? Hint(IReadOnlyList<ZendeskUpload> uploads) =>
        uploads.Count == 0 ? null : string.Join(Separator, uploads.Select(upload => upload.AttachmentId));

    /// <summary>Native ids in the order of the files; empty for a file that did not arrive.</summary>
    public static IReadOnlyList<string> Match(IReadOnlyList<FileWrite> files, string? hint, JsonElement comment)
    {
        var hinted = hint?.Split(Separator) ?? [];
        var left = ZendeskComments.FilesOf(comment).ToList();
        var ids = new string[files.Count];
        for (var i = 0; i < files.Count; i++)
            ids[i] = Take(left, file => i < hinted.Length && hinted[i].Length > 0 && file.Id("id") == hinted[i]);
        for (var i = 0; i < files.Count; i++)
        {
            var file = files[i];
            if (ids[i].Length == 0)
                ids[i] = Take(left, candidate => candidate.Text("file_name") == file.Name && candidate.Number("size") == file.Bytes);
        }

        return ids;
    }

    private static string Take(List<JsonElement> left, Predicate<JsonElement> matches)
    {
        var at = left.FindIndex(matches);
        if (at < 0)
            return "";
        var id = left[at].Id("id") ?? "";
        left.RemoveAt(at);
        return id;
    }
}
