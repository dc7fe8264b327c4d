using System.Text.Json.Nodes;

namespace Entente.Sandbox.AzureDevOps;

/// <summary>One resource as the official clients look it up: they know its id and ask the service for its address.</summary>
internal sealed record ResourceLocation(string Id, string Area, string Name, string Route)
{
    public int Version { get; init; } = 1;

    /// <summary>Resources without a released version answer only previews.</summary>
    public string Released { get; init; } = "7.1";
}

/// <summary>Where resources are. Asked for without credentials.</summary>
internal static class DevOpsLocations
{
    private const string Items = "{project}/_apis/{area}/workItems/";

    private static readonly ResourceLocation[] All =
    [
        new("e81700f7-3be2-46de-8624-2eb35882fcaa", "Location", "ResourceAreas", "_apis/{resource}/{areaId}") { Released = "0.0" },
        new("00d9565f-ed9c-4a06-9a50-00e7896ccab4", "Location", "ConnectionData", "_apis/{resource}") { Released = "0.0" },
        new("603fe2ac-9723-48b9-88ad-09305aa6c6e1", "core", "projects", "_apis/{resource}/{*projectId}") { Version = 4 },
        new("72c7ddf8-2cdc-4f60-90cd-ab71c14a399b", "wit", "workItems", "{project}/_apis/{area}/{resource}/{id}") { Version = 3 },
        new("62d3d110-0047-428c-ad3c-4fe872c91c74", "wit", "workItems", "{project}/_apis/{area}/{resource}/${type}") { Version = 3 },
        new("608aac0a-32e1-4493-a863-b9cf4566d257", "wit", "comments",
            Items + "{workItemId}/{resource}/{commentId}") { Version = 4, Released = "0.0" },
        new("49e03b34-3be0-42e3-8a5d-e8dfb88ac954", "wit", "versions",
            Items + "{workItemId}/comments/{commentId}/{resource}/{version}") { Released = "0.0" },
        new("1a9c53f7-f243-4447-b110-35ef023636e4", "wit", "wiql", "{project}/{team}/_apis/{area}/{resource}") { Version = 2 },
        new("e07b5fa4-1499-494d-a496-64b860fd64ff", "wit", "attachments", "{project}/_apis/{area}/{resource}/{id}") { Version = 3 },
        new("908509b6-4248-4475-a1cd-829139ba419f", "wit", "workItemsBatch", "{project}/_apis/{area}/{resource}"),
        new("6570bf97-d02c-4a91-8d93-3abe9895b1a9", "wit", "updates", Items + "{id}/{resource}/{updateNumber}") { Version = 3 },
        new("a00c85a5-80fa-4565-99c3-bcd2181434bb", "wit", "revisions", Items + "{id}/{resource}/{revisionNumber}") { Version = 3 },
        new("b51fd764-e5c2-4b9b-aaf7-3395cf4bdd94", "wit", "fields", "{project}/_apis/{area}/{resource}/{fieldNameOrRefName}") { Version = 3 },
        new("7c8d7a76-4a09-43e8-b5df-bd792f4ac6aa", "wit", "workItemTypes", "{project}/_apis/{area}/{resource}/{type}") { Version = 2 },
        new("7c9d7a76-4a09-43e8-b5df-bd792f4ac6aa", "wit", "states", "{project}/_apis/{area}/workItemTypes/{type}/{resource}"),
        new("bd293ce5-3d25-4192-8e67-e8092e879efb", "wit", "fields",
            "{project}/_apis/{area}/workItemTypes/{type}/{resource}/{field}") { Version = 3 },
        new("f828fe59-dd87-495d-a17c-7a8d6211ca6c", "wit", "workItemRevisions", "{project}/_apis/{area}/reporting/{resource}") { Version = 2 },
        new("f5d33bc9-5b49-4a3c-a9bd-f3cd46dd2165", "wit", "workItemRelationTypes", "_apis/{area}/{resource}/{relation}") { Version = 2 },
        new("b70d8d39-926c-465e-b927-b1bf0e5ca0e0", "wit", "recyclebin", "{project}/_apis/{area}/{resource}/{id}") { Version = 2 },
        new("a70579d1-f53a-48ee-a5be-7be8659023b9", "wit", "classificationNodes", "{project}/_apis/{area}/{resource}") { Version = 2 },
        new("bc15bc60-e7a8-43cb-ab01-2106be3983a1", "wit", "tags", "{project}/_apis/{area}/{resource}/{tagIdOrName}") { Released = "0.0" },
    ];

    private static readonly KeyValuePair<string, string>[] Areas =
        [new("5264459e-e5e0-4bd8-b118-0985e68a4ec5", "wit"), new("79134c72-4a58-4b42-976c-04e7115f32bf", "core")];

    /// <summary>Answers <c>OPTIONS _apis/{area}</c> and <c>GET _apis/ResourceAreas</c>; null where the call is another.</summary>
    public static SandboxResponse? Answer(DevOpsView view, string method, string[] below) => (method, below) switch
    {
        ("OPTIONS", []) => List(All),
        ("OPTIONS", [var area]) => List(All.Where(each => each.Area.Equals(area, StringComparison.OrdinalIgnoreCase))),
        ("GET", [var name]) when IsAreas(name) => DevOpsJson.Answer(200, DevOpsJson.List(Areas.Select(area => Show(view, area)))),
        ("GET", [var name, var id]) when IsAreas(name) => Array.Find(Areas, area => area.Key == id) is { Key: not null } found
            ? DevOpsJson.Answer(200, Show(view, found))
            : DevOpsJson.Answer(404, new JsonObject { ["message"] = $"There is no resource area {id}." }),
        _ => null,
    };

    private static bool IsAreas(string name) => name.Equals("resourceAreas", StringComparison.OrdinalIgnoreCase);

    private static SandboxResponse List(IEnumerable<ResourceLocation> locations) => DevOpsJson.Answer(200, DevOpsJson.List(locations.Select(Show)));

    private static JsonObject Show(ResourceLocation location) => new()
    {
        ["id"] = location.Id,
        ["area"] = location.Area,
        ["resourceName"] = location.Name,
        ["routeTemplate"] = location.Route,
        ["resourceVersion"] = location.Version,
        ["minVersion"] = "1.0",
        ["maxVersion"] = "7.2",
        ["releasedVersion"] = location.Released,
    };

    private static JsonObject Show(DevOpsView view, KeyValuePair<string, string> area) =>
        new() { ["id"] = area.Key, ["name"] = area.Value, ["locationUrl"] = view.Root + "/" };
}
