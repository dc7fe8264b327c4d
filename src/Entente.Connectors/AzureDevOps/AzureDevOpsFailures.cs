using System.Globalization;
using Entente.Connectors.Http;
using Entente.Core.Tickets;

namespace Entente.Connectors.AzureDevOps;

/// <summary>Status, headers and body of an answer that is no success, as a failure (RELIABILITY 2.2). Pure.</summary>
internal static class AzureDevOpsFailures
{
    private const string CheckToken =
        "Azure DevOps does not accept the access token: it has ended, was withdrawn, or lacks the scope for work items (read and write).";

    /// <param name="now">Our clock, for a Retry-After date where the answer tells no time of its own.</param>
    public static ConnectorException From(HttpAnswer answer, DateTimeOffset now)
    {
        var error = AzureDevOpsError.Read(answer);
        var (kind, code, scope) = Classify(answer, error);
        return new ConnectorException(kind, code, Text(kind, code, answer, error))
        {
            Scope = scope,
            RetryAfter = answer.Wait(now) ?? (kind == FailureKind.RateLimited ? Reset(answer, now) : null),
            Field = kind is FailureKind.Refused or FailureKind.TooLarge ? error.Field : null,
            Status = answer.Status,
        };
    }

    /// <summary>
    /// True when the answer is a sign-in page: what an ended token gets is 203 with HTML. A 200 with HTML proves nothing about a write, which may
    /// have been done behind it; only a read takes it for that page.
    /// </summary>
    public static bool IsSignIn(HttpAnswer answer) =>
        answer.Status == 203
        || (answer.Status == 200 && answer.Effect == CallEffect.None && answer.Header("Content-Type") is { } type
            && type.StartsWith("text/html", StringComparison.OrdinalIgnoreCase));

    /// <summary>The failure of a call that was led to the sign-in page: nothing else of this API redirects.</summary>
    public static ConnectorException SignIn(int? status) =>
        new(FailureKind.Unauthorized, AzureDevOpsCodes.Unauthorized, CheckToken) { Scope = FailureScope.Credential, Status = status };

    private static (FailureKind Kind, string Code, FailureScope Scope) Classify(HttpAnswer answer, AzureDevOpsError error) => answer.Status switch
    {
        203 or 401 => (FailureKind.Unauthorized, AzureDevOpsCodes.Unauthorized, FailureScope.Credential),
        _ when error.Code == "TF400733" || answer.Status == 429 => (FailureKind.RateLimited, AzureDevOpsCodes.RateLimited, FailureScope.Connection),
        _ when error.Code == "TF400813" => (FailureKind.Unauthorized, AzureDevOpsCodes.Unauthorized, FailureScope.Credential),
        _ when IsRevisionLimit(error) => (FailureKind.Final, AzureDevOpsCodes.RevisionLimit, FailureScope.Ticket),
        _ when IsConflict(answer, error) => (FailureKind.Conflict, AzureDevOpsCodes.Conflict, FailureScope.Ticket),
        403 => (FailureKind.Forbidden, AzureDevOpsCodes.Forbidden, FailureScope.Ticket),
        404 => NotFound(answer, error),
        408 or 409 => (Open(answer), AzureDevOpsCodes.Unavailable, FailureScope.Ticket),
        410 => (FailureKind.Unsupported, AzureDevOpsCodes.NoEndpoint, FailureScope.Connection),
        413 => (FailureKind.TooLarge, AzureDevOpsCodes.TooLarge, FailureScope.Ticket),
        >= 400 and < 500 => Refused(error),
        502 or 503 or 504 => (Open(answer), AzureDevOpsCodes.Unavailable, FailureScope.Connection),
        _ => (Open(answer), AzureDevOpsCodes.Unavailable, FailureScope.Ticket),
    };

    // 412 answers our own test of the revision; 409 with a mismatch is the same race met a moment later. In both nothing was applied.
    private static bool IsConflict(HttpAnswer answer, AzureDevOpsError error) =>
        answer.Status == 412 || error.Code == "VS403351"
        || (answer.Status == 409 && (error.Code == "TF26071" || error.IsType("RevisionMismatch")));

