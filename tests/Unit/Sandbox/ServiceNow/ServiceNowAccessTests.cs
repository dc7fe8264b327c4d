using System.Text;
using System.Text.Json.Nodes;

namespace Entente.Unit.Tests.Sandbox.ServiceNow;

/// <summary>Signing in, limits, and the shapes of errors.</summary>
public sealed class ServiceNowAccessTests
{
    private readonly ServiceNowDriver now = new();

    [Theory]
    [InlineData("entente.integration", "wrong")]
    [InlineData("nobody", "sandbox-servicenow-password")]
    [InlineData(null, null)]
    public void Answers_strangers_with_401(string? user, string? password)
    {
        now.As = user is null ? null : (user, password!);
        var refused = now.Get("/api/now/table/incident");
        refused.Status.ShouldBe(401);
        refused.Text.ShouldBe(
            """{"error":{"message":"User Not Authenticated","detail":"Required to provide Auth information"},"status":"failure"}""");
        refused.Header("WWW-Authenticate").ShouldNotBeNull();
    }

    [Fact]
    public void Signs_in_by_token_until_it_ends_and_by_key()
    {
        now.As = null;
        var token = Token("grant_type=password&username=john&password=sandbox-john-password").Json;
        (token["token_type"]!.GetValue<string>(), token["expires_in"]!.GetValue<int>()).ShouldBe(("Bearer", 1799));
        By(token["access_token"]!).ShouldBe(200);
        now.Advance(1800);
        By(token["access_token"]!).ShouldBe(401);
        var refresh = Uri.EscapeDataString(token["refresh_token"]!.GetValue<string>());
        By(Token($"grant_type=refresh_token&refresh_token={refresh}").Json["access_token"]!).ShouldBe(200);
        By(Token("grant_type=client_credentials").Json["access_token"]!).ShouldBe(200);
        Token("grant_type=password&username=john&password=x").Status.ShouldBe(401);
        now.Send("GET", "/api/now/table/incident", [], ("x-sn-apikey", "sandbox-servicenow-key")).Status.ShouldBe(200);
        now.Send("GET", "/api/now/table/incident", [], ("x-sn-apikey", "other")).Status.ShouldBe(401);
    }

    [Theory]
    [InlineData("GET", "/api/now/table/nonsense", 400, "Invalid table nonsense")]
    [InlineData("GET", "/api/now/nonsense", 400, "Requested URI does not represent any resource")]
    [InlineData("GET", "/elsewhere", 400, "Requested URI does not represent any resource")]
    [InlineData("POST", "/api/now/table/incident/0123", 405, "Method not supported")]
    [InlineData("GET", "/api/now/table/incident/0123", 404, "No Record found")]
    [InlineData("PATCH", "/api/now/table/incident/0123", 404, "No Record found")]
    [InlineData("GET", "/api/now/attachment/0123", 404, "No Record found")]
    public void Refuses_in_the_one_shape(string method, string address, int status, string message)
    {
        var refused = now.Send(method, address, method == "GET" ? [] : "{}"u8.ToArray());
        refused.Status.ShouldBe(status);
        refused.Json["error"]!["message"]!.GetValue<string>().ShouldBe(message);
        refused.Json["error"]!.AsObject().ContainsKey("detail").ShouldBeTrue();
        refused.Json["status"]!.GetValue<string>().ShouldBe("failure");
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{\"a\":")]
    [InlineData("{\"short_description\":\"\\ud800\"")]
    public void Refuses_bodies_that_are_no_record(string body)
    {
        var refused = now.Send("POST", "/api/now/table/incident", Encoding.UTF8.GetBytes(body), ("Content-Type", "application/json"));
        refused.Status.ShouldBe(400);
        refused.Json["error"]!["message"]!.GetValue<string>().ShouldBe("Exception while reading request");
    }

