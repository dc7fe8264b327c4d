using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

using Entente.Sandbox.Host;
using Entente.Sandbox.Zendesk;

namespace Entente.Unit.Tests.Sandbox.Host;

/// <summary>The sandbox under Kestrel, over real sockets on loopback.</summary>
public sealed class SandboxHostTests : IAsyncLifetime
{
    private SandboxHost host = null!;

    private HttpClient tracker = null!;

    private HttpClient control = null!;

    public async ValueTask InitializeAsync()
    {
        host = await SandboxHost.StartAsync(new SandboxOptions { Port = 0 }, TestContext.Current.CancellationToken);
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        tracker = new HttpClient(handler) { BaseAddress = host.AddressOf("zendesk"), Timeout = TimeSpan.FromSeconds(20) };
        var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{ZendeskSeed.IntegrationEmail}/token:{ZendeskSeed.ApiToken}"));
        tracker.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", credentials);
        control = new HttpClient { BaseAddress = host.ControlAddress };
    }

    public async ValueTask DisposeAsync()
    {
        tracker.Dispose();
        control.Dispose();
        await host.DisposeAsync();
    }

    [Fact]
    public async Task Tells_its_state()
    {
        var state = await control.GetFromJsonAsync<JsonObject>("control/state");
        state!["products"]![0]!["product"]!.GetValue<string>().ShouldBe("zendesk");
        state["products"]![0]!["address"]!.GetValue<string>().ShouldBe(host.AddressOf("zendesk").AbsoluteUri);
    }

    [Theory]
    [InlineData("errorBeforeApply", 500, 0)]
    [InlineData("errorAfterApply", 503, 1)]
    [InlineData("rateLimit", 429, 0)]
    [InlineData("htmlLogin", 200, 0)]
    [InlineData("truncateBody", 201, 1)]
    [InlineData("emptyBody", 201, 1)]
    [InlineData("applyTwice", 201, 2)]
    public async Task Spoils_an_answer_and_applies_or_not(string kind, int status, int tickets)
    {
        await Fault(new JsonObject { ["method"] = "POST", ["path"] = "/tickets", ["kind"] = kind });
        using var response = await Create();
        ((int)response.StatusCode).ShouldBe(status);
        (await Tickets()).ShouldBe(tickets);
        (await control.GetFromJsonAsync<JsonObject>("control/zendesk/faults"))!["faults"]![0]!["fired"]!.GetValue<int>().ShouldBe(1);
    }

    [Theory]
    [InlineData("timeoutAfterApply", 1)]
    [InlineData("timeoutBeforeApply", 0)]
    [InlineData("refuseConnection", 0)]
    [InlineData("applyLate", 1)]
    public async Task Cuts_the_connection_and_applies_or_not(string kind, int tickets)
    {
        await Fault(new JsonObject { ["method"] = "POST", ["kind"] = kind, ["delayMs"] = 30 });
        await Should.ThrowAsync<HttpRequestException>(Create);
        (await Tickets()).ShouldBe(tickets);
    }

    [Fact]
    public async Task Lets_requests_through_before_and_after_a_fault()
    {
        await Fault(new JsonObject { ["method"] = "POST", ["kind"] = "errorBeforeApply", ["after"] = 1, ["count"] = 1 });
        var statuses = new List<HttpStatusCode>();
        for (var n = 0; n < 3; n++)
        {
            using var response = await Create();
            statuses.Add(response.StatusCode);
        }
        statuses.ShouldBe([HttpStatusCode.Created, HttpStatusCode.InternalServerError, HttpStatusCode.Created]);
    }

    [Theory]
    [InlineData("17", "17")]
    [InlineData("-3", "-3")]
    [InlineData("missing", null)]
    public async Task Sends_the_retry_after_that_was_asked_for(string form, string? expected)
    {
        await Fault(new JsonObject { ["kind"] = "rateLimit", ["retryAfter"] = form });
        using var response = await Create();
        (response.Headers.TryGetValues("Retry-After", out var values) ? values.Single() : null).ShouldBe(expected);
    }

    [Fact]
    public async Task Sends_retry_after_as_a_date_of_its_own_clock()
    {
        await control.PostAsJsonAsync("control/clock", new { advanceSeconds = 86_400 });
        await Fault(new JsonObject { ["kind"] = "rateLimit", ["retryAfter"] = "date:30" });
        using var response = await Create();
        response.Headers.RetryAfter!.Date!.Value.ShouldBeGreaterThan(TimeProvider.System.GetUtcNow().AddHours(23));
    }

