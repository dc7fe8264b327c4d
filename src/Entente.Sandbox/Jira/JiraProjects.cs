using System.Text.Json.Nodes;

using Entente.Sandbox.Jira.Fields;
using Entente.Sandbox.Jira.World;

namespace Entente.Sandbox.Jira;

/// <summary>Projects and the statuses of their workflows.</summary>
internal static class JiraProjects
{
    public static IEnumerable<JiraRoute> Routes() =>
    [
        new("GET", "/project/search", Search),
        new("GET", "/project", All),
        new("GET", "/project/{}", call => JiraJson.Answer(200, Whole(call, Find(call)))),
        new("GET", "/project/{}/statuses", Statuses),
    ];

    private static IEnumerable<JiraProject> Visible(JiraCall call) => call.View.Caller is null ? [] : call.World.Projects;

    private static SandboxResponse All(JiraCall call) =>
        JiraJson.Answer(200, new JsonArray([.. Visible(call).Select(project => CatalogueJson.Project(call.View, project))]));

    private static SandboxResponse Search(JiraCall call)
    {
        var (start, size) = (call.Number("startAt", 0), call.Number("maxResults", 50, 50));
        var (keys, ids, text) = (call.List("keys"), call.List("id"), call.Query("query"));
        var found = Visible(call)
            .Where(project => keys.Count == 0 || keys.Contains(project.Key))
            .Where(project => ids.Count == 0 || ids.Contains(project.Id.ToString()))
            .Where(project => text is null || (project.Key + " " + project.Name).Contains(text, StringComparison.OrdinalIgnoreCase))
            .OrderBy(project => project.Key, StringComparer.Ordinal).ToList();
        var answer = new JsonObject
        {
            ["self"] = call.View.Self($"/project/search?maxResults={size}&startAt={start}"),
            ["maxResults"] = size,
            ["startAt"] = start,
            ["total"] = found.Count,
            ["isLast"] = start + size >= found.Count,
            ["values"] = new JsonArray([.. found.Skip(start).Take(size).Select(project => CatalogueJson.Project(call.View, project))]),
        };
        return JiraJson.Answer(200, answer);
    }

    private static JsonObject Whole(JiraCall call, JiraProject project)
    {
        var shown = CatalogueJson.Project(call.View, project);
        shown["description"] = "";
        shown["lead"] = call.View.Person(project.LeadAccountId);
        shown["components"] = new JsonArray();
        shown["issueTypes"] = new JsonArray([.. project.IssueTypeIds.Select(id => CatalogueJson.IssueType(call.View, call.World.IssueType(id)))]);
        shown["assigneeType"] = "UNASSIGNED";
        shown["versions"] = new JsonArray();
        shown["style"] = "classic";
        shown["isPrivate"] = false;
        return shown;
    }

    private static SandboxResponse Statuses(JiraCall call)
    {
        var project = Find(call);
        var types = project.IssueTypeIds.Select(call.World.IssueType).Select(type => new JsonObject
        {
            ["self"] = call.View.Self("/issuetype/" + type.Id),
            ["id"] = type.Id,
            ["name"] = type.Name,
            ["subtask"] = type.IsSubtask,
            ["statuses"] = new JsonArray([.. project.Workflow.StatusIds().Select(id => CatalogueJson.Status(call.View, call.World.Status(id)))]),
        });
        return JiraJson.Answer(200, new JsonArray([.. types]));
    }

    private static JiraProject Find(JiraCall call) =>
        (call.View.Caller is null ? null : call.World.FindProject(call.Segments[0]))
        ?? throw JiraRefusal.Saying(404, $"No project could be found with key '{call.Segments[0]}'.");
}
