using System.Text.Json.Nodes;

using Entente.Sandbox.Jira.Fields;
using Entente.Sandbox.Jira.World;

namespace Entente.Sandbox.Jira;

/// <summary>The lists of the site: fields, statuses, priorities, types, resolutions; and what the site says of itself.</summary>
internal static class JiraLists
{
    public static IEnumerable<JiraRoute> Routes() =>
    [
        new("GET", "/field", call => List(call.World.Fields.All, field => Field(field))),
        new("GET", "/status", call => List(call.World.Statuses, status => CatalogueJson.Status(call.View, status))),
        new("GET", "/status/{}", call => JiraJson.Answer(200, CatalogueJson.Status(call.View, Find(call, call.World.Statuses)))),
        new("GET", "/priority", call => List(call.World.Priorities, priority => CatalogueJson.Priority(call.View, priority, isFull: true))),
        new("GET", "/priority/{}", call => JiraJson.Answer(200, CatalogueJson.Priority(call.View, Find(call, call.World.Priorities), isFull: true))),
        new("GET", "/issuetype", call => List(call.World.IssueTypes, type => CatalogueJson.IssueType(call.View, type))),
        new("GET", "/issuetype/{}", call => JiraJson.Answer(200, CatalogueJson.IssueType(call.View, Find(call, call.World.IssueTypes)))),
        new("GET", "/resolution", call => List(call.World.Resolutions, resolution => CatalogueJson.Resolution(call.View, resolution))),
        new("GET", "/resolution/{}", call => JiraJson.Answer(200, CatalogueJson.Resolution(call.View, Find(call, call.World.Resolutions)))),
        new("GET", "/role", call => List(call.World.Roles, role => new JsonObject { ["name"] = role })),
        new("GET", "/serverInfo", ServerInfo),
    ];

    public static IEnumerable<JiraRoute> RootRoutes() =>
    [
        new("GET", "/_edge/tenant_info", call => JiraJson.Answer(200, new JsonObject { ["cloudId"] = call.World.CloudId })),
        new("GET", "/oauth/token/accessible-resources", AccessibleResources),
    ];

    private static SandboxResponse List<T>(IEnumerable<T> entries, Func<T, JsonNode> show) =>
        JiraJson.Answer(200, new JsonArray([.. entries.Select(show)]));

    private static T Find<T>(JiraCall call, IReadOnlyList<T> entries)
        where T : class, INamed =>
        entries.Named(call.Segments[0], null) ?? entries.Named(null, call.Segments[0])
        ?? throw JiraRefusal.Saying(404, $"No entry with id or name '{call.Segments[0]}' could be found.");

    private static JsonObject Field(JiraField field)
    {
        var shown = new JsonObject { ["id"] = field.Id, ["key"] = field.Id, ["name"] = field.Name, ["custom"] = field.CustomId is not null };
        shown["orderable"] = field.IsOnEditScreen;
        shown["navigable"] = true;
        shown["searchable"] = field.ClauseNames.Count > 0;
        shown["clauseNames"] = new JsonArray([.. field.ClauseNames.Select(name => JsonValue.Create(name))]);
        shown["schema"] = field.Schema();
        return shown;
    }

    private static SandboxResponse ServerInfo(JiraCall call) => JiraJson.Answer(200, new JsonObject
    {
        ["baseUrl"] = call.View.Root,
        ["version"] = "1001.0.0-SNAPSHOT",
        ["versionNumbers"] = new JsonArray(1001, 0, 0),
        ["deploymentType"] = "Cloud",
        ["buildNumber"] = 100287,
        ["buildDate"] = "2025-07-01T00:00:00.000+0000",
        ["serverTime"] = call.View.Time(call.Now),
        ["scmInfo"] = "imitation",
        ["serverTitle"] = call.World.Title,
        ["defaultLocale"] = new JsonObject { ["locale"] = "en_US" },
    });

    private static SandboxResponse AccessibleResources(JiraCall call)
    {
        _ = call.Caller;
        return JiraJson.Answer(200, new JsonArray(new JsonObject
        {
            ["id"] = call.World.CloudId,
            ["name"] = call.World.Title,
            ["url"] = call.View.Root,
            ["scopes"] = new JsonArray("read:jira-work", "write:jira-work", "read:jira-user", "manage:jira-webhook"),
        }));
    }
}
