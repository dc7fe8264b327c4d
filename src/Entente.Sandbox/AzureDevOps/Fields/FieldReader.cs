using System.Text.Json;

using Entente.Sandbox.AzureDevOps.World;

namespace Entente.Sandbox.AzureDevOps.Fields;

/// <summary>Values of a revision, stored and computed, in their stored form: an identity is an id.</summary>
internal static class FieldReader
{
    /// <summary>A value, or null for an empty field.</summary>
    public static JsonElement? Read(Organization organization, WorkItem item, Revision revision, string field) => field switch
    {
        "System.Id" => DevOpsJson.Element(item.Id),
        "System.Rev" => DevOpsJson.Element(revision.Rev),
        "System.Watermark" => DevOpsJson.Element(revision.Watermark),
        "System.AuthorizedDate" => DevOpsJson.Element(revision.ChangedDate),
        "System.AuthorizedAs" => DevOpsJson.Element(revision.ChangedById),
        "System.RevisedDate" => DevOpsJson.Element(item.RevisedDate(revision) is { } at ? DevOpsJson.Instant(at) : DevOpsJson.Forever),
        "System.PersonId" => DevOpsJson.Element(PersonNumber(revision.ChangedById)),
        "System.AreaId" => Node(organization, revision, "System.AreaPath", static project => project.Areas),
        "System.IterationId" => Node(organization, revision, "System.IterationPath", static project => project.Iterations),
        "System.NodeName" => Level(revision.Text("System.AreaPath"), ^1),
        "System.Parent" => Parent(revision),
        "System.IsDeleted" => item.DeletedDate is null ? null : DevOpsJson.Element(System.Text.Json.Nodes.JsonValue.Create(true)),
        _ when field.StartsWith("System.AreaLevel", StringComparison.Ordinal) => Level(revision.Text("System.AreaPath"), LevelOf(field)),
        _ when field.StartsWith("System.IterationLevel", StringComparison.Ordinal) => Level(revision.Text("System.IterationPath"), LevelOf(field)),
        _ => revision[field],
    };

    /// <summary>Every field that has a value, in the order of answers.</summary>
    /// <param name="expanded">Whether fields are among them that only a full read shows.</param>
    public static IEnumerable<(WorkItemField Field, JsonElement Value)> All(
        Organization organization, WorkItem item, Revision revision, bool expanded)
    {
        foreach (var field in organization.Fields.All)
        {
            if (field.IsShownExpanded && !expanded)
                continue;
            if (Read(organization, item, revision, field.ReferenceName) is { } value)
                yield return (field, value);
        }
    }

    /// <summary>A number for a person, as the server has one for each.</summary>
    private static long PersonNumber(string id) => id.Aggregate(17L, static (sum, letter) => ((sum * 31) + letter) % 400_000_000);

    private static JsonElement? Node(
        Organization organization, Revision revision, string field, Func<Project, SortedDictionary<string, long>> tree) =>
        organization.FindProject(revision.Text("System.TeamProject") ?? "") is { } project
        && tree(project).TryGetValue(revision.Text(field) ?? "", out var id) ? DevOpsJson.Element(id) : null;

    private static Index LevelOf(string field) => field[^1] - '1';

    private static JsonElement? Level(string? path, Index level)
    {
        var names = path?.Split('\\') ?? [];
        var at = level.GetOffset(names.Length);
        return at >= 0 && at < names.Length ? DevOpsJson.Element(names[at]) : null;
    }

    private static JsonElement? Parent(Revision revision) =>
        revision.Relations.Find(relation => relation.Kind == RelationKinds.Parent) is { } parent ? DevOpsJson.Element(parent.TargetId) : null;
}
