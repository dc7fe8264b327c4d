using System.Text;
using Entente.Connectors.Http;
using Entente.Connectors.Jira;
using Entente.Core.Tickets;

namespace Entente.Unit.Tests.Connectors.Jira;

public sealed class JiraFailuresTests
{
    [Theory]
    [InlineData(400, FailureKind.Refused, "jira.refused")]
    [InlineData(401, FailureKind.Unauthorized, "jira.unauthorized")]
    [InlineData(403, FailureKind.Forbidden, "jira.forbidden")]
    [InlineData(404, FailureKind.NotFound, "jira.not-found")]
    [InlineData(408, FailureKind.Ambiguous, "jira.unavailable")]
    [InlineData(409, FailureKind.Ambiguous, "jira.conflict")]
    [InlineData(410, FailureKind.Unsupported, "jira.gone")]
    [InlineData(413, FailureKind.TooLarge, "jira.too-large")]
    [InlineData(415, FailureKind.Refused, "jira.refused")]
    [InlineData(422, FailureKind.Refused, "jira.refused")]
    [InlineData(429, FailureKind.RateLimited, "jira.rate-limited")]
    [InlineData(500, FailureKind.Ambiguous, "jira.unavailable")]
    [InlineData(503, FailureKind.Ambiguous, "jira.unavailable")]
    public void A_writes_status_says_whether_it_was_done(int status, FailureKind kind, string code)
    {
        var failure = From(status, "{}");

        failure.Kind.ShouldBe(kind);
        failure.Code.ShouldBe(code);
        failure.Status.ShouldBe(status);
        failure.Message.ShouldNotBeNullOrWhiteSpace();
    }

    [Theory]
    [InlineData(409)]
    [InlineData(500)]
    [InlineData(503)]
    public void A_read_that_failed_left_nothing_open(int status) => From(status, "{}", CallEffect.None).Kind.ShouldBe(FailureKind.NotSent);

    [Fact]
    public void The_field_is_the_one_that_errors_names()
    {
        var failure = From(400, """{"errorMessages":["Bad."],"errors":{"summary":"Summary can't exceed 255 characters."}}""");

        failure.Field.ShouldBe("summary");
        failure.Message.ShouldContain("Summary can't exceed 255 characters.");
        failure.Message.ShouldContain("Bad.");
    }

    [Theory]
    [InlineData("jira-per-issue-on-write", FailureScope.Ticket)]
    [InlineData("jira-burst-based", FailureScope.Endpoint)]
    [InlineData("jira-quota-global-based", FailureScope.Connection)]
    [InlineData(null, FailureScope.Connection)]
    public void Too_many_calls_close_what_the_reason_names(string? reason, FailureScope scope)
    {
        var failure = From(429, "{}", CallEffect.Ticket, reason is null ? [] : [("RateLimit-Reason", reason)]);

        failure.Scope.ShouldBe(scope);
        failure.RetryAfter.ShouldBeNull();
    }

    [Fact]
    public void A_wait_is_read_in_both_forms_by_the_trackers_clock()
    {
        From(429, "{}", CallEffect.None, ("Retry-After", "17")).RetryAfter.ShouldBe(TimeSpan.FromSeconds(17));
        From(503, "{}", CallEffect.None, ("Retry-After", "Mon, 02 Mar 2026 09:00:30 GMT"), ("Date", "Mon, 02 Mar 2026 09:00:00 GMT"))
            .RetryAfter.ShouldBe(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void A_404_that_is_not_Jiras_own_is_no_missing_issue()
    {
        var page = "<html>Your Atlassian Cloud site is currently unavailable"u8.ToArray();
        var answer = new HttpAnswer(404, Headers(("Content-Type", "text/html")), page, CallEffect.None);

        JiraFailures.From(answer, ScriptedJira.Now).Kind.ShouldBe(FailureKind.NotSent);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(400)]
    [InlineData(403)]
    public void What_an_anonymous_caller_gets_is_a_bad_credential(int status)
    {
        var failure = From(status, "{}", CallEffect.None, ("X-Seraph-LoginReason", "AUTHENTICATED_FAILED"));

        failure.Kind.ShouldBe(FailureKind.Unauthorized);
        failure.Scope.ShouldBe(FailureScope.Credential);
    }

    [Fact]
    public void A_captcha_is_a_bad_credential() =>
        From(403, "{}", CallEffect.None, ("X-Authentication-Denied-Reason", "CAPTCHA_CHALLENGE; login-url=https://x")).Kind
            .ShouldBe(FailureKind.Unauthorized);

    private static ConnectorException From(
        int status, string body, CallEffect effect = CallEffect.Ticket, params (string, string)[] headers) => JiraFailures.From(
        new HttpAnswer(status, Headers([("Content-Type", "application/json;charset=UTF-8"), .. headers]), Encoding.UTF8.GetBytes(body), effect),
        ScriptedJira.Now);

    private static SortedDictionary<string, string> Headers(params (string Name, string Value)[] headers) =>
        new(headers.ToDictionary(header => header.Name, header => header.Value), StringComparer.OrdinalIgnoreCase);
}
