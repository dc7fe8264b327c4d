using System.Text.Json;
using System.Text.Json.Nodes;

using Entente.Sandbox.AzureDevOps.World;

namespace Entente.Sandbox.AzureDevOps.Fields;

/// <summary>A work item as answers show it, and the two shapes of its parts: identities are objects in answers, texts in feeds.</summary>
internal static class WorkItemJson
{
    public static JsonObject Show(DevOpsView view, WorkItem item, Revision revision, WorkItemShape shape)
    {
        var fields = new JsonObject();
        foreach (var (field, value) in Chosen(view, item, revision, shape))
            fields[field.ReferenceName] = Value(view, field, value);
        var body = new JsonObject { ["id"] = item.Id, ["rev"] = revision.Rev, ["fields"] = fields };
        if (shape.Only.Count == 0)
            body["multilineFieldsFormat"] = Formats(revision);
        if (shape.HasRelations && revision.Relations.Count > 0)
            body["relations"] = new JsonArray([.. revision.Relations.Select(relation => (JsonNode)Show(view, relation))]);
        if (revision.CommentId is { } commentId && item.Comments.Find(comment => comment.Id == commentId) is { } comment)
            body["commentVersionRef"] = CommentReference(view, item, comment);
        if (shape.HasLinks)
            body["_links"] = Links(view, item);
        body["url"] = view.Of(item);
        return body;
    }

    /// <summary>Identities as texts, as service hooks and old answers have them.</summary>
    public static JsonObject Flat(DevOpsView view, WorkItem item, Revision revision, bool expanded = false)
    {
        var fields = new JsonObject();
        foreach (var (field, value) in FieldReader.All(view.Organization, item, revision, expanded))
            fields[field.ReferenceName] = FlatValue(view, field, value);
        return fields;
    }

    public static JsonNode? Value(DevOpsView view, WorkItemField field, JsonElement value) =>
        field.Kind == FieldKind.Identity && value.ValueKind == JsonValueKind.String ? view.Person(value.GetString()) : DevOpsJson.Node(value);

    public static JsonNode? FlatValue(DevOpsView view, WorkItemField field, JsonElement value) =>
        field.Kind == FieldKind.Identity && value.ValueKind == JsonValueKind.String
            ? JsonValue.Create(view.PersonText(value.GetString()))
            : DevOpsJson.Node(value);

    public static JsonObject Show(DevOpsView view, Relation relation)
    {
        var attributes = new JsonObject();
        if (!relation.IsWorkItemLink)
        {
            attributes["authorizedDate"] = DevOpsJson.Instant(relation.Added);
            attributes["id"] = relation.ResourceId;
            attributes["resourceCreatedDate"] = DevOpsJson.Instant(relation.Added);
            attributes["resourceModifiedDate"] = DevOpsJson.Instant(relation.Added);
            attributes["revisedDate"] = DevOpsJson.Forever;
            if (relation.ResourceSize is { } size)
                attributes["resourceSize"] = size;
            if (relation.FileName is { } name)
                attributes["name"] = name;
        }
        else
        {
            attributes["isLocked"] = false;
            attributes["name"] = RelationKinds.NameOf(relation.Kind);
        }

        if (relation.Comment is { } comment)
            attributes["comment"] = comment;
        return new() { ["rel"] = relation.Kind, ["url"] = AddressOf(view, relation), ["attributes"] = attributes };
    }

    public static JsonObject Links(DevOpsView view, WorkItem item)
    {
        var self = view.Of(item);
        var project = view.Of(view.Organization.ProjectOf(item));
        return new()
        {
            ["self"] = DevOpsView.Link(self),
            ["workItemUpdates"] = DevOpsView.Link(self + "/updates"),
            ["workItemRevisions"] = DevOpsView.Link(self + "/revisions"),
            ["workItemComments"] = DevOpsView.Link(self + "/comments"),
            ["html"] = DevOpsView.Link(view.Page(item)),
            ["workItemType"] = DevOpsView.Link($"{project}/_apis/wit/workItemTypes/{Uri.EscapeDataString(item.TypeName)}"),
            ["fields"] = DevOpsView.Link($"{project}/_apis/wit/fields"),
        };
    }

    public static JsonObject CommentReference(DevOpsView view, WorkItem item, WorkItemComment comment) => new()
    {
        ["commentId"] = comment.Id,
        ["version"] = comment.Current.Version,
        ["url"] = $"{view.Of(item)}/comments/{comment.Id}/versions/{comment.Current.Version}",
    };

    private static IEnumerable<(WorkItemField, JsonElement)> Chosen(DevOpsView view, WorkItem item, Revision revision, WorkItemShape shape)
    {
        if (shape.Only.Count == 0)
            return FieldReader.All(view.Organization, item, revision, shape.IsExpanded);
        var organization = view.Organization;
        return shape.Only.Select(name => organization.Fields.Find(name)!).DistinctBy(field => field.ReferenceName)
            .OrderBy(field => organization.Fields.PlaceOf(field.ReferenceName))
            .Select(field => (field, Value: FieldReader.Read(organization, item, revision, field.ReferenceName)))
            .Where(pair => pair.Value is not null).Select(pair => (pair.field, pair.Value!.Value));
    }

    private static JsonObject Formats(Revision revision)
    {
        var formats = new JsonObject();
        foreach (var (field, format) in revision.Formats)
            formats[field] = format;
        return formats;
    }

    private static string AddressOf(DevOpsView view, Relation relation)
    {
        if (!relation.IsWorkItemLink)
            return relation.Kind == RelationKinds.AttachedFile && relation.Url.StartsWith('/') ? view.Root + relation.Url : relation.Url;
        return view.Organization.WorkItems.TryGetValue(relation.TargetId, out var target)
            ? view.Of(target)
            : $"{view.Root}/_apis/wit/workItems/{relation.TargetId}";
    }
}
