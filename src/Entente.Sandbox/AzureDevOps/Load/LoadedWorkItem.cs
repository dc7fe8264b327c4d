using System.Collections.Immutable;
using System.Text.Json;

using Entente.Sandbox.AzureDevOps.Fields;
using Entente.Sandbox.AzureDevOps.World;

namespace Entente.Sandbox.AzureDevOps.Load;

/// <summary>Makes a work item of a record: people, project, type, state and fields are made where the organisation lacks them.</summary>
internal sealed class LoadedWorkItem(Organization organization, LoadJournal journal, DateTimeOffset now)
{
    private readonly LoadedSurroundings surroundings = new(organization, journal);

    public WorkItem Make(LoadedRecord record, long id)
    {
        var values = ImmutableSortedDictionary.CreateBuilder<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in record.Fields.EnumerateObject())
            Take(record, member, values);
        Complete(record, values);
        var item = new WorkItem(id);
        var revision = new Revision(Math.Max(1, Rev(record)), values.ToImmutable(), Formats(record), [], Watermark: 0)
        {
            ChangedDate = DevOpsJson.ReadInstant(values["System.ChangedDate"].GetString()!)!.Value,
            ChangedById = values["System.ChangedBy"].GetString()!,
        };
        // The revisions before were not recorded; the work item goes on counting from the one that was.
        for (var rev = 1; rev < revision.Rev; rev++)
            item.Revisions.Add(revision with { Rev = rev, Watermark = organization.NextWatermark() });
        revision = revision with { Watermark = organization.NextWatermark() };
        item.Revisions.Add(revision);
        Comment(item, record, revision);
        item.Updates.Add(new(1, revision.Rev, revision.ChangedById, revision.ChangedDate,
            HistoryJson.Difference(organization, item, null, revision)));
        return item;
    }

    private void Take(LoadedRecord record, JsonProperty member, ImmutableSortedDictionary<string, JsonElement>.Builder values)
    {
        var field = surroundings.Field(member.Name, member.Value);
        if (field.IsShownExpanded || field.ReferenceName is "System.Parent" || member.Value.ValueKind == JsonValueKind.Null)
            return;
        if (field.Kind == FieldKind.Identity)
            values[field.ReferenceName] = DevOpsJson.Element(surroundings.Person(member.Value));
        else if (member.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
            journal.Refuse(record.Line, "fields." + member.Name, "no plain value");
        else if (member.Value.ValueKind != JsonValueKind.String || member.Value.GetString()!.Length > 0)
            values[field.ReferenceName] = member.Value;
    }

    /// <summary>A record of a few fields stands in the first project; what nobody recorded is the load's own.</summary>
    private void Complete(LoadedRecord record, ImmutableSortedDictionary<string, JsonElement>.Builder values)
    {
        Fill(values, "System.TeamProject", organization.Projects[0].Name);
        Fill(values, "System.WorkItemType", "Task");
        Fill(values, "System.Title", $"Work item {record.Id}");
        var project = surroundings.Project(values["System.TeamProject"].GetString()!);
        Fill(values, "System.AreaPath", project.Name);
        Fill(values, "System.IterationPath", project.Name);
        SeededWorld.AddNode(organization, project.Areas, values["System.AreaPath"].GetString()!);
        SeededWorld.AddNode(organization, project.Iterations, values["System.IterationPath"].GetString()!);
        var type = surroundings.Type(project, values["System.WorkItemType"].GetString()!);
        Fill(values, "System.State", type.States.Count > 0 ? type.States[0].Name : "New");
        surroundings.State(type, values["System.State"].GetString()!);
        Fill(values, "System.Reason", "New");
        Fill(values, "System.CreatedDate", DevOpsJson.Instant(now));
        Fill(values, "System.ChangedDate", values["System.CreatedDate"].GetString()!);
        Fill(values, "System.CreatedBy", organization.People.Keys.First());
        Fill(values, "System.ChangedBy", values["System.CreatedBy"].GetString()!);
        if (!values.ContainsKey("System.CommentCount"))
            values["System.CommentCount"] = DevOpsJson.Element(0);
    }

    private static void Fill(ImmutableSortedDictionary<string, JsonElement>.Builder values, string field, string text)
    {
        if (!values.TryGetValue(field, out var value) || value.ValueKind != JsonValueKind.String)
            values[field] = DevOpsJson.Element(text);
    }

    private static int Rev(LoadedRecord record) => record.Json.TryGetProperty("rev", out var rev) && rev.TryReadId(out var number) ? (int)number : 1;

    private static ImmutableSortedDictionary<string, string> Formats(LoadedRecord record)
    {
        var formats = ImmutableSortedDictionary<string, string>.Empty;
        if (!record.Json.TryGetProperty("multilineFieldsFormat", out var given) || given.ValueKind != JsonValueKind.Object)
            return formats;
        foreach (var member in given.EnumerateObject().Where(each => each.Value.ValueKind == JsonValueKind.String))
            formats = formats.SetItem(member.Name, member.Value.GetString()!);
        return formats;
    }

    /// <summary>A recorded history text is a comment of the recorded revision.</summary>
    private void Comment(WorkItem item, LoadedRecord record, Revision revision)
    {
        if (record.Text("System.History") is not { Length: > 0 } text)
            return;
        var comment = new WorkItemComment(organization.NextId("comment"), isMarkdown: false);
        comment.Versions.Add(new(1, text, revision.ChangedById, revision.ChangedDate, IsDeleted: false));
        item.Comments.Add(comment);
        item.Revisions[^1] = revision with { CommentId = comment.Id };
    }
}