    [Theory]
    [InlineData("Accept", "", 400)]
    [InlineData("Content-Type", "", 400)]
    [InlineData("Content-Type", "text/plain", 415)]
    [InlineData("Accept", "application/xml", 406)]
    [InlineData("Accept", "application/json, text/plain, */*", 201)]
    public void Asks_writes_for_their_headers(string name, string value, int status) =>
        now.Send("POST", "/api/now/table/incident", "{}"u8.ToArray(), (name, value)).Status.ShouldBe(status);

    [Fact]
    public void Limits_by_the_hour_where_a_rule_says_so()
    {
        now.Get("/api/now/table/incident").Header("X-RateLimit-Limit").ShouldBeNull();
        now.Advance(60);
        now.Configure("""{"requestsPerHour":1}""");
        var allowed = now.Get("/api/now/table/incident");
        var reset = $"{ServiceNowDriver.Start.AddHours(1).ToUnixTimeSeconds()}";
        (allowed.Header("X-RateLimit-Limit"), allowed.Header("X-RateLimit-Reset")).ShouldBe(("1", reset));
        var denied = now.Get("/api/now/table/incident");
        (denied.Status, denied.Header("Retry-After")).ShouldBe((429, "3540"));
        denied.Text.ShouldBe("""
            {"error":{"message":"Rate limit exceeded","detail":"Rate limit of 1 requests per hour for Table API exceeded"},"status":"failure"}
            """);
        now.Advance(3540);
        now.Get("/api/now/table/incident").Status.ShouldBe(200);
    }

    [Fact]
    public void Answers_several_calls_in_one()
    {
        var body = Convert.ToBase64String("""{"short_description":"from a batch"}"""u8);
        var batch = now.Post("/api/now/v1/batch", $$"""
            {"batch_request_id":"7","rest_requests":[
              {"id":"a","method":"POST","url":"/api/now/table/incident","body":"{{body}}",
               "headers":[{"name":"Content-Type","value":"application/json"},{"name":"Accept","value":"application/json"}]},
              {"id":"b","method":"GET","url":"/api/now/table/incident?sysparm_fields=short_description","headers":[]},
              {"id":"c","method":"GET","url":"/api/now/table/nonsense"},
              {"id":"d","method":"POST","url":"/api/now/v1/batch"}]}
            """).Json;
        var serviced = batch["serviced_requests"]!.AsArray();
        serviced.Select(one => $"{one!["id"]}{one["status_code"]}").ShouldBe(["a201", "b200", "c400"]);
        Encoding.UTF8.GetString(Convert.FromBase64String(serviced[1]!["body"]!.GetValue<string>()))
            .ShouldBe("""{"result":[{"short_description":"from a batch"}]}""");
        batch["unserviced_requests"]!.ToJsonString().ShouldBe("""["d"]""");
    }

    [Theory]
    [InlineData("""{"nonsense":1}""")]
    [InlineData("""{"instanceTimeZone":"Nowhere/Town"}""")]
    [InlineData("""{"outboundMessages":[{"url":"not a url","secret":"s"}]}""")]
    [InlineData("""{"outboundMessages":[{"secret":"s"}]}""")]
    [InlineData("""{"autoCloseDays":-1}""")]
    [InlineData("[]")]
    public void Refuses_settings_whole(string settings)
    {
        using var document = System.Text.Json.JsonDocument.Parse(settings);
        now.Imitation.Configure(document.RootElement).ShouldNotBeNullOrWhiteSpace();
    }

    private ServiceNowReply Token(string form) => now.Send("POST", "/oauth_token.do",
        Encoding.UTF8.GetBytes($"{form}&client_id=sandbox-servicenow-client&client_secret=sandbox-servicenow-client-secret"),
        ("Content-Type", "application/x-www-form-urlencoded"));

    private int By(JsonNode token) => now.Send("GET", "/api/now/table/incident", [], ("Authorization", $"Bearer {token.GetValue<string>()}")).Status;
}
