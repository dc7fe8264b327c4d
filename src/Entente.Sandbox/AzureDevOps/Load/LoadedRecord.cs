using System.Text.Json;

using Entente.Sandbox.AzureDevOps.World;

namespace Entente.Sandbox.AzureDevOps.Load;

/// <summary>One recorded work item.</summary>
/// <param name="Line">Counts from 1.</param>
internal sealed record LoadedRecord(int Line, long Id, JsonElement Json, JsonElement Fields)
{
    /// <summary>Where it stands now.</summary>
    public WorkItem? Item { get; set; }

    /// <summary>The organisation that the record's own address names; empty where it has none.</summary>
    public string Organization => OrganizationOf(DevOpsJson.Text(Json, "url") ?? "");

    /// <summary>A key for a work item of the same organisation.</summary>
    public string Place(long id) => $"{Organization}#{id}";

    public string? Text(string field) => DevOpsJson.Text(Fields, field);

    /// <summary><c>https://dev.azure.com/{organisation}/…</c> or <c>https://{organisation}.visualstudio.com/…</c>.</summary>
    public static string OrganizationOf(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri))
            return "";
        return uri.Host == "dev.azure.com" ? uri.Segments.ElementAtOrDefault(1)?.Trim('/').ToLowerInvariant() ?? "" : uri.Host;
    }
}

/// <summary>Reading of ids.</summary>
internal static class LoadedId
{
    public static bool TryReadId(this JsonElement value, out long id)
    {
        id = 0;
        return ((value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out id))
            || (value.ValueKind == JsonValueKind.String && long.TryParse(value.GetString(), out id))) && id > 0;
    }
}
