using System.Globalization;
using System.Text.Json;
using Entente.Connectors.Http;
using Entente.Core.Tickets;

namespace Entente.Connectors.ServiceNow;

/// <summary>
/// Status, headers and body of a ServiceNow answer that is no success, as a failure (RELIABILITY 2.2). Pure. A 403 is an access rule, a business rule
/// or a data policy: the last two judge the values, so the same bytes are refused again.
/// </summary>
internal static class ServiceNowFailures
{
    private const int MaxSaid = 400;

    /// <param name="now">Our clock, where the answer tells no time of its own.</param>
    public static ConnectorException From(HttpAnswer answer, DateTimeOffset now)
    {
        var said = Said(answer.JsonOrNull());
        var (kind, code, text) = Judge(answer, said);
        return new ConnectorException(kind, code, text)
        {
            Scope = Scope(answer, kind),
            RetryAfter = kind == FailureKind.RateLimited ? answer.Wait(now) ?? UntilReset(answer, now) : answer.Wait(now),
            Status = answer.Status,
        };
    }

    /// <summary>A page where JSON should be, with status 200: a sleeping developer instance, or a sign-in page.</summary>
    public static bool IsAsleep(HttpAnswer answer) =>
        answer.IsSuccess && answer.Header("Content-Type") is { } type && type.Contains("html", StringComparison.OrdinalIgnoreCase);

    /// <summary>ServiceNow's own 404; another one comes from a proxy and must not pass for a deleted record.</summary>
    public static bool IsNoRecord(HttpAnswer answer) => answer.JsonOrNull()?.Member("error") is not null;

    private static (FailureKind Kind, string Code, string Text) Judge(HttpAnswer answer, string said) => answer.Status switch
    {
        _ when IsAsleep(answer) => (Open(answer), "servicenow.asleep", "ServiceNow answers with a web page: the instance sleeps or asks to sign in."),
        401 => (FailureKind.Unauthorized, "servicenow.unauthorized", "ServiceNow does not accept the user name and password."),
        400 when Says(said, "Invalid table") => (FailureKind.Unsupported, "servicenow.no-table", $"There is no such table{Because(said)}"),
        403 when Says(said, "Data Policy") => (FailureKind.Refused, "servicenow.data-policy", $"A data policy refuses the values{Because(said)}"),
        403 when Says(said, "aborted by Business Rule") || Says(said, "Business Rule Stack") =>
            (FailureKind.Refused, "servicenow.business-rule", $"A business rule refuses the write{Because(said)}"),
        403 => (FailureKind.Forbidden, "servicenow.forbidden", $"The hub's account may not do this in ServiceNow{Because(said)}"),
        404 when IsNoRecord(answer) =>
            (FailureKind.NotFound, "servicenow.not-found", $"ServiceNow shows no such record: deleted, or hidden from the account{Because(said)}"),
        413 => (FailureKind.TooLarge, "servicenow.too-large", $"Larger than ServiceNow takes{Because(said)}"),
        429 => (FailureKind.RateLimited, "servicenow.rate-limited", $"ServiceNow asks for fewer calls for now{Because(said)}"),
        410 => (FailureKind.Unsupported, "servicenow.gone", "ServiceNow no longer offers this interface (410)."),
        >= 400 and < 500 and not (404 or 408 or 409) =>
            (FailureKind.Refused, "servicenow.bad-request", $"ServiceNow refused the request (status {answer.Status}){Because(said)}"),
        _ => (Open(answer), "servicenow.unavailable", $"ServiceNow did not answer properly (status {answer.Status}){Because(said)}"),
    };

    // Neither yes nor no. A read that failed changed nothing, so there it is as if it had never been sent.
    private static FailureKind Open(HttpAnswer answer) => answer.Effect == CallEffect.Ticket ? FailureKind.Ambiguous : FailureKind.NotSent;

    private static FailureScope Scope(HttpAnswer answer, FailureKind kind) => kind switch
    {
        FailureKind.Unauthorized => FailureScope.Credential,
        // A rule counts the calls of a user, of a role or of all, whatever record they are for.
        FailureKind.RateLimited or FailureKind.Unsupported => FailureScope.Connection,
        FailureKind.Ambiguous or FailureKind.NotSent when answer.Status is 200 or 502 or 503 or 504 => FailureScope.Connection,
        _ => FailureScope.Ticket,
    };

    /// <summary><c>X-RateLimit-Reset</c> is an instant, in seconds since 1970, by the instance's clock.</summary>
    private static TimeSpan? UntilReset(HttpAnswer answer, DateTimeOffset now)
    {
        if (answer.Number("X-RateLimit-Reset") is not { } reset || reset is < 0 or > 253_402_300_799)
            return null;
        var wait = DateTimeOffset.FromUnixTimeSeconds(reset) - (answer.Date ?? now);
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private static bool Says(string said, string words) => said.Contains(words, StringComparison.OrdinalIgnoreCase);

    private static string Because(string said) => said.Length == 0 ? "." : string.Create(CultureInfo.InvariantCulture, $": {said}");

    private static string Said(JsonElement? body)
    {
        if (body?.Member("error") is not { } error)
            return "";
        var text = error.ValueKind == JsonValueKind.String
            ? error.GetString()!
            : string.Join(". ", new[] { error.Text("message"), error.Text("detail") }.Where(part => !string.IsNullOrWhiteSpace(part)));
        return text.Length <= MaxSaid ? text : text[..MaxSaid] + "…";
    }
}