    private static bool IsRevisionLimit(AzureDevOpsError error) =>
        error.IsType("RevisionLimit") || error.IsType("RevisionsLimit")
        || (error.Says("revision") && (error.Says("10000") || error.Says("10,000")));

    private static (FailureKind, string, FailureScope) NotFound(HttpAnswer answer, AzureDevOpsError error)
    {
        if (error.Code == "TF200016" || error.IsType("ProjectDoesNotExist"))
            return (FailureKind.Refused, AzureDevOpsCodes.NoProject, FailureScope.Project);
        if (error.IsOwn)
            return (FailureKind.NotFound, AzureDevOpsCodes.NotFound, FailureScope.Ticket);
        // An unknown route is plain text. HTML comes from something before Azure DevOps and must not pass for a deleted work item.
        return answer.PlainText().Length > 0
            ? (FailureKind.Unsupported, AzureDevOpsCodes.NoEndpoint, FailureScope.Connection)
            : (Open(answer), AzureDevOpsCodes.Unavailable, FailureScope.Connection);
    }

    private static (FailureKind, string, FailureScope) Refused(AzureDevOpsError error) => error switch
    {
        _ when error.IsType("VersionOutOfRange") || error.IsType("InvalidPreviewVersion") =>
            (FailureKind.Unsupported, AzureDevOpsCodes.Version, FailureScope.Connection),
        _ when error.Code == "TF237082" || error.IsType("AttachmentExceeds") || error.IsType("AttachmentSize") =>
            (FailureKind.TooLarge, AzureDevOpsCodes.TooLarge, FailureScope.Ticket),
        _ when error.IsType("RelationAlreadyExists") || error.IsType("DuplicateLink") || (error.Says("relation") && error.Says("already exists")) =>
            (FailureKind.Refused, AzureDevOpsCodes.RelationExists, FailureScope.Ticket),
        _ when error.Code == "TF401347" || error.IsType("InvalidTreeName") => (FailureKind.Refused, AzureDevOpsCodes.NoPath, FailureScope.Ticket),
        _ when error.Code == "TF401320" || error.IsType("RuleValidation") => (FailureKind.Refused, AzureDevOpsCodes.Rule, FailureScope.Ticket),
        _ => (FailureKind.Refused, AzureDevOpsCodes.Refused, FailureScope.Ticket),
    };

    // Neither yes nor no. A read that failed changed nothing, so there it is as if it had never been sent.
    private static FailureKind Open(HttpAnswer answer) => answer.Effect == CallEffect.Ticket ? FailureKind.Ambiguous : FailureKind.NotSent;

    /// <summary>When the budget is full again, in Unix seconds by their clock; stands in for a missing Retry-After.</summary>
    private static TimeSpan? Reset(HttpAnswer answer, DateTimeOffset now)
    {
        if (!long.TryParse(answer.Header("X-RateLimit-Reset"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds())
        {
            return null;
        }

        var wait = DateTimeOffset.FromUnixTimeSeconds(seconds) - (answer.Date ?? now);
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait > RetryAfter.Longest ? RetryAfter.Longest : wait;
    }

    private static string Text(FailureKind kind, string code, HttpAnswer answer, AzureDevOpsError error) => kind switch
    {
        FailureKind.Unauthorized => CheckToken,
        FailureKind.Forbidden => error.Or("The hub's account may not do this in Azure DevOps."),
        FailureKind.NotFound => error.Or("Azure DevOps shows nothing there: it is deleted, or the hub's account may not see it."),
        FailureKind.Conflict => "Someone changed the work item meanwhile.",
        FailureKind.Final => "The work item has its 10,000 revisions: Azure DevOps takes no more changes through its API.",
        FailureKind.RateLimited => "Azure DevOps asks for fewer calls for now.",
        FailureKind.TooLarge => error.Or("Larger than this Azure DevOps takes."),
        FailureKind.Unsupported when code == AzureDevOpsCodes.Version => error.Or("This Azure DevOps does not speak API version 7.1."),
        FailureKind.Unsupported => "There is no Azure DevOps at this address. Check the endpoint.",
        FailureKind.Refused => error.Or("Azure DevOps refused the values."),
        _ => $"Azure DevOps did not answer properly (status {answer.Status}).",
    };
}
