using System.Text.Json.Nodes;

using Entente.Sandbox.Jira.World;

namespace Entente.Sandbox.Jira;

/// <summary>People: oneself, one by account id, searches, and what the caller may do.</summary>
internal static class JiraUsers
{
    private static readonly SortedDictionary<string, string> ProjectRights = new(StringComparer.Ordinal)
    {
        ["ADD_COMMENTS"] = "Add Comments",
        ["ASSIGNABLE_USER"] = "Assignable User",
        ["ASSIGN_ISSUES"] = "Assign Issues",
        ["BROWSE_PROJECTS"] = "Browse Projects",
        ["CLOSE_ISSUES"] = "Close Issues",
        ["CREATE_ATTACHMENTS"] = "Create Attachments",
        ["CREATE_ISSUES"] = "Create Issues",
        ["DELETE_ISSUES"] = "Delete Issues",
        ["DELETE_OWN_COMMENTS"] = "Delete Own Comments",
        ["EDIT_ISSUES"] = "Edit Issues",
        ["EDIT_OWN_COMMENTS"] = "Edit Own Comments",
        ["LINK_ISSUES"] = "Link Issues",
        ["MODIFY_REPORTER"] = "Modify Reporter",
        ["MOVE_ISSUES"] = "Move Issues",
        ["RESOLVE_ISSUES"] = "Resolve Issues",
        ["TRANSITION_ISSUES"] = "Transition Issues",
    };

    public static IEnumerable<JiraRoute> Routes() =>
    [
        new("GET", "/myself", Myself),
        new("GET", "/user", One),
        new("GET", "/user/search", Search),
        new("GET", "/user/assignable/search", Assignable),
        new("GET", "/users/search", All),
        new("GET", "/mypermissions", Permissions),
    ];

    private static SandboxResponse Myself(JiraCall call)
    {
        if (call.View.Caller is not { } caller)
        {
            const string Refusal = "Client must be authenticated to access this resource.";
            return JiraJson.Answer(401, new JsonObject { ["message"] = Refusal, ["status-code"] = 401 });
        }

        var shown = call.View.Person(caller.AccountId)!;
        shown["locale"] = "en_US";
        shown["groups"] = new JsonObject { ["size"] = 1, ["items"] = new JsonArray() };
        shown["applicationRoles"] = new JsonObject { ["size"] = 1, ["items"] = new JsonArray() };
        return JiraJson.Answer(200, shown);
    }

    private static SandboxResponse One(JiraCall call)
    {
        _ = call.Caller;
        var accountId = call.Query("accountId") ?? throw JiraRefusal.Saying(400, "The query parameter 'accountId' is required.");
        return call.View.Person(accountId) is { } person
            ? JiraJson.Answer(200, person)
            : throw JiraRefusal.Saying(404, "Specified user does not exist or you do not have required permissions");
    }

    private static SandboxResponse Search(JiraCall call)
    {
        if (call.Query("query") is null && call.Query("accountId") is null && call.Query("property") is null)
            throw JiraRefusal.Saying(400, "The query parameters 'query', 'accountId' and 'property' are missing: one is required.");
        return People(call, call.World.Users.Values);
    }

    private static SandboxResponse Assignable(JiraCall call)
    {
        if (call.Query("project") is { } key && call.World.FindProject(key) is null)
            throw JiraRefusal.Saying(404, $"No project could be found with key '{key}'.");
        if (call.Query("issueKey") is { } issue && call.FindIssue(issue) is null)
            throw JiraRefusal.NoIssue();
        if (call.Query("project") is null && call.Query("issueKey") is null)
            throw JiraRefusal.Saying(400, "Either 'project' or 'issueKey' is required.");
        return People(call, call.World.Users.Values.Where(user => user.IsActive));
    }

    private static SandboxResponse All(JiraCall call) => People(call, call.World.Users.Values);

    /// <summary>Who may not browse people (here: anonymous callers) gets an empty list, not a refusal.</summary>
    private static SandboxResponse People(JiraCall call, IEnumerable<JiraUser> users)
    {
        var (text, accountId) = (call.Query("query"), call.Query("accountId"));
        var found = (call.View.Caller is null ? [] : users)
            .Where(user => accountId is null || user.AccountId == accountId)
            .Where(user => string.IsNullOrEmpty(text) || Matches(user, text))
            .Skip(call.Number("startAt", 0)).Take(call.Number("maxResults", 50, 1000));
        return JiraJson.Answer(200, new JsonArray([.. found.Select(user => call.View.Person(user.AccountId))]));
    }

    private static bool Matches(JiraUser user, string text) =>
        user.DisplayName.Contains(text, StringComparison.OrdinalIgnoreCase)
        || (user.EmailAddress?.StartsWith(text, StringComparison.OrdinalIgnoreCase) ?? false);

    private static SandboxResponse Permissions(JiraCall call)
    {
        var asked = call.List("permissions");
        if (asked.Count == 0)
            throw JiraRefusal.Saying(400, "The 'permissions' query parameter is required.");
        if (asked.FirstOrDefault(right => right != "ADMINISTER" && !ProjectRights.ContainsKey(right)) is { } unknown)
            throw JiraRefusal.Saying(400, $"Unrecognized permission key: {unknown}");
        if (call.Query("projectKey") is { } key && call.World.FindProject(key) is null)
            throw JiraRefusal.Saying(404, $"No project could be found with key '{key}'.");
        if ((call.Query("issueKey") ?? call.Query("issueId")) is { } issue && call.FindIssue(issue) is null)
            throw JiraRefusal.NoIssue();
        var rights = new JsonObject();
        foreach (var right in asked)
            rights[right] = Right(call.View.Caller, right);
        return JiraJson.Answer(200, new JsonObject { ["permissions"] = rights });
    }

    private static JsonObject Right(JiraUser? caller, string key) => new()
    {
        ["id"] = key == "ADMINISTER" ? "0" : (ProjectRights.Keys.ToList().IndexOf(key) + 10).ToString(),
        ["key"] = key,
        ["name"] = ProjectRights.GetValueOrDefault(key, "Administer Jira"),
        ["type"] = key == "ADMINISTER" ? "GLOBAL" : "PROJECT",
        ["description"] = "",
        ["havePermission"] = key == "ADMINISTER" ? caller?.IsAdministrator ?? false : caller is not null,
    };
}
