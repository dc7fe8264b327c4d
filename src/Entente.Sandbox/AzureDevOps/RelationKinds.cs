using System.Text.Json.Nodes;

namespace Entente.Sandbox.AzureDevOps;

/// <summary>One end of a link between work items.</summary>
/// <param name="Opposite">What the other work item has for the same link.</param>
/// <param name="Topology"><c>tree</c>, <c>dependency</c> or <c>network</c>.</param>
internal sealed record LinkEnd(string ReferenceName, string Name, string Opposite, string Topology)
{
    public bool IsForward => !ReferenceName.EndsWith("-Reverse", StringComparison.Ordinal);

    /// <summary>A work item can have one of these: its parent, what it duplicates.</summary>
    public bool IsSingle => Topology == "tree" && !IsForward;
}

/// <summary>The relation types, as recorded from an organisation.</summary>
internal static class RelationKinds
{
    public const string Parent = "System.LinkTypes.Hierarchy-Reverse";
    public const string AttachedFile = "AttachedFile";
    public const string Hyperlink = "Hyperlink";

    private static readonly KeyValuePair<string, string>[] Resources =
        [new(AttachedFile, "Attached File"), new(Hyperlink, "Hyperlink"), new("ArtifactLink", "Artifact Link")];

    public static IReadOnlyList<LinkEnd> Ends { get; } =
    [
        .. Pair("Microsoft.VSTS.Common.Affects", "Affects", "Affected By", "dependency"),
        .. Pair("Microsoft.VSTS.Common.TestedBy", "Tested By", "Tests", "dependency"),
        .. Pair("System.LinkTypes.Duplicate", "Duplicate", "Duplicate Of", "tree"),
        .. Pair("System.LinkTypes.Dependency", "Successor", "Predecessor", "dependency"),
        .. Pair("System.LinkTypes.Hierarchy", "Child", "Parent", "tree"),
        new("System.LinkTypes.Related", "Related", "System.LinkTypes.Related", "network"),
    ];

    public static LinkEnd? FindEnd(string kind) => Ends.FirstOrDefault(end => end.ReferenceName == kind);

    public static bool IsResource(string kind) => Resources.Any(resource => resource.Key == kind);

    public static string NameOf(string kind) => FindEnd(kind)?.Name ?? kind;

    public static SandboxResponse List(DevOpsCall call) =>
        DevOpsJson.Answer(200, DevOpsJson.List([.. Ends.Select(end => Show(call.View, end)), .. Resources.Select(each => Show(call.View, each))]));

    private static IEnumerable<LinkEnd> Pair(string name, string forward, string reverse, string topology) =>
    [
        new(name + "-Forward", forward, name + "-Reverse", topology),
        new(name + "-Reverse", reverse, name + "-Forward", topology),
    ];

    private static JsonObject Show(DevOpsView view, LinkEnd end)
    {
        var attributes = new JsonObject
        {
            ["usage"] = "workItemLink",
            ["editable"] = false,
            ["enabled"] = true,
            ["acyclic"] = end.Topology != "network",
            ["directional"] = end.Topology != "network",
            ["singleTarget"] = end.Topology != "tree",
            ["topology"] = end.Topology,
            ["remote"] = false,
        };
        if (end.Topology != "network")
        {
            attributes["isForward"] = end.IsForward;
            attributes["oppositeEndReferenceName"] = end.Opposite;
        }

        return Show(view, new(end.ReferenceName, end.Name), attributes);
    }

    private static JsonObject Show(DevOpsView view, KeyValuePair<string, string> resource) =>
        Show(view, resource, new() { ["usage"] = "resourceLink", ["editable"] = false, ["enabled"] = true });

    private static JsonObject Show(DevOpsView view, KeyValuePair<string, string> kind, JsonObject attributes) => new()
    {
        ["attributes"] = attributes,
        ["referenceName"] = kind.Key,
        ["name"] = kind.Value,
        ["url"] = $"{view.Root}/_apis/wit/workItemRelationTypes/{kind.Key}",
    };
}
