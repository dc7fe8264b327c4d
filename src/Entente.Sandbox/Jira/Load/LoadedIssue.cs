using System.Collections.Immutable;
using System.Text.Json;

using Entente.Sandbox.Jira.Fields;
using Entente.Sandbox.Jira.RichText;
using Entente.Sandbox.Jira.World;

namespace Entente.Sandbox.Jira.Load;

/// <summary>Makes an issue of a record: fields, comments, changelog and properties; ids and keys stay where they are free.</summary>
internal sealed class LoadedIssue(JiraWorld world, LoadedLists lists, LoadJournal journal)
{
    private readonly HashSet<long> commentIds = [.. world.Issues.Values.SelectMany(issue => issue.Comments).Select(comment => comment.Id)];
    private readonly HashSet<long> historyIds = [.. world.Issues.Values.SelectMany(issue => issue.Histories).Select(history => history.Id)];

    public JiraIssue Make(LoadedRecord record, LoadedFields fields, DateTimeOffset now)
    {
        var project = lists.Project(record);
        var values = ImmutableSortedDictionary.CreateBuilder<string, JsonElement>(StringComparer.Ordinal);
        foreach (var (id, value) in fields.Values(record))
            values[id] = value;
        values.TryAdd("status", JiraJson.Element(project.Workflow.InitialStatusId));
        values.TryAdd("issuetype", JiraJson.Element(world.IssueTypes.Named(null, "Task")!.Id));
        values.TryAdd("summary", JiraJson.Element(""));
        Fit(project, values);
        var key = world.HasKey(record.Key) ? project.NextKey() : record.Key;
        var id64 = record.Id is { } recorded && !world.Issues.ContainsKey(recorded) ? recorded : world.NextId("issue");
        world.ReserveId("issue", id64);
        var updated = Instant(record.Fields.Member("updated")) ?? now;
        var issue = new JiraIssue(id64, Instant(record.Fields.Member("created")) ?? updated, new(key, project, values.ToImmutable(), updated));
        AddParts(issue, record);
        issue.Become(issue.State, DateTimeOffset.MinValue);
        world.Add(issue);
        journal.Took(issue.Id != record.Id || key != record.Key);
        return issue;
    }

    public static IEnumerable<JsonElement> Histories(LoadedRecord record) =>
        record.Root.Child("changelog") is { } changelog ? List(changelog, "histories") : [];

    public static IEnumerable<JsonElement> List(JsonElement owner, string name) =>
        owner.Child(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    private void Fit(JiraProject project, ImmutableSortedDictionary<string, JsonElement>.Builder values)
    {
        var type = values["issuetype"].GetString()!;
        if (!project.IssueTypeIds.Contains(type))
            project.IssueTypeIds.Add(type);
        project.Workflow = LoadedWorkflow.With(project.Workflow, world.Status(values["status"].GetString()!));
    }

    private void AddParts(JiraIssue issue, LoadedRecord record)
    {
        foreach (var (comment, path) in record.Items("comment", "comments"))
            AddComment(issue, record, (comment, path));
        Missing(record, "fields.comment", record.Fields.Child("comment"), issue.Comments.Count);
        foreach (var history in Histories(record).OrderBy(history => Instant(history.Member("created")) ?? DateTimeOffset.MinValue))
            issue.Histories.Add(History(record, history));
        Missing(record, "changelog", record.Root.Child("changelog"), issue.Histories.Count);
        foreach (var (file, path) in record.Items("attachment"))
            journal.NotTaken(record.Line, path, $"the file {file.Member("filename") ?? file.Member("id")}: the record has no bytes of it");
        if (record.Root.Child("properties") is { ValueKind: JsonValueKind.Object } properties)
        {
            foreach (var member in properties.EnumerateObject())
                issue.Properties[member.Name] = member.Value;
        }
    }

    /// <summary>A page inside an issue may be cut short.</summary>
    private void Missing(LoadedRecord record, string path, JsonElement? page, int held)
    {
        if (int.TryParse(page?.Member("total"), out var total) && total > held)
            journal.NotTaken(record.Line, path, $"{total - held} of {total} entries: they are not in the record");
    }

    private void AddComment(JiraIssue issue, LoadedRecord record, (JsonElement Json, string Path) recorded)
    {
        var json = recorded.Json;
        var body = json.Child("body") switch
        {
            { ValueKind: JsonValueKind.String } wiki => WikiAdf.Parse(wiki.GetString()!),
            { } document when AdfDocument.IsDocument(document) => document,
            _ => (JsonElement?)null,
        };
        if (body is not { } text)
        {
            journal.NotTaken(record.Line, recorded.Path, "no body that can be read");
            return;
        }

        var author = lists.Person(json.Child("author"), record.Host) ?? "";
        var created = Instant(json.Member("created")) ?? issue.Created;
        var comment = new JiraComment
        {
            Id = FreeId("comment", json.Member("id"), commentIds),
            AuthorId = author,
            UpdateAuthorId = lists.Person(json.Child("updateAuthor"), record.Host) ?? author,
            Created = created,
            Updated = Instant(json.Member("updated")) ?? created,
            Body = text,
            Visibility = Visibility(json),
        };
        foreach (var property in List(json, "properties").Where(property => property.Member("key") is not null && property.Child("value") is not null))
            comment.Properties[property.Member("key")!] = property.Child("value")!.Value;
        if (json.Child("jsdPublic") is { ValueKind: JsonValueKind.False })
            comment.Properties["sd.public.comment"] = JiraComment.InternalNote;
        issue.Comments.Add(comment);
    }

    /// <summary>A restriction to a role unknown here makes the role, held by all who can sign in, so that the comment stays in sight.</summary>
    private CommentVisibility? Visibility(JsonElement comment)
    {
        if (comment.Child("visibility") is not { } visibility || (visibility.Member("value") ?? visibility.Member("identifier")) is not { } name)
            return null;
        var type = visibility.Member("type") == "group" ? "group" : "role";
        var known = type == "group" ? world.Groups : world.Roles;
        if (known.Contains(name))
            return new(type, name, visibility.Member("identifier") ?? name);
        known.Add(name);
        journal.Created(type + "s");
        foreach (var user in world.Users.Values.Where(user => user.Token is not null).ToList())
            world.Users[user.AccountId] = user with { Roles = [.. user.Roles, name] };
        return new(type, name, visibility.Member("identifier") ?? name);
    }

    private JiraHistory History(LoadedRecord record, JsonElement json)
    {
        var id = FreeId("history", json.Member("id"), historyIds);
        var items = List(json, "items").Select(item => new HistoryItem(
            item.Member("field") ?? "", item.Member("fieldtype") ?? "jira", item.Member("fieldId"), item.Member("from"), item.Member("fromString"), item.Member("to"), item.Member("toString")));
        return new(id, lists.Person(json.Child("author"), record.Host) ?? "", Instant(json.Member("created")) ?? DateTimeOffset.MinValue, [.. items]);
    }

    private long FreeId(string kind, string? recorded, HashSet<long> taken)
    {
        var isUsable = long.TryParse(recorded, out var id) && id is > 0 and < LoadedRecord.MaxId && !taken.Contains(id);
        if (!isUsable)
            id = world.NextId(kind);
        world.ReserveId(kind, id);
        taken.Add(id);
        return id;
    }

    private static DateTimeOffset? Instant(string? text) =>
        text is null ? null
        : JiraInstant.TryParse(text, out var instant) ? instant
        : long.TryParse(text, out var milliseconds) && Math.Abs(milliseconds) < 62_000_000_000_000 ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
        : null;
}
