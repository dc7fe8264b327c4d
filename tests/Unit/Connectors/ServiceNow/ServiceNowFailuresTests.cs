using System.Text;
using Entente.Connectors.Http;
using Entente.Connectors.ServiceNow;
using Entente.Core.Tickets;
using static Entente.Unit.Tests.Connectors.ServiceNow.ScriptedServiceNow;

namespace Entente.Unit.Tests.Connectors.ServiceNow;

public sealed class ServiceNowFailuresTests
{
    private const string RuleAbort =
        "Operation against file 'incident' was aborted by Business Rule 'DL - Enforce security on closed incidents^1234'. Business Rule Stack:x";

    [Theory]
    [InlineData(401, "User Not Authenticated", FailureKind.Unauthorized, "servicenow.unauthorized", FailureScope.Credential)]
    [InlineData(403, RuleAbort, FailureKind.Refused, "servicenow.business-rule", FailureScope.Ticket)]
    [InlineData(403, "Data Policy Exception: mandatory: Resolution code", FailureKind.Refused, "servicenow.data-policy", FailureScope.Ticket)]
    [InlineData(403, "ACL Exception", FailureKind.Forbidden, "servicenow.forbidden", FailureScope.Ticket)]
    [InlineData(400, "Invalid table incidnet", FailureKind.Unsupported, "servicenow.no-table", FailureScope.Connection)]
    [InlineData(400, "Exception while reading request", FailureKind.Refused, "servicenow.bad-request", FailureScope.Ticket)]
    [InlineData(404, "Record doesn't exist", FailureKind.NotFound, "servicenow.not-found", FailureScope.Ticket)]
    [InlineData(413, "x", FailureKind.TooLarge, "servicenow.too-large", FailureScope.Ticket)]
    [InlineData(409, "x", FailureKind.Ambiguous, "servicenow.unavailable", FailureScope.Ticket)]
    [InlineData(500, "Transaction cancelled: maximum execution time exceeded", FailureKind.Ambiguous, "servicenow.unavailable", FailureScope.Ticket)]
    [InlineData(503, "x", FailureKind.Ambiguous, "servicenow.unavailable", FailureScope.Connection)]
    public void A_write_s_failure_is_told_by_status_and_detail(int status, string detail, FailureKind kind, string code, FailureScope scope)
    {
        var body = $$"""{"error":{"message":"Operation Failed","detail":"{{detail}}"},"status":"failure"}""";

        var failure = ServiceNowFailures.From(Answer(status, body), Now);

        (failure.Kind, failure.Code, failure.Scope, failure.Status).ShouldBe((kind, code, scope, status));
    }

    [Fact]
    public void A_404_that_is_no_JSON_is_an_outage() =>
        ServiceNowFailures.From(Answer(404, "<html>", "text/html"), Now).Kind.ShouldBe(FailureKind.Ambiguous);

    [Fact]
    public void A_read_that_failed_changed_nothing() =>
        ServiceNowFailures.From(Answer(503, "x", "text/plain") with { Effect = CallEffect.None }, Now).Kind.ShouldBe(FailureKind.NotSent);

    [Fact]
    public async Task A_sleeping_instance_answers_with_a_page_and_is_no_ticket()
    {
        var tracker = new ScriptedServiceNow().On("GET v2/table/incident", "<html>Your instance is hibernating</html>", "text/html", 200);

        var failure = await Should.ThrowAsync<ConnectorException>(() => tracker.Connector().ReadAsync(Ticket, null, default));

        (failure.Kind, failure.Code, failure.Scope).ShouldBe((FailureKind.NotSent, "servicenow.asleep", FailureScope.Connection));
    }

    [Theory]
    [InlineData("Retry-After", "3000", 3000)]
    [InlineData("X-RateLimit-Reset", "1772445660", 60)]
    [InlineData("X-RateLimit-Reset", "1", 0)]
    public void A_rate_limit_says_when_it_ends_in_either_header(string header, string value, int seconds)
    {
        var answer = Answer(429, Recorded("docs-rate-limit.json").GetRawText()) with
        {
            Headers = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase)
            {
                ["Content-Type"] = "application/json",
                [header] = value,
            },
        };

        var failure = ServiceNowFailures.From(answer, DateTimeOffset.FromUnixTimeSeconds(1_772_445_600));

        (failure.Kind, failure.Scope, failure.RetryAfter).ShouldBe((FailureKind.RateLimited, FailureScope.Connection, TimeSpan.FromSeconds(seconds)));
        failure.Message.ShouldContain("100 requests per hour");
    }

    private static HttpAnswer Answer(int status, string body, string type = "application/json") => new(
        status,
        new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["Content-Type"] = type },
        Encoding.UTF8.GetBytes(body),
        CallEffect.Ticket);
}
