using System.Globalization;
using System.Text.Json;

using Entente.Sandbox.AzureDevOps.World;

namespace Entente.Sandbox.AzureDevOps;

/// <summary>The relation operations of a patch. Indexes count in the list as it was before the patch, as recorded.</summary>
internal sealed class RelationPatch(DevOpsAct act, WorkItem? item, WorkItemDraft draft)
{
    private readonly IReadOnlyList<Relation> former = item is null ? [] : item.Relations;

    public void Run(PatchOperation operation)
    {
        if (operation is { Verb: "add", Parts: ["relations", "-"] })
            Add(operation.Value);
        else if (operation is { Verb: "remove", Parts: ["relations", var removed] })
            draft.Removed.Add(At(removed));
        else if (operation.Verb is "add" or "replace" && operation.Parts is ["relations", var changed, "attributes", var attribute])
            Change(At(changed), attribute, operation.Value);
        else if (operation is { Verb: "replace", Parts: ["relations", var replaced] })
            Change(At(replaced), "comment", Attribute(operation.Value, "comment"));
        else
            throw DevOpsRefusal.BadPatch($"The request contains an unsupported path: {operation.Path}.");
    }

    private Relation At(string index) => int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < former.Count
        ? former[at]
        : throw new DevOpsRefusal(400, "WorkItemRelationNotFoundException", "Index out of range for path /relations/" + index + ".");

    private void Change(Relation relation, string attribute, JsonElement value)
    {
        if (attribute is not ("comment" or "name"))
            throw DevOpsRefusal.BadPatch($"The attribute {attribute} of a relation cannot be changed.");
        var text = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        // Two attributes of one relation may change in one patch.
        var at = draft.Changed.FindIndex(pair => pair.Before == relation);
        var standing = at < 0 ? relation : draft.Changed[at].After;
        var after = attribute == "comment" ? standing with { Comment = text } : standing with { FileName = text };
        if (at >= 0)
            draft.Changed[at] = (relation, after);
        else if (after != relation)
            draft.Changed.Add((relation, after));
    }

    private void Add(JsonElement value)
    {
        var kind = DevOpsJson.Text(value, "rel") ?? throw DevOpsRefusal.BadPatch("A relation needs a type (rel).");
        var url = DevOpsJson.Text(value, "url");
        if (string.IsNullOrWhiteSpace(url))
            throw new DevOpsRefusal(400, "ResourceLinkTargetUnspecifiedException", "A relation needs the address of its target (url).");
        var relation = RelationKinds.FindEnd(kind) is { } end ? Link(end, url) : Resource(kind, url, value);
        relation = relation with { Comment = TextOf(Attribute(value, "comment")) };
        if (Standing().Any(relation.IsSameAs))
            throw new DevOpsRefusal(400, "RelationAlreadyExistsException", "VS402398: Relation already exists.");
        CheckLimits(relation);
        draft.Added.Add(relation);
    }

    private Relation Link(LinkEnd end, string url)
    {
        var text = url[(url.LastIndexOf('/') + 1)..];
        if (!url.Contains("/workitems/", StringComparison.OrdinalIgnoreCase) || !long.TryParse(text, out var id))
            throw new DevOpsRefusal(400, "InvalidRelationUrlException", $"VS402390: The address {url} is not that of a work item.");
        if (act.Organization.Find(id) is not { } target)
            throw DevOpsRefusal.NoWorkItem(text);
        if (id == item?.Id)
            throw new DevOpsRefusal(400, "WorkItemLinkInvalidException", "TF201037: A work item cannot be linked to itself.");
        var opposite = RelationKinds.FindEnd(end.Opposite)!;
        if ((end.IsSingle && Standing().Any(each => each.Kind == end.ReferenceName && each.TargetId != id))
            || (opposite.IsSingle && target.Relations.Any(each => each.Kind == opposite.ReferenceName && each.TargetId != item?.Id)))
            throw new DevOpsRefusal(400, "WorkItemLinkInvalidException",
                $"TF201036: You cannot add a {end.Name} link between work items {item?.Id ?? -1} and {id} "
                + $"because a work item can have only one {(end.IsSingle ? end : opposite).Name} link.");
        return new(end.ReferenceName, "", id);
    }

    private Relation Resource(string kind, string url, JsonElement value)
    {
        if (!RelationKinds.IsResource(kind))
            throw new DevOpsRefusal(400, "WorkItemRelationTypeNotFoundException", $"VS402391: The relation type {kind} does not exist.");
        var name = TextOf(Attribute(value, "name"));
        var relation = new Relation(kind, url, 0) { ResourceId = act.Organization.NextId("resource"), Added = act.Now, FileName = name };
        return kind == RelationKinds.AttachedFile ? File(relation, url) : relation;
    }

    private Relation File(Relation relation, string url)
    {
        var id = url.Split('?')[0].TrimEnd('/');
        id = id[(id.LastIndexOf('/') + 1)..];
        if (!act.Organization.Attachments.TryGetValue(id, out var file) || !file.IsComplete)
            throw new DevOpsRefusal(400, "WorkItemAttachmentNotFoundException", $"VS403362: The attachment {id} does not exist.");
        return relation with
        {
            Url = $"/_apis/wit/attachments/{file.Id}",
            FileName = relation.FileName ?? file.FileName,
            ResourceSize = file.Bytes.LongLength,
        };
    }

    /// <summary>What the work item will have once the patch is through.</summary>
    private IEnumerable<Relation> Standing() => former.Except(draft.Removed).Concat(draft.Added);

    private void CheckLimits(Relation relation)
    {
        var settings = act.Organization.Settings;
        var isFile = relation.Kind == RelationKinds.AttachedFile;
        var limit = isFile ? settings.AttachmentsPerItem : settings.LinksPerItem;
        if (Standing().Count(each => each.Kind == RelationKinds.AttachedFile == isFile) >= limit)
            throw new DevOpsRefusal(400, isFile ? "WorkItemAttachmentExceedsLimitException" : "WorkItemLinksLimitExceededException",
                isFile ? $"VS402396: A work item can have {limit} attachments at most." : $"VS402397: A work item can have {limit} links at most.");
    }

    private static JsonElement Attribute(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty("attributes", out var attributes)
        && attributes.ValueKind == JsonValueKind.Object && attributes.TryGetProperty(name, out var attribute) ? attribute : default;

    private static string? TextOf(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
