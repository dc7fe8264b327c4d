using System.Text.Json;
using System.Text.Json.Nodes;

using Entente.Sandbox.Jira.Fields;
using Entente.Sandbox.Jira.World;

namespace Entente.Sandbox.Jira;

/// <summary>Issues: create, read, edit, delete, and reading many at once.</summary>
internal sealed class JiraIssues(JiraSite site)
{
    private const int MaxBulkFetch = 100;
    private const int MaxBulkCreate = 50;

    public static IEnumerable<JiraRoute> Routes(JiraSite site)
    {
        var issues = new JiraIssues(site);
        return
        [
            new("POST", "/issue", issues.Create),
            new("POST", "/issue/bulk", issues.CreateMany),
            new("POST", "/issue/bulkfetch", FetchMany),
            new("GET", "/issue/{}", Get),
            new("PUT", "/issue/{}", issues.Edit),
            new("DELETE", "/issue/{}", issues.Delete),
            new("PUT", "/issue/{}/assignee", issues.Assign),
        ];
    }

    private static SandboxResponse Get(JiraCall call) => JiraJson.Answer(200, Reader(call).Show(call.Issue));

    private static IssueJson Reader(JiraCall call) =>
        new(call.View, FieldSelection.Of(call.List("fields"), "*all"), call.List("expand")) { Properties = call.List("properties") };

    private SandboxResponse Create(JiraCall call) => JiraJson.Answer(201, Created(call, Raise(call, call.Body)));

    private JiraIssue Raise(JiraCall call, JsonElement body) => new NewIssue(site, call.Act).Raise(body);

    private static JsonObject Created(JiraCall call, JiraIssue issue) => new()
    {
        ["id"] = issue.Id.ToString(),
        ["key"] = issue.Key,
        ["self"] = call.View.Self($"/issue/{issue.Id}"),
    };

    /// <summary>Each element stands or falls alone: the good ones are created although others fail.</summary>
    private SandboxResponse CreateMany(JiraCall call)
    {
        if (call.Body.Child("issueUpdates") is not { ValueKind: JsonValueKind.Array } updates || updates.GetArrayLength() > MaxBulkCreate)
            throw JiraRefusal.Saying(400, $"Issues can be created in bulk up to {MaxBulkCreate} at a time.");
        var issues = new JsonArray();
        var errors = new JsonArray();
        foreach (var (number, update) in updates.EnumerateArray().Index())
        {
            try
            {
                issues.Add(Created(call, Raise(call, update)));
            }
            catch (JiraRefusal refusal)
            {
                var element = JsonNode.Parse(refusal.Answer().Body);
                errors.Add(new JsonObject { ["status"] = refusal.Status, ["elementErrors"] = element, ["failedElementNumber"] = number });
            }
        }

        return JiraJson.Answer(issues.Count == 0 && errors.Count > 0 ? 400 : 201, new JsonObject { ["issues"] = issues, ["errors"] = errors });
    }

    private static SandboxResponse FetchMany(JiraCall call)
    {
        var body = call.Body;
        var wanted = body.Texts("issueIdsOrKeys");
        if (wanted.Count is 0 or > MaxBulkFetch)
            throw JiraRefusal.Saying(400, $"Between 1 and {MaxBulkFetch} issue IDs or keys must be given.");
        var reader = new IssueJson(call.View, FieldSelection.Of(body.Texts("fields"), "*navigable"), body.Texts("expand"))
        {
            Properties = body.Texts("properties"),
        };
        var found = wanted.Select(call.FindIssue).OfType<JiraIssue>().DistinctBy(issue => issue.Id).ToList();
        var missing = wanted.Where(idOrKey => call.FindIssue(idOrKey) is null).Select(idOrKey => new JsonObject
        {
            ["id"] = idOrKey,
            ["errorMessage"] = "Issue does not exist or you do not have permission to see it.",
        });
        var answer = new JsonObject
        {
            ["issues"] = new JsonArray([.. found.Select(reader.Show)]),
            ["issueErrors"] = new JsonArray([.. missing]),
        };
        return JiraJson.Answer(200, answer);
    }

    /// <summary>Fields only: a status is reached through transitions, a project by moving.</summary>
    private SandboxResponse Edit(JiraCall call)
    {
        var issue = call.Issue;
        var body = call.Body;
        call.RefuseOrderedConflict();
        if (body.Child("fields") is null && body.Child("update") is null && body.Child("properties") is null)
            throw JiraRefusal.Saying(400, "one of 'fields' or 'update' required");
        var screen = FieldMeta.EditScreen(site.World, issue).Select(field => field.Id).ToHashSet();
        var edits = new FieldEdits(call.View, issue.State.Values, field => screen.Contains(field.Id));
        edits.Read(body);
        if (edits["issuetype"]?.GetString() is { } type && !issue.Project.IssueTypeIds.Contains(type))
            edits.Errors["issuetype"] = "The issue type selected is invalid.";
        edits.RefuseErrors();
        var comments = JiraComments.Read(site, call.View, issue, edits.Comments);
        var properties = JiraProperties.Read(body);
        site.Ledger.Change(call.Act, issue, issue.State with { Values = edits.Values });
        JiraProperties.Put(issue, properties);
        foreach (var comment in comments)
            JiraComments.Add(site, call.Act, issue, comment);
        return call.Flag("returnIssue") ? JiraJson.Answer(200, Reader(call).Show(issue)) : JiraJson.Empty(204);
    }

    private SandboxResponse Assign(JiraCall call)
    {
        var issue = call.Issue;
        var taken = FieldWriter.Take(call.View, site.World.Fields.Find("assignee")!, call.Body);
        if (call.Body.Child("accountId") is not null && taken.Error is { } reason)
            throw JiraRefusal.Field("assignee", reason);
        var values = taken.Value is { } person ? issue.State.Values.SetItem("assignee", person) : issue.State.Values.Remove("assignee");
        site.Ledger.Change(call.Act, issue, issue.State with { Values = values });
        return JiraJson.Empty(204);
    }

    private SandboxResponse Delete(JiraCall call)
    {
        var issue = call.Issue;
        var act = call.Act;
        var subtasks = site.World.Subtasks(issue).ToList();
        if (subtasks.Count > 0 && !call.Flag("deleteSubtasks"))
            throw JiraRefusal.Saying(400, $"The issue '{issue.Key}' has subtasks.  "
                + "You must specify the 'deleteSubtasks' parameter to delete this issue and all its subtasks.");
        foreach (var subtask in subtasks)
            site.Ledger.Delete(act, subtask, isCascade: true);
        site.Ledger.Delete(act, issue);
        return JiraJson.Empty(204);
    }
}
