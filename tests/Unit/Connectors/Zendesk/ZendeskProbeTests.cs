using Entente.Core.Tickets;

namespace Entente.Unit.Tests.Connectors.Zendesk;

public sealed class ZendeskProbeTests
{
    private const string ListCall = $"GET /api/v2/tickets?external_id={ZendeskBench.Effect}";
    private const string AuditsCall = "GET /api/v2/tickets/35/audits?sort=-created_at&page%5Bsize%5D=100";

    private static readonly EffectCall Create =
        new(ZendeskBench.Effect, new WriteStep(WriteKind.Create) { Fields = ZendeskBench.Fields(("subject", ZendeskBench.Text("s"))) }, null);

    private static readonly EffectCall PlusOne =
        ZendeskBench.Update(new WriteStep(WriteKind.AddComment) { Comment = ZendeskBench.Comment("+1") });

    private readonly ZendeskBench bench = new();

    [Theory]
    [InlineData("hit")]
    [InlineData("miss")]
    public async Task Repeats_a_create_with_the_same_key_and_bytes(string lookup)
    {
        const string Made = $$"""{"ticket":{"id":41,"external_id":"{{ZendeskBench.Effect}}"},"audit":{"events":[]} }""";
        bench.Tracker.On("POST /api/v2/tickets", 201, Made, ("x-idempotency-lookup", lookup));
        var call = await bench.Connector.PrepareAsync(Create, default);
        var outcome = await bench.Connector.ProbeAsync(Create, call, ZendeskBench.Now.AddMinutes(-109), default);
        outcome.Verdict.ShouldBe(ProbeVerdict.Found);
        outcome.Result!.NativeId.ShouldBe("41");
        outcome.Rung.ShouldBe($"idempotency key {lookup}");
        bench.Tracker.Seen[0].Body.ShouldBe(call.Body);
        bench.Tracker.Seen[0].Headers["Idempotency-Key"].ShouldBe(ZendeskBench.Effect);
    }

    [Fact]
    public async Task Repeats_no_create_when_the_key_may_be_forgotten()
    {
        bench.Tracker.On(ListCall, 200, """{"tickets":[]}""");
        var outcome = await Probe(Create, ZendeskBench.Now.AddMinutes(-111));
        outcome.Verdict.ShouldBe(ProbeVerdict.Unknown);
    }

    [Fact]
    public async Task Keeps_the_oldest_of_two_carriers_and_checks_the_lists_scope()
    {
        bench.Tracker.On(ListCall, 200, $$"""
            {"tickets":[
              {"id":43,"external_id":"{{ZendeskBench.Effect}}","created_at":"2026-03-01T06:00:02Z"},
              {"id":40,"external_id":"another","created_at":"2026-03-01T05:00:00Z"},
              {"id":42,"external_id":"{{ZendeskBench.Effect}}","created_at":"2026-03-01T06:00:01Z"}]}
            """);
        var outcome = await Probe(Create, ZendeskBench.Now.AddHours(-3));
        (outcome.Verdict, outcome.Result!.NativeId).ShouldBe((ProbeVerdict.Found, "42"));
    }

    [Theory]
    [InlineData(409, "busy", "text/plain")]
    [InlineData(502, "<html>", "text/html")]
    [InlineData(400, """{"error":"IdempotentRequestError"}""", "application/json")]
    public async Task Goes_on_to_the_list_when_the_repeated_key_does_not_answer(int status, string body, string contentType)
    {
        bench.Tracker
            .On("POST /api/v2/tickets", () => Http.ScriptedTracker.Answer(status, contentType, System.Text.Encoding.UTF8.GetBytes(body)))
            .On(ListCall, 200, $$"""{"tickets":[{"id":42,"external_id":"{{ZendeskBench.Effect}}"}]}""");
        (await Probe(Create, ZendeskBench.Now)).Result!.NativeId.ShouldBe("42");
    }

    [Fact]
    public async Task A_repeated_create_that_is_judged_anew_and_refused_had_made_nothing()
    {
        bench.Tracker.On("POST /api/v2/tickets", 422, ZendeskBench.Recorded("refused-blank-description.json"))
            .On(ListCall, 200, """{"tickets":[]}""");
        (await Probe(Create, ZendeskBench.Now)).Verdict.ShouldBe(ProbeVerdict.Absent);
    }

    [Fact]
    public async Task A_repeated_create_that_is_refused_before_its_key_is_looked_at_had_made_what_the_list_shows()
    {
        bench.Tracker.On("POST /api/v2/tickets", 400, "{}")
            .On(ListCall, 200, $$"""{"tickets":[{"id":42,"external_id":"{{ZendeskBench.Effect}}"}]}""");
        (await Probe(Create, ZendeskBench.Now)).Result!.NativeId.ShouldBe("42");
    }

    [Fact]
    public async Task A_wait_that_the_tracker_asks_for_is_passed_on()
    {
        bench.Tracker.On("POST /api/v2/tickets", 429, "{}", ("Retry-After", "30"));
        (await Should.ThrowAsync<ConnectorException>(() => Probe(Create, ZendeskBench.Now))).RetryAfter.ShouldBe(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Finds_a_comment_by_the_marker_in_its_audit()
    {
        bench.Tracker.On(AuditsCall, 200, $$"""
            {"audits":[
              {"id":103,"created_at":"2026-03-01T09:00:00Z","metadata":{"custom":{"entente":"other"} },"events":[{"id":90,"type":"Comment"}]},
              {"id":102,"created_at":"2026-03-01T08:59:58Z","metadata":{"custom":{"entente":"{{ZendeskBench.Effect}}"} },
               "events":[{"id":89,"type":"Comment"}]}]}
            """);
        var outcome = await Probe(PlusOne, ZendeskBench.Now);
        (outcome.Verdict, outcome.Result!.NativeId, outcome.Result.ItemId).ShouldBe((ProbeVerdict.Found, "35", "89"));
    }

    [Fact]
    public async Task A_comment_without_an_audit_since_it_was_sent_is_absent()
    {
        const string Page = """
            {"audits":[{"id":103,"created_at":"2026-03-01T09:00:00Z","events":[]},{"id":1,"created_at":"2026-01-01T00:00:00Z","events":[]}],
             "meta":{"has_more":true,"after_cursor":"x"}}
            """;
        bench.Tracker.On(AuditsCall, 200, Page);
        (await Probe(PlusOne, ZendeskBench.Now)).Verdict.ShouldBe(ProbeVerdict.Absent);
    }

    [Theory]
    [InlineData("pending", ProbeVerdict.Found)]
    [InlineData("open", ProbeVerdict.Absent)]
    public async Task An_update_that_left_no_audit_is_judged_by_what_the_ticket_holds(string status, ProbeVerdict verdict)
    {
        bench.Tracker.On(AuditsCall, 200, """{"audits":[]}""")
            .On("GET /api/v2/tickets/35?include=users", 200, $$"""{"ticket":{"id":35,"status":"{{status}}"} }""");
        var step = new WriteStep(WriteKind.Update) { Fields = ZendeskBench.Fields(("status", ZendeskBench.Text("pending"))) };
        (await Probe(ZendeskBench.Update(step), ZendeskBench.Now)).Verdict.ShouldBe(verdict);
    }

    private async Task<ProbeOutcome> Probe(EffectCall effect, DateTimeOffset sentAt) =>
        await bench.Connector.ProbeAsync(effect, await bench.Connector.PrepareAsync(effect, default), sentAt, default);
}