    [Fact]
    public async Task Logs_requests_without_secrets()
    {
        using var response = await Create();
        var log = await control.GetStringAsync("control/zendesk/requests?since=0");
        var first = JsonNode.Parse(log)!["requests"]![0]!;
        first["method"]!.GetValue<string>().ShouldBe("POST");
        first["status"]!.GetValue<int>().ShouldBe(201);
        first["caller"]!.GetValue<string>().ShouldBe($"{ZendeskSeed.IntegrationEmail}/token");
        log.ShouldNotContain(ZendeskSeed.ApiToken);
    }

    [Theory]
    [InlineData("control/zendesk/faults", "{\"kind\":\"nonsense\"}")]
    [InlineData("control/zendesk/faults", "{\"kind\":\"latency\",\"path\":\"(\"}")]
    [InlineData("control/zendesk/faults", "[")]
    [InlineData("control/zendesk/settings", "{\"unheardOf\":1}")]
    [InlineData("control/zendesk/settings", "{\"indexLagSeconds\":-1}")]
    [InlineData("control/zendesk/webhooks", "{\"mode\":\"sideways\"}")]
    [InlineData("control/clock", "{\"advanceSeconds\":-5}")]
    public async Task Refuses_what_it_does_not_understand(string path, string body)
    {
        using var response = await control.PostAsync(path, new StringContent(body));
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync()).ShouldContain("error");
    }

    [Fact]
    public async Task Answers_only_to_loopback_names_and_its_own_pages()
    {
        using var foreignHost = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { Host = "evil.example" } };
        using var rebound = await tracker.SendAsync(foreignHost);
        rebound.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var foreignForm = new HttpRequestMessage(HttpMethod.Post, "/people") { Content = new StringContent("verb=Raise&text=x") };
        foreignForm.Headers.Add("Origin", "https://evil.example");
        using var forged = await tracker.SendAsync(foreignForm);
        forged.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_person_raises_a_ticket_replies_and_reads_it()
    {
        var agent = Uri.EscapeDataString(ZendeskSeed.AgentEmail);
        using var raised = await Post($"verb=Raise&actor={agent}&title=Checkout+%3Cb%3E&text=It+fails+%3Cscript%3Ealert(1)%3C%2Fscript%3E");
        raised.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        raised.Headers.Location!.OriginalString.ShouldStartWith("/agent/tickets/1?");
        using var noted = await Post($"verb=Note&key=1&actor={agent}&text=only+us");
        var page = await tracker.GetStringAsync("/agent/tickets/1");
        page.ShouldContain("Checkout &lt;b&gt;");
        page.ShouldNotContain("<script>");
        page.ShouldContain("internal note");
        (await tracker.GetStringAsync("/")).ShouldContain("/agent/tickets/1");
    }

    [Fact]
    public async Task A_person_sets_a_tag_and_reads_why_an_act_was_refused()
    {
        var agent = Uri.EscapeDataString(ZendeskSeed.AgentEmail);
        using (await Create())
        using (await Post($"verb=ChangeField&key=1&actor={agent}&field=Tags&text=share+%3Cb%3E"))
            (await tracker.GetStringAsync("/agent/tickets/1")).ShouldContain("name=\"text\" value=\"b share\"");
        using (await Post($"verb=ChangeField&key=1&actor={agent}&field=Tags&text="))
            (await tracker.GetStringAsync("/agent/tickets/1")).ShouldContain("name=\"text\" value=\"\"");
        using var refused = await Post($"verb=ChangePriority&key=1&actor={agent}&text=asap");
        var page = await tracker.GetStringAsync(refused.Headers.Location);
        page.ShouldContain("<strong>Refused:</strong> Priority: asap");
    }

    [Fact]
    public async Task Resets_to_the_seeded_world()
    {
        using (await Create())
            await control.PostAsync("control/reset", null);
        (await Tickets()).ShouldBe(0);
    }

    private Task<HttpResponseMessage> Create() =>
        tracker.PostAsJsonAsync("api/v2/tickets.json", new { ticket = new { subject = "S", comment = new { body = "text" } } });

    private Task<HttpResponseMessage> Post(string form) =>
        tracker.PostAsync("/people", new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded"));

    private async Task Fault(JsonObject fault)
    {
        using var response = await control.PostAsJsonAsync("control/zendesk/faults", fault);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<int> Tickets() => (await control.GetFromJsonAsync<JsonObject>("control/state"))!["products"]![0]!["tickets"]!.GetValue<int>();
}
