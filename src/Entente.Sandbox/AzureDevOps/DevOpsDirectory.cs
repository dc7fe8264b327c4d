using System.Text.Json.Nodes;

using Entente.Sandbox.AzureDevOps.World;

namespace Entente.Sandbox.AzureDevOps;

/// <summary>Projects, people, and who the caller is.</summary>
internal static class DevOpsDirectory
{
    public static IEnumerable<DevOpsRoute> Routes() =>
    [
        new("GET", "projects", call => DevOpsJson.Answer(200, DevOpsJson.List(call.Organization.Projects.Select(project => Show(call, project))))),
        new("GET", "projects/{}", call => DevOpsJson.Answer(200, Show(call, call.Organization.FindProject(call.Segments[0])
            ?? throw DevOpsRefusal.NoProject(call.Segments[0])))),
        new("GET", "connectiondata", ConnectionData),
        new("GET", "identities", Identities),
        new("GET", "graph/users", Users) { IsPreview = true },
    ];

    private static JsonObject Show(DevOpsCall call, Project project) => new()
    {
        ["id"] = project.Id,
        ["name"] = project.Name,
        ["url"] = $"{call.View.Root}/_apis/projects/{project.Id}",
        ["state"] = "wellFormed",
        ["revision"] = 1,
        ["visibility"] = "private",
        ["lastUpdateTime"] = "2026-01-01T00:00:00Z",
        ["capabilities"] = new JsonObject { ["processTemplate"] = new JsonObject { ["templateName"] = project.Process.Name } },
    };

    private static SandboxResponse ConnectionData(DevOpsCall call) => DevOpsJson.Answer(200, new JsonObject
    {
        ["authenticatedUser"] = Identity(call.Caller),
        ["authorizedUser"] = Identity(call.Caller),
        ["instanceId"] = call.Organization.Id,
        ["deploymentType"] = "hosted",
        ["locationServiceData"] = new JsonObject
        {
            ["serviceOwner"] = "00025394-6065-48ca-87d9-7f5672854ef7",
            ["defaultAccessMappingMoniker"] = "PublicAccessMapping",
            ["lastChangeId"] = 1,
        },
    });

    private static JsonObject Identity(Person person) => new()
    {
        ["id"] = person.Id,
        ["descriptor"] = "Microsoft.IdentityModel.Claims.ClaimsIdentity;" + person.UniqueName,
        ["subjectDescriptor"] = person.Descriptor,
        ["providerDisplayName"] = person.DisplayName,
        ["isActive"] = true,
        ["properties"] = new JsonObject { ["Account"] = new JsonObject { ["$type"] = "System.String", ["$value"] = person.UniqueName } },
    };

    /// <summary>By e-mail address, account, or the beginning of a name (<c>searchFilter=General</c>), or by ids.</summary>
    private static SandboxResponse Identities(DevOpsCall call)
    {
        var ids = call.List("identityIds");
        var wanted = call.Query("filterValue") ?? "";
        if (ids.Count == 0 && wanted.Length == 0)
            throw DevOpsRefusal.BadArgument("Either searchFilter with filterValue or identityIds is needed.");
        var found = call.Organization.People.Values.Where(person => ids.Count > 0
            ? ids.Contains(person.Id, StringComparer.OrdinalIgnoreCase)
            : person.UniqueName.Equals(wanted, StringComparison.OrdinalIgnoreCase)
                || person.DisplayName.StartsWith(wanted, StringComparison.OrdinalIgnoreCase));
        return DevOpsJson.Answer(200, DevOpsJson.List(found.Select(Identity)));
    }

    private static SandboxResponse Users(DevOpsCall call) =>
        DevOpsJson.Answer(200, DevOpsJson.List(call.Organization.People.Values.Select(GraphUser)));

    private static JsonObject GraphUser(Person person) => new()
    {
        ["subjectKind"] = "user",
        ["displayName"] = person.DisplayName,
        ["mailAddress"] = person.UniqueName,
        ["principalName"] = person.UniqueName,
        ["originId"] = person.Id,
        ["descriptor"] = person.Descriptor,
    };
}
