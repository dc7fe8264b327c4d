using System.Text.RegularExpressions;

namespace Entente.Connectors.Zendesk;

/// <summary>
/// Zendesk's published limits beside the account's calls a minute: updates per ticket and user, updates per account, incremental exports.
/// </summary>
internal static partial class ZendeskLimits
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public static IReadOnlyList<CallLimit> All { get; } =
    [
        new("ticket-updates", 30, TimeSpan.FromMinutes(10), 15, Updated),
        new("updates", 100, Minute, 50, (method, path) => Updated(method, path) is null ? null : ""),
        new("incremental", 10, Minute, 1, (_, path) => path.Contains("/api/v2/incremental/", StringComparison.Ordinal) ? "" : null),
    ];

    private static string? Updated(string method, string path) =>
        method == "PUT" && TicketPath().Match(path) is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex(@"/api/v2/tickets/(\d+)(\.json)?$", RegexOptions.CultureInvariant)]
    private static partial Regex TicketPath();
}
