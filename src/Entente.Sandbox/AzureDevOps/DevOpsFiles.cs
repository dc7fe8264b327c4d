using Entente.Sandbox.AzureDevOps.World;

namespace Entente.Sandbox.AzureDevOps;

/// <summary>Files for people: a browser here has no token, so a page links to an address that nobody guesses.</summary>
internal static class DevOpsFiles
{
    private const string Folder = "_files";

    public static string PathOf(Organization organization, Relation relation) =>
        $"/{organization.Name}/{Folder}/{KeyOf(relation.Url[(relation.Url.LastIndexOf('/') + 1)..])}";

    /// <summary>The file at a path of <see cref="PathOf"/>, or null.</summary>
    public static SandboxResponse? Find(Organization organization, SandboxRequest request)
    {
        if (request.Method != "GET" || request.Path.Split('/', StringSplitOptions.RemoveEmptyEntries) is not [_, Folder, var key])
            return null;
        if (organization.Attachments.Values.FirstOrDefault(file => KeyOf(file.Id) == key) is not { } found)
            return null;
        KeyValuePair<string, string>[] headers =
        [
            new("Content-Type", "application/octet-stream"),
            new("X-Content-Type-Options", "nosniff"),
            new("Content-Disposition", $"attachment; filename*=UTF-8''{Uri.EscapeDataString(found.FileName)}"),
        ];
        return new(200, headers, found.Bytes);
    }

    private static string KeyOf(string attachmentId) => Organization.GuidOf("file/" + attachmentId);
}
