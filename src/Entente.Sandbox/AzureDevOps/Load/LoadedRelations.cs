using System.Text.Json;

using Entente.Sandbox.AzureDevOps.World;

namespace Entente.Sandbox.AzureDevOps.Load;

/// <summary>Gives a loaded work item its relations: links to work items of the same load, and addresses.</summary>
internal sealed class LoadedRelations(Organization organization, LoadJournal journal, IReadOnlyDictionary<string, long> places)
{
    public void Take(LoadedRecord record)
    {
        if (!record.Json.TryGetProperty("relations", out var list) || list.ValueKind != JsonValueKind.Array)
            return;
        var at = 0;
        foreach (var relation in list.EnumerateArray())
            Take(record, relation, $"relations[{at++}]");
    }

    private void Take(LoadedRecord record, JsonElement json, string path)
    {
        var (kind, url) = (DevOpsJson.Text(json, "rel"), DevOpsJson.Text(json, "url"));
        if (kind is null || url is null)
            journal.Refuse(record.Line, path, "a relation needs rel and url");
        else if (RelationKinds.FindEnd(kind) is { } end)
            Link(record, (end, url), path);
        else if (kind == RelationKinds.AttachedFile)
            journal.Refuse(record.Line, path, "the file's bytes are not in the record");
        else if (RelationKinds.IsResource(kind))
            Resource(record.Item!, new(kind, url, 0) { Comment = Comment(json) });
        else
            journal.Refuse(record.Line, path, $"no relation type {kind}");
    }

    private void Link(LoadedRecord record, (LinkEnd End, string Url) link, string path)
    {
        var text = link.Url[(link.Url.LastIndexOf('/') + 1)..];
        if (!long.TryParse(text, out var id) || !places.TryGetValue($"{LoadedRecord.OrganizationOf(link.Url)}#{id}", out var target)
            || target == record.Item!.Id)
        {
            journal.Refuse(record.Line, path, $"work item {text} is not in the load");
            return;
        }

        Add(record.Item, new(link.End.ReferenceName, "", target));
        Add(organization.WorkItems[target], new(link.End.Opposite, "", record.Item.Id));
    }

    private void Resource(WorkItem item, Relation relation) =>
        Add(item, relation with { ResourceId = organization.NextId("resource"), Added = item.Current.ChangedDate });

    private static string? Comment(JsonElement json) =>
        json.TryGetProperty("attributes", out var attributes) ? DevOpsJson.Text(attributes, "comment") : null;

    private static void Add(WorkItem item, Relation relation)
    {
        if (item.Relations.Any(relation.IsSameAs))
            return;
        item.Relations = item.Relations.Add(relation);
        item.Revisions[^1] = item.Current with { Relations = item.Relations };
    }
}
