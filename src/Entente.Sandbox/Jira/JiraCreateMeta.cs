using System.Text.Json.Nodes;

using Entente.Sandbox.Jira.Fields;
using Entente.Sandbox.Jira.World;

namespace Entente.Sandbox.Jira;

/// <summary>What can be set: on the create screen by project and type, on the edit screen by issue.</summary>
internal static class JiraCreateMeta
{
    private const int DefaultPage = 50;
    private const int MaxPage = 200;

    public static IEnumerable<JiraRoute> Routes() =>
    [
        new("GET", "/issue/createmeta/{}/issuetypes", Types),
        new("GET", "/issue/createmeta/{}/issuetypes/{}", Fields),
        new("GET", "/issue/{}/editmeta", call => JiraJson.Answer(200, FieldMeta.ForEdit(call.View, call.Issue))),
    ];

    private static SandboxResponse Types(JiraCall call)
    {
        var project = Project(call);
        var types = project.IssueTypeIds.Select(id => CatalogueJson.IssueType(call.View, call.World.IssueType(id))).ToList();
        return JiraJson.Answer(200, Page(call, "issueTypes", types));
    }

    private static SandboxResponse Fields(JiraCall call)
    {
        var project = Project(call);
        if (!project.IssueTypeIds.Contains(call.Segments[1]))
            throw JiraRefusal.Saying(404, "Issue type not found in the project.");
        var type = call.World.IssueType(call.Segments[1]);
        var fields = FieldMeta.CreateScreen(call.World, type).Select(field => Show(call, project, field)).ToList();
        return JiraJson.Answer(200, Page(call, "fields", fields));
    }

    private static JsonObject Show(JiraCall call, JiraProject project, JiraField field)
    {
        var shown = FieldMeta.Show(call.View, project, field);
        shown["fieldId"] = field.Id;
        return shown;
    }

    private static JiraProject Project(JiraCall call) =>
        (call.View.Caller is null ? null : call.World.FindProject(call.Segments[0]))
        ?? throw JiraRefusal.Saying(404, "Project not found, or you do not have permission to create issues in it.");

    private static JsonObject Page(JiraCall call, string name, List<JsonObject> items)
    {
        if (call.Number("maxResults", DefaultPage) > MaxPage)
            throw JiraRefusal.Saying(400, $"Parameter 'maxResults' must not exceed the limit '{MaxPage}'");
        var (start, size) = (call.Number("startAt", 0), call.Number("maxResults", DefaultPage));
        return new()
        {
            ["startAt"] = start,
            ["maxResults"] = size,
            ["total"] = items.Count,
            [name] = new JsonArray([.. items.Skip(start).Take(size)]),
        };
    }
}
