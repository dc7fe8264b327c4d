using Entente.Connectors.Http;
using Entente.Connectors.Zendesk;
using Entente.Core.Tickets;

namespace Entente.Unit.Tests.Connectors.Zendesk;

public sealed class ZendeskFailuresTests
{
    private const string Closed =
        """{"error":"RecordInvalid","description":"Record validation errors","details":{"status":[{"description":"Status: closed prevents ticket update"}]}}""";

    private const string NoAssignee =
        """{"error":"RecordInvalid","description":"Record validation errors","details":{"base":[{"description":"Assignee: is required when solving a ticket","error":"BlankValue"}]}}""";

    [Theory]
    [InlineData(400, """{"error":"IdempotentRequestError","description":"…"}""", FailureKind.Ambiguous, ZendeskCodes.KeyReused)]
    [InlineData(400, """{"error":{"title":"Invalid attribute","message":"You passed an invalid value"}}""", FailureKind.Refused, ZendeskCodes.BadRequest)]
    [InlineData(401, """{"error":"Couldn't authenticate you"}""", FailureKind.Unauthorized, ZendeskCodes.Unauthorized)]
    [InlineData(403, """{"error":{"title":"Forbidden","message":"You do not have access"}}""", FailureKind.Forbidden, ZendeskCodes.Forbidden)]
    [InlineData(404, """{"error":"RecordNotFound","description":"Not found"}""", FailureKind.NotFound, ZendeskCodes.NotFound)]
    [InlineData(404, """{"error":"InvalidEndpoint","description":"Not found"}""", FailureKind.Unsupported, ZendeskCodes.NoEndpoint)]
    [InlineData(406, """{"error":"CommentRequired","description":"…"}""", FailureKind.Refused, ZendeskCodes.BadRequest)]
    [InlineData(408, "", FailureKind.Ambiguous, ZendeskCodes.Unavailable)]
    [InlineData(409, """{"error":"UpdateConflict","description":"Safe Update prevented the update"}""", FailureKind.Conflict, ZendeskCodes.Collision)]
    [InlineData(409, """{"error":"DatabaseConflict","description":"Try again"}""", FailureKind.Ambiguous, ZendeskCodes.Busy)]
    [InlineData(410, "", FailureKind.Unsupported, ZendeskCodes.Retired)]
    [InlineData(413, "", FailureKind.TooLarge, ZendeskCodes.TooLarge)]
    [InlineData(422, Closed, FailureKind.Final, ZendeskCodes.Closed)]
    [InlineData(422, NoAssignee, FailureKind.Refused, ZendeskCodes.NeedsAssignee)]
    [InlineData(500, "", FailureKind.Ambiguous, ZendeskCodes.Unavailable)]
    [InlineData(503, "<html>", FailureKind.Ambiguous, ZendeskCodes.Unavailable)]
    public void Says_what_a_refused_write_means(int status, string body, FailureKind kind, string code)
    {
        var failure = ZendeskFailures.From(ZendeskBench.Answer(status, body), ZendeskBench.Now);
        failure.Kind.ShouldBe(kind);
        failure.Code.ShouldBe(code);
        failure.Status.ShouldBe(status);
    }

    [Fact]
    public void Reads_a_plain_text_collision_of_requesters_as_open()
    {
        var answer = ZendeskBench.Answer(409, "Requester creation collision - please try again", CallEffect.Ticket, "text/plain");
        var failure = ZendeskFailures.From(answer, ZendeskBench.Now);
        failure.Kind.ShouldBe(FailureKind.Ambiguous);
        failure.Message.ShouldContain("Requester creation collision");
    }

    [Fact]
    public void Reads_recorded_refusals()
    {
        var blank = ZendeskFailures.From(ZendeskBench.Answer(422, ZendeskBench.Recorded("refused-blank-description.json")), ZendeskBench.Now);
        blank.Kind.ShouldBe(FailureKind.Refused);
        blank.Message.ShouldBe("Description: cannot be blank");
        ZendeskFailures.From(ZendeskBench.Answer(404, ZendeskBench.Recorded("not-found.json")), ZendeskBench.Now).Kind.ShouldBe(FailureKind.NotFound);
    }

    [Fact]
    public void Takes_a_page_where_no_help_desk_answers_for_a_wrong_endpoint()
    {
        var failure = ZendeskFailures.From(ZendeskBench.Answer(404, "<html>", CallEffect.None, "text/html"), ZendeskBench.Now);
        failure.Kind.ShouldBe(FailureKind.Unsupported);
        failure.Scope.ShouldBe(FailureScope.Connection);
    }

    [Fact]
    public void Names_the_field_as_rules_do()
    {
        const string Body = """{"error":"RecordInvalid","details":{"360011737434":[{"description":"Severity: is invalid"}]}}""";
        ZendeskFailures.From(ZendeskBench.Answer(422, Body), ZendeskBench.Now).Field.ShouldBe("fields.360011737434");
    }

    [Fact]
    public void A_failed_read_leaves_nothing_open() =>
        ZendeskFailures.From(ZendeskBench.Answer(500, "", CallEffect.None), ZendeskBench.Now).Kind.ShouldBe(FailureKind.NotSent);

    [Theory]
    [InlineData("zendesk-ratelimit-tickets-update", "total=100; remaining=0; resets=41", CallEffect.Ticket, FailureScope.Endpoint, 41)]
    [InlineData("zendesk-ratelimit-tickets-update", "total=100; remaining=7; resets=41", CallEffect.Ticket, FailureScope.Ticket, null)]
    [InlineData("ratelimit-remaining", "0", CallEffect.Ticket, FailureScope.Connection, null)]
    [InlineData("X-Rate-Limit-Remaining", "12", CallEffect.Ticket, FailureScope.Ticket, null)]
    [InlineData("X-Rate-Limit-Remaining", "12", CallEffect.None, FailureScope.Endpoint, null)]
    internal void Closes_only_the_budget_that_is_spent(string header, string value, CallEffect effect, FailureScope scope, int? seconds)
    {
        var failure = ZendeskFailures.From(ZendeskBench.Answer(429, "", effect, "text/plain", (header, value)), ZendeskBench.Now);
        failure.Kind.ShouldBe(FailureKind.RateLimited);
        failure.Scope.ShouldBe(scope);
        failure.RetryAfter.ShouldBe(seconds is { } wait ? TimeSpan.FromSeconds(wait) : null);
    }

    [Fact]
    public void Prefers_the_wait_that_retry_after_names()
    {
        var answer = ZendeskBench.Answer(429, "", CallEffect.Ticket, "text/plain", ("Retry-After", "93"), ("ratelimit-remaining", "0"), ("ratelimit-reset", "5"));
        ZendeskFailures.From(answer, ZendeskBench.Now).RetryAfter.ShouldBe(TimeSpan.FromSeconds(93));
    }
}
