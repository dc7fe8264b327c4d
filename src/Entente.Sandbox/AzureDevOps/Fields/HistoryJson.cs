using System.Text.Json;
using System.Text.Json.Nodes;

using Entente.Sandbox.AzureDevOps.World;

namespace Entente.Sandbox.AzureDevOps.Fields;

/// <summary>Revisions and updates of a work item as answers show them.</summary>
internal static class HistoryJson
{
    /// <summary>What differs between a revision and the one before it, computed fields with it; stored values.</summary>
    public static JsonObject Difference(Organization organization, WorkItem item, Revision? before, Revision after)
    {
        var fields = new JsonObject();
        foreach (var field in organization.Fields.All)
        {
            var old = before is null ? null : FieldReader.Read(organization, item, before, field.ReferenceName);
            var now = FieldReader.Read(organization, item, after, field.ReferenceName);
            // A field that only a full read shows is history all the same, but for the first revision's trees.
            if (old is null && now is null || (old is { } one && now is { } other && JsonElement.DeepEquals(one, other)))
                continue;
            if (before is not null || !field.ReferenceName.Equals("System.IsDeleted", StringComparison.Ordinal))
                fields[field.ReferenceName] = Pair(old, now);
        }

        return fields;
    }

    /// <param name="flat">Identities as texts, for service hooks.</param>
    public static JsonObject Show(DevOpsView view, WorkItem item, WorkItemUpdate update, bool flat = false)
    {
        var body = new JsonObject
        {
            ["id"] = update.Number,
            ["workItemId"] = item.Id,
            ["rev"] = update.Rev,
            ["revisedBy"] = RevisedBy(view, update.ActorId),
        };
        var next = update.Number < item.Updates.Count ? item.Updates[update.Number] : null;
        body["revisedDate"] = next is null ? DevOpsJson.Forever : DevOpsJson.Instant(next.At);
        if (update.Fields is not null)
            body["fields"] = Fields(view, item, update, flat);
        if (update.HasRelations)
            body["relations"] = Relations(view, update);
        body["_links"] = new JsonObject
        {
            ["self"] = DevOpsView.Link($"{view.Of(item)}/updates/{update.Number}"),
            ["workItemUpdates"] = DevOpsView.Link(view.Of(item) + "/updates"),
            ["parent"] = DevOpsView.Link(view.Of(item)),
            ["html"] = DevOpsView.Link(view.Page(item)),
        };
        body["url"] = $"{view.Of(item)}/updates/{update.Number}";
        return body;
    }

    public static JsonObject Show(DevOpsView view, WorkItem item, Revision revision, bool flat, WorkItemShape shape)
    {
        var body = WorkItemJson.Show(view, item, revision, shape with { HasLinks = false });
        if (flat)
            body["fields"] = WorkItemJson.Flat(view, item, revision);
        body.Remove("url");
        body["_links"] = new JsonObject
        {
            ["self"] = DevOpsView.Link($"{view.Of(item)}/revisions/{revision.Rev}"),
            ["workItemRevisions"] = DevOpsView.Link(view.Of(item) + "/revisions"),
            ["parent"] = DevOpsView.Link(view.Of(item)),
        };
        body["url"] = $"{view.Of(item)}/revisions/{revision.Rev}";
        return body;
    }

    private static JsonObject RevisedBy(DevOpsView view, string personId)
    {
        if (!view.Organization.People.TryGetValue(personId, out var person))
            return new() { ["id"] = personId, ["name"] = personId, ["displayName"] = personId, ["uniqueName"] = personId };
        var body = view.Person(person);
        body["name"] = person.Name;
        return body;
    }

    private static JsonObject Fields(DevOpsView view, WorkItem item, WorkItemUpdate update, bool flat)
    {
        var shown = new JsonObject();
        foreach (var (name, change) in update.Fields!)
        {
            var field = view.Organization.Fields.Find(name)!;
            var pair = new JsonObject();
            foreach (var (side, stored) in change!.AsObject())
            {
                var value = DevOpsJson.Element(stored!);
                pair[side] = flat ? WorkItemJson.FlatValue(view, field, value) : WorkItemJson.Value(view, field, value);
            }

            shown[name] = pair;
        }

        // Stored when the revision was made, when its end was unknown.
        if (shown["System.RevisedDate"] is JsonObject revised && item.Revisions.Find(revision => revision.Rev == update.Rev) is { } of)
            revised["newValue"] = item.RevisedDate(of) is { } at ? DevOpsJson.Instant(at) : DevOpsJson.Forever;
        return shown;
    }

    private static JsonObject Relations(DevOpsView view, WorkItemUpdate update)
    {
        var body = new JsonObject();
        foreach (var (name, list) in new[] { ("removed", update.Removed), ("added", update.Added), ("updated", update.Changed) })
        {
            if (list.Count > 0)
                body[name] = new JsonArray([.. list.Select(relation => (JsonNode)WorkItemJson.Show(view, relation))]);
        }

        return body;
    }

    private static JsonObject Pair(JsonElement? old, JsonElement? now)
    {
        var pair = new JsonObject();
        if (old is not null)
            pair["oldValue"] = DevOpsJson.Node(old);
        if (now is not null)
            pair["newValue"] = DevOpsJson.Node(now);
        return pair;
    }
}
