using System.Text.Json;
using Entente.Connectors.Http;
using Entente.Core.Tickets;

namespace Entente.Connectors.Jira;

/// <summary>
/// Status, headers and body of a Jira answer that is no success, as a failure (RELIABILITY 2.2). Pure. Codes: <c>jira.refused</c>,
/// <c>jira.unauthorized</c>, <c>jira.forbidden</c>, <c>jira.not-found</c>, <c>jira.conflict</c>, <c>jira.too-large</c>,
/// <c>jira.rate-limited</c>, <c>jira.gone</c>, <c>jira.unavailable</c>.
/// </summary>
internal static class JiraFailures
{
    /// <param name="now">Our clock, for a Retry-After date where the answer tells no time of its own.</param>
    public static ConnectorException From(HttpAnswer answer, DateTimeOffset now)
    {
        // A bad token on an operation that anonymous callers may use is not 401 but whatever an anonymous caller gets, often 404.
        if (IsAnonymous(answer) && answer.Status is >= 400 and < 500 and not 429)
            return Make(answer, now, FailureKind.Unauthorized);
        return Make(answer, now, Kind(answer));
    }

    /// <summary>True when Jira says that it did not accept the credentials, whatever else it answered.</summary>
    public static bool IsAnonymous(HttpAnswer answer) =>
        answer.Header("X-Seraph-LoginReason") is { } reason
        && (reason.Contains("AUTHENTICATED_FAILED", StringComparison.OrdinalIgnoreCase)
            || reason.Contains("AUTHENTICATION_DENIED", StringComparison.OrdinalIgnoreCase));

    private static FailureKind Kind(HttpAnswer answer) => answer.Status switch
    {
        401 => FailureKind.Unauthorized,
        403 when answer.Header("X-Authentication-Denied-Reason") is not null => FailureKind.Unauthorized,
        403 => FailureKind.Forbidden,
        // Jira's own 404 is JSON. Another one comes from a proxy or a site that is down and must not pass for a deleted issue.
        404 => answer.JsonOrNull() is null ? Open(answer) : FailureKind.NotFound,
        408 or 409 => Open(answer),
        410 => FailureKind.Unsupported,
        413 => FailureKind.TooLarge,
        429 => FailureKind.RateLimited,
        >= 400 and < 500 => FailureKind.Refused,
        _ => Open(answer),
    };

    // Neither yes nor no. A read that failed changed nothing, so there it is as if it had never been sent.
    private static FailureKind Open(HttpAnswer answer) => answer.Effect == CallEffect.Ticket ? FailureKind.Ambiguous : FailureKind.NotSent;

    private static ConnectorException Make(HttpAnswer answer, DateTimeOffset now, FailureKind kind)
    {
        var (field, said) = Said(answer.JsonOrNull());
        return new ConnectorException(kind, Code(answer, kind), Text(answer, kind, said))
        {
            Scope = Scope(answer, kind),
            Endpoint = answer.Endpoint,
            RetryAfter = answer.Wait(now),
            Field = field,
            Status = answer.Status,
        };
    }

    private static string Code(HttpAnswer answer, FailureKind kind) => kind switch
    {
        FailureKind.Unauthorized => "jira.unauthorized",
        FailureKind.Forbidden => "jira.forbidden",
        FailureKind.NotFound => "jira.not-found",
        FailureKind.Unsupported => "jira.gone",
        FailureKind.TooLarge => "jira.too-large",
        FailureKind.RateLimited => "jira.rate-limited",
        FailureKind.Refused => "jira.refused",
        _ => answer.Status == 409 ? "jira.conflict" : "jira.unavailable",
    };

    private static string Text(HttpAnswer answer, FailureKind kind, string? said) => kind switch
    {
        FailureKind.Unauthorized =>
            "Jira does not accept the e-mail address and API token. Tokens end after a year at most; "
            + "a scoped token needs the endpoint https://api.atlassian.com/ex/jira/CLOUD-ID.",
        FailureKind.Forbidden => $"The hub's account may not do this in Jira{Because(said)}",
        FailureKind.NotFound => $"Jira shows nothing there: it is deleted, or the hub's account may not see it{Because(said)}",
        FailureKind.Unsupported => "Jira no longer offers this interface (410): the connector needs an update.",
        FailureKind.TooLarge => $"Larger or more than Jira takes for one issue{Because(said)}",
        FailureKind.RateLimited => "Jira asks for fewer calls for now.",
        FailureKind.Refused => $"Jira refused the values{Because(said)}",
        _ when answer.Status == 409 => "Jira met a conflicting update of the same issue.",
        _ => $"Jira did not answer properly (status {answer.Status}).",
    };

    private static string Because(string? said) => said is null ? "." : $": {said}";

    /// <summary>
    /// How narrow the refusal is: Jira Cloud has an hourly quota, a burst limit per endpoint and a write limit per issue, each on its own.
    /// </summary>
    private static FailureScope Scope(HttpAnswer answer, FailureKind kind) => kind switch
    {
        FailureKind.Unauthorized => FailureScope.Credential,
        FailureKind.Unsupported => FailureScope.Connection,
        FailureKind.RateLimited => RateScope(answer.Header("RateLimit-Reason") ?? ""),
        FailureKind.Ambiguous or FailureKind.NotSent when answer.Status is 502 or 503 or 504 => FailureScope.Connection,
        _ => FailureScope.Ticket,
    };

    private static FailureScope RateScope(string reason) => reason switch
    {
        "jira-per-issue-on-write" => FailureScope.Ticket,
        "jira-burst-based" => FailureScope.Endpoint,
        _ => FailureScope.Connection,
    };

    /// <summary>Only <c>errors</c> names fields; both texts are in the language of the account and fit for people alone.</summary>
    private static (string? Field, string? Said) Said(JsonElement? body)
    {
        if (body is not { } root)
            return (null, null);
        string? field = null;
        List<string> said = [];
        if (root.Member("errors") is { ValueKind: JsonValueKind.Object } errors)
        {
            foreach (var error in errors.EnumerateObject())
            {
                field ??= error.Name;
                said.Add($"{error.Name}: {(error.Value.ValueKind == JsonValueKind.String ? error.Value.GetString() : error.Value.GetRawText())}");
            }
        }

        said.AddRange(root.Items("errorMessages").Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!));
        if (root.Text("errorMessage") is { } single)
            said.Add(single);
        var text = string.Join(" ", said);
        return (field, text.Length == 0 ? null : text.Length <= 500 ? text : text[..500] + "…");
    }
}
