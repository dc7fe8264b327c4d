namespace Entente.Sandbox.Jira;

/// <summary>The table of contents. Paths are below <c>/rest/api/2</c> and <c>/rest/api/3</c>; the first line that matches answers.</summary>
internal sealed class JiraRoutes
{
    private readonly IReadOnlyList<JiraRoute> api;
    private readonly IReadOnlyList<JiraRoute> root;

    public JiraRoutes(JiraSite site)
    {
        api =
        [
            .. JiraIssues.Routes(site),
            .. JiraTransitions.Routes(site),
            .. JiraComments.Routes(site),
            .. JiraAttachments.Routes(site),
            .. JiraProperties.Routes(site),
            .. JiraRemoteLinks.Routes(site),
            .. JiraIssueLinks.Routes(site),
            .. JiraChangelog.Routes(),
            .. JiraSearch.Routes(),
            .. JiraCreateMeta.Routes(),
            .. JiraProjects.Routes(),
            .. JiraLists.Routes(),
            .. JiraUsers.Routes(),
        ];
        root = [.. JiraWebhookAdmin.Routes(site.Ledger.Outbox), .. JiraMedia.Routes(), .. JiraLists.RootRoutes()];
    }

    /// <summary>The route of a path and what its placeholders stand for; outside the versioned API the version is 2.</summary>
    public (JiraRoute Route, IReadOnlyList<string> Segments, int Version)? Find(string method, string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts is ["ex", "jira", _, .. var proxied])
            parts = proxied;
        if (parts is ["rest", "api", "2" or "3" or "latest", .. var below])
            return Find(api, method, below) is { } found ? (found.Route, found.Segments, parts[2] == "3" ? 3 : 2) : null;
        return Find(root, method, parts) is { } other ? (other.Route, other.Segments, 2) : null;
    }

    private static (JiraRoute Route, IReadOnlyList<string> Segments)? Find(IReadOnlyList<JiraRoute> routes, string method, string[] path)
    {
        foreach (var route in routes)
        {
            if (route.Method == method && route.Match(path) is { } segments)
                return (route, segments);
        }

        return null;
    }
}
