using System.Text.Json;

using Entente.Sandbox.Jira.World;

namespace Entente.Sandbox.Jira.Load;

/// <summary>
/// Takes recorded issues, in version 2 or 3, of Cloud or Server. Numbers and ids of the whole load are set aside first, so that a
/// renumbered record cannot take the place of a later one; links and parents follow when every issue stands.
/// </summary>
internal sealed class JiraLoad(JiraWorld world, DateTimeOffset now)
{
    /// <summary>Parts of a record that are kept or that the site makes itself.</summary>
    private static readonly string[] KnownMembers = ["id", "key", "self", "expand", "fields", "changelog", "properties", "names", "schema"];

    private readonly LoadJournal journal = new();

    public LoadReport Take(IEnumerable<string> lines)
    {
        var records = lines.Index()
            .Where(line => !string.IsNullOrWhiteSpace(line.Item))
            .Select(line => LoadedRecord.Read(line.Index + 1, line.Item, journal))
            .OfType<LoadedRecord>().ToList();
        var lists = new LoadedLists(world, journal);
        var fields = new LoadedFields(world, lists, journal);
        fields.Prepare(records);
        foreach (var record in records)
            lists.Project(record).Reserve(record.Number);
        world.ReserveId("issue", records.Select(record => record.Id ?? 0).DefaultIfEmpty().Max());
        var issues = new LoadedIssue(world, lists, journal);
        var made = records.Select(record => (record, issues.Make(record, fields, now))).ToList();
        foreach (var (record, issue) in made)
            Relate(lists, record, issue);
        return journal.Report();
    }

    private void Relate(LoadedLists lists, LoadedRecord record, JiraIssue issue)
    {
        if (record.Fields.Child("parent") is { } parent)
            SetParent(record, issue, parent);
        foreach (var (subtask, path) in record.Items("subtasks"))
        {
            if (Find(record, subtask) is null)
                journal.NotTaken(record.Line, path, $"the sub-task {subtask.Member("key")} is not in the load");
        }

        foreach (var (link, path) in record.Items("issuelinks"))
            AddLink(lists, (record, path), issue, link);
        foreach (var member in record.Root.EnumerateObject().Where(member => !KnownMembers.Contains(member.Name)))
            journal.NotTaken(record.Line, member.Name, "made by the site from its own state");
    }

    private void SetParent(LoadedRecord record, JiraIssue issue, JsonElement reference)
    {
        if (Find(record, reference) is { } parent)
            issue.Become(issue.State with { Values = issue.State.Values.SetItem("parent", JiraJson.Element(parent.Id.ToString())) }, DateTimeOffset.MinValue);
        else
            journal.NotTaken(record.Line, "fields.parent", $"the parent {reference.Member("key")} is not in the load");
    }

    private void AddLink(LoadedLists lists, (LoadedRecord Record, string Path) at, JiraIssue issue, JsonElement link)
    {
        var isOutward = link.Child("outwardIssue") is not null;
        var reference = link.Child("outwardIssue") ?? link.Child("inwardIssue") ?? default;
        if (Find(at.Record, reference) is not { } other)
        {
            journal.NotTaken(at.Record.Line, at.Path, $"the link to {reference.Member("key")}, which is not in the load");
            return;
        }

        var type = lists.LinkType(link.Child("type") ?? default);
        var (source, destination) = isOutward ? (issue.Id, other.Id) : (other.Id, issue.Id);
        if (world.Links.Exists(each => each.Type == type && each.SourceId == source && each.DestinationId == destination))
            return;
        var id = long.TryParse(link.Member("id"), out var recorded) && !world.Links.Exists(each => each.Id == recorded) ? recorded : world.NextId("issuelink");
        world.ReserveId("issuelink", id);
        world.Links.Add(new(id, type, source, destination));
    }

    /// <summary>The issue that a record means: same key and, where told, the same id, so that another site's issue is not taken for it.</summary>
    private JiraIssue? Find(LoadedRecord record, JsonElement reference)
    {
        var issue = reference.Member("key") is { } key ? world.FindIssue(key) : null;
        return issue is not null && (reference.Member("id") is not { } id || id == issue.Id.ToString() || record.Key == issue.Key) ? issue : null;
    }
}
