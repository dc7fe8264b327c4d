namespace Entente.Sandbox.Jira;

/// <summary>One line of the table of contents: method, path below the API root with <c>{}</c> for what varies, and who answers.</summary>
internal sealed record JiraRoute(string Method, string Template, Func<JiraCall, SandboxResponse> Answer)
{
    private readonly string[] parts = Template.Split('/', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Writes to one issue count against that issue's own limit.</summary>
    public bool WritesIssue => Method != "GET" && Template.StartsWith("/issue/{}", StringComparison.Ordinal);

    /// <summary>What stands for each placeholder, or null where the path is another.</summary>
    public IReadOnlyList<string>? Match(string[] path)
    {
        if (path.Length != parts.Length)
            return null;
        var segments = new List<string>();
        for (var at = 0; at < parts.Length; at++)
        {
            if (parts[at] == "{}")
                segments.Add(path[at]);
            else if (parts[at] != path[at])
                return null;
        }

        return segments;
    }
}
