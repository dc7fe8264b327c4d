using System.Globalization;

namespace Entente.Sandbox.Jira;

/// <summary>
/// Two of the site's limits, both over fixed windows: requests per second for an endpoint and method, and writes to one issue.
/// A refused call does not reach its slice.
/// </summary>
internal sealed class JiraLimits(JiraSettings settings)
{
    private readonly Dictionary<string, (long Window, int Count)> counts = new(StringComparer.Ordinal);

    /// <summary>The 429 for a call beyond a limit, or null.</summary>
    public SandboxResponse? Refuse(JiraCall call, JiraRoute route)
    {
        if (Exceeds(Endpoint(route), settings.BurstPerSecond, 1, call.Now))
            return TooMany(call.Now, settings.BurstPerSecond, 1, "jira-burst-based");
        var issue = route.WritesIssue ? call.World.FindIssue(call.Segments[0]) : null;
        return issue is not null && Exceeds($"issue {issue.Id}", settings.PerIssueWrites, settings.PerIssueWriteSeconds, call.Now)
            ? TooMany(call.Now, settings.PerIssueWrites, settings.PerIssueWriteSeconds, "jira-per-issue-on-write")
            : null;
    }

    /// <summary>Adds the headers that tell how near the endpoint's limit is.</summary>
    public SandboxResponse Mark(JiraCall call, JiraRoute route, SandboxResponse answer)
    {
        if (settings.BurstPerSecond <= 0)
            return answer;
        var left = Math.Max(0, settings.BurstPerSecond - counts[Endpoint(route)].Count);
        var headers = new List<KeyValuePair<string, string>>(answer.Headers)
        {
            new("X-RateLimit-Limit", settings.BurstPerSecond.ToString()),
            new("X-RateLimit-Remaining", left.ToString()),
            new("X-RateLimit-Reset", Reset(call.Now, 1)),
        };
        if (left * 5 < settings.BurstPerSecond)
            headers.Add(new("X-RateLimit-NearLimit", "true"));
        return answer with { Headers = headers };
    }

    private static string Endpoint(JiraRoute route) => route.Method + " " + route.Template;

    private bool Exceeds(string what, int limit, int seconds, DateTimeOffset now)
    {
        var window = now.ToUnixTimeSeconds() / seconds;
        var (last, count) = counts.GetValueOrDefault(what);
        counts[what] = last == window ? (window, count + 1) : (window, 1);
        return limit > 0 && counts[what].Count > limit;
    }

    private static SandboxResponse TooMany(DateTimeOffset now, int limit, int seconds, string reason)
    {
        var wait = seconds - (now.ToUnixTimeSeconds() % seconds);
        var answer = JiraRefusal.Saying(429, "Rate limit exceeded.").Answer();
        return answer with
        {
            Headers =
            [
                .. answer.Headers,
                new("Retry-After", wait.ToString()),
                new("X-RateLimit-Limit", limit.ToString()),
                new("X-RateLimit-Remaining", "0"),
                new("X-RateLimit-Reset", Reset(now, seconds)),
                new("RateLimit-Reason", reason),
            ],
        };
    }

    /// <summary>ISO 8601 with minute precision, as the site writes it: the minute in which the window has surely passed.</summary>
    private static string Reset(DateTimeOffset now, int seconds) =>
        now.AddSeconds(seconds).AddSeconds(59).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture);
}
