using Entente.Sandbox.AzureDevOps.Hooks;
using Entente.Sandbox.AzureDevOps.Wiql;
using Entente.Sandbox.AzureDevOps.World;

namespace Entente.Sandbox.AzureDevOps;

/// <summary>A path taken apart: <c>/{organisation}/{project?}/{team?}/_apis/…</c>.</summary>
/// <param name="Scope">What stands between the organisation and <c>_apis</c>.</param>
internal sealed record DevOpsPath(string Organization, string[] Scope, string[] Below)
{
    /// <summary>Null where the path is none of the API's.</summary>
    public static DevOpsPath? Read(string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var at = Array.FindIndex(parts, part => part.Equals("_apis", StringComparison.OrdinalIgnoreCase));
        return at is >= 1 and <= 3 ? new(parts[0], parts[1..at], parts[(at + 1)..]) : null;
    }
}

/// <summary>The table of contents; the first line that matches answers.</summary>
internal sealed class DevOpsRoutes(DevOpsSite site)
{
    private readonly IReadOnlyList<DevOpsRoute> routes =
    [
        .. DevOpsWorkItems.Routes(site),
        .. DevOpsComments.Routes(site),
        .. DevOpsAttachments.Routes(),
        .. DevOpsHistory.Routes(),
        .. DevOpsRecycleBin.Routes(site),
        .. DevOpsQueries.Routes(),
        .. DevOpsReporting.Routes(),
        .. DevOpsTypes.Routes(),
        .. DevOpsDirectory.Routes(),
        .. HookAdmin.Routes(site),
    ];

    public (DevOpsRoute Route, IReadOnlyList<string> Segments)? Find(string method, string[] below)
    {
        foreach (var route in routes)
        {
            if (route.Method == method && route.Match(below) is { } segments)
                return (route, segments);
        }

        return null;
    }

    /// <summary>The project that a path names.</summary>
    /// <exception cref="DevOpsRefusal">There is none of that name.</exception>
    public static Project? ProjectOf(Organization organization, DevOpsPath path) => path.Scope.Length == 0
        ? null
        : organization.FindProject(path.Scope[0]) ?? throw DevOpsRefusal.NoProject(path.Scope[0]);
}
