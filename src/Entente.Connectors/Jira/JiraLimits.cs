using System.Text.RegularExpressions;

namespace Entente.Connectors.Jira;

/// <summary>
/// Jira Cloud's limits of writes to one issue. Their sizes are general knowledge, not read in Atlassian's pages, which name the limit; the burst
/// limit per endpoint has no published size and is obeyed when Jira speaks of it.
/// </summary>
internal static partial class JiraLimits
{
    public static IReadOnlyList<CallLimit> All { get; } =
    [
        new("issue-writes-burst", 20, TimeSpan.FromSeconds(2), 10, Written),
        new("issue-writes", 100, TimeSpan.FromSeconds(30), 50, Written),
    ];

    private static string? Written(string method, string path) =>
        method is "POST" or "PUT" or "DELETE" && IssuePath().Match(path) is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex(@"/rest/api/[23]/issue/(\d+|[A-Z][A-Z0-9_]*-\d+)(/|$)", RegexOptions.CultureInvariant)]
    private static partial Regex IssuePath();
}
