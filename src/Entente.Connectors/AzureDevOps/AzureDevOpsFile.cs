using System.Text.Json;
using Entente.Connectors.Http;

namespace Entente.Connectors.AzureDevOps;

/// <summary>A stored file: its GUID stands in its address, whichever host and project that names. Pure.</summary>
/// <param name="Address">Where its bytes lie.</param>
internal sealed record AzureDevOpsFile(string Id, string Name, string Address)
{
    /// <summary>What comes before the GUID in every address of a file.</summary>
    public const string PathPart = "/_apis/wit/attachments/";

    /// <summary>The relation that hangs a file on a work item.</summary>
    public const string Relation = "AttachedFile";

    /// <summary>What the comment of a relation ends with when the file belongs to an internal comment.</summary>
    private const string Internal = " internal";

    /// <summary>The file that an address names; null for every other address.</summary>
    public static AzureDevOpsFile? InAddress(string? address)
    {
        var at = address?.IndexOf(PathPart, StringComparison.OrdinalIgnoreCase) ?? -1;
        if (at < 0 || !Uri.TryCreate(address, UriKind.Absolute, out var uri))
            return null;
        var id = new string([.. address!.Skip(at + PathPart.Length).TakeWhile(c => char.IsAsciiHexDigit(c) || c == '-')]).ToLowerInvariant();
        return id.Length == 0 ? null : new AzureDevOpsFile(id, NameIn(uri) ?? id, address!);
    }

    /// <summary>The file that a relation hangs on a work item; null for relations of other kinds.</summary>
    public static AzureDevOpsFile? Of(JsonElement relation) =>
        relation.Text("rel") == Relation && InAddress(relation.Text("url")) is { } file
            ? file with { Name = relation.Member("attributes")?.Text("name") ?? file.Name }
            : null;

    /// <summary>The comment that a relation of ours carries: the effect, and whether the file belongs to an internal comment.</summary>
    public static string Comment(string effectId, bool isPublic) => AzureDevOpsTags.Marker(effectId) + (isPublic ? "" : Internal);

    public static bool IsOurs(JsonElement relation) =>
        relation.Member("attributes")?.Text("comment")?.StartsWith(AzureDevOpsTags.MarkerPrefix, StringComparison.Ordinal) == true;

    public static bool IsOf(JsonElement relation, string effectId) =>
        relation.Member("attributes")?.Text("comment") is { } comment
        && (comment == Comment(effectId, true) || comment == Comment(effectId, false));

    public static bool IsInternal(JsonElement relation) =>
        IsOurs(relation) && relation.Member("attributes")!.Value.Text("comment")!.EndsWith(Internal, StringComparison.Ordinal);

    private static string? NameIn(Uri address)
    {
        foreach (var part in address.Query.TrimStart('?').Split('&'))
            if (part.StartsWith("fileName=", StringComparison.OrdinalIgnoreCase) && part.Length > 9)
                return Uri.UnescapeDataString(part[9..].Replace('+', ' '));
        return null;
    }
}
