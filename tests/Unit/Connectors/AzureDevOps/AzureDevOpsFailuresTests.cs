using Entente.Connectors.AzureDevOps;
using Entente.Core.Tickets;
using Entente.Unit.Tests.Connectors.Http;

namespace Entente.Unit.Tests.Connectors.AzureDevOps;

public sealed class AzureDevOpsFailuresTests
{
    [Theory]
    [InlineData(412, "VS403351: Test Operation for path /rev failed.", "TestPatchOperationFailedException", FailureKind.Conflict)]
    [InlineData(409, "TF26071: This work item has been changed by someone else.", "WorkItemRevisionMismatchException", FailureKind.Conflict)]
    [InlineData(409, "Something else.", "OtherException", FailureKind.Ambiguous)]
    [InlineData(400, "TF401320: Rule Error for field State. Error code: HasValues.", "RuleValidationException", FailureKind.Refused)]
    [InlineData(400, "TF401347: Invalid tree name, field 'System.AreaPath'.", "InvalidTreeNameException", FailureKind.Refused)]
    [InlineData(400, "The requested REST API version of 7.1 is out of range.", "VssVersionOutOfRangeException", FailureKind.Unsupported)]
    [InlineData(400, "TF237082: The file exceeds the supported file upload size.", "AttachmentExceededMaxSizeException", FailureKind.TooLarge)]
    [InlineData(400, "VS403694: The limit of 10000 revisions is reached.", "WorkItemRevisionLimitException", FailureKind.Final)]
    [InlineData(401, "TF400813: The user is not authorized.", "UnauthorizedRequestException", FailureKind.Unauthorized)]
    [InlineData(403, "VS403403: You need the permission.", "AccessDeniedException", FailureKind.Forbidden)]
    [InlineData(404, "TF401232: Work item 43 does not exist.", "WorkItemUnauthorizedAccessException", FailureKind.NotFound)]
    [InlineData(404, "TF200016: The following project does not exist: X.", "ProjectDoesNotExistWithNameException", FailureKind.Refused)]
    [InlineData(429, "TF400733: The request has been canceled.", "RequestBlockedException", FailureKind.RateLimited)]
    [InlineData(503, "TF400733: The request has been canceled.", "RequestBlockedException", FailureKind.RateLimited)]
    [InlineData(503, "Service unavailable.", "", FailureKind.Ambiguous)]
    [InlineData(500, "TF30063.", "", FailureKind.Ambiguous)]
    public void Tells_refusals_apart(int status, string message, string typeKey, FailureKind kind) =>
        AzureDevOpsFailures.From(AzureDevOpsBench.Answer(status, Body(message, typeKey)), AzureDevOpsBench.Now).Kind.ShouldBe(kind);

    [Theory]
    [InlineData("not-found.json", FailureKind.NotFound, AzureDevOpsCodes.NotFound)]
    [InlineData("no-project.json", FailureKind.Refused, AzureDevOpsCodes.NoProject)]
    public void Reads_recorded_refusals(string file, FailureKind kind, string code)
    {
        var failure = AzureDevOpsFailures.From(AzureDevOpsBench.Answer(404, AzureDevOpsBench.Recorded(file)), AzureDevOpsBench.Now);
        (failure.Kind, failure.Code, failure.Status).ShouldBe((kind, code, 404));
    }

    [Theory]
    [InlineData("text/plain", "The controller for path '/x' was not found.", FailureKind.Unsupported)]
    [InlineData("text/html", "<html>down for maintenance</html>", FailureKind.Ambiguous)]
    public void Takes_only_azure_devops_own_404_for_a_deleted_work_item(string type, string body, FailureKind kind) =>
        AzureDevOpsFailures.From(AzureDevOpsBench.Answer(404, body, contentType: type), AzureDevOpsBench.Now).Kind.ShouldBe(kind);

    [Fact]
    public void Names_the_field_that_a_process_rule_refused()
    {
        const string Refusal = """
            {"message": "TF401320: Rule Error for field State.", "typeKey": "RuleValidationException", "customProperties":
              {"RuleValidationErrors": [{"fieldReferenceName": "System.State", "fieldStatusFlags": "required, hasValues", "errorMessage": "…"}]}}
            """;
        AzureDevOpsFailures.From(AzureDevOpsBench.Answer(400, Refusal), AzureDevOpsBench.Now).Field.ShouldBe("System.State");
        var tooLong = Body("TF401324: Value for field 'System.Title' is too long.", "FieldTooLongException");
        AzureDevOpsFailures.From(AzureDevOpsBench.Answer(400, tooLong), AzureDevOpsBench.Now).Field.ShouldBe("System.Title");
    }

    [Fact]
    public void Waits_as_long_as_it_is_told_in_whichever_header()
    {
        var blocked = Body("TF400733: The request has been canceled.", "");
        var told = AzureDevOpsBench.Answer(429, blocked, headers: ("Retry-After", "45"));
        AzureDevOpsFailures.From(told, AzureDevOpsBench.Now).RetryAfter.ShouldBe(TimeSpan.FromSeconds(45));
        var reset = AzureDevOpsBench.Now.AddSeconds(90).ToUnixTimeSeconds().ToString();
        var counted = AzureDevOpsBench.Answer(429, blocked, headers: ("X-RateLimit-Reset", reset));
        var failure = AzureDevOpsFailures.From(counted, AzureDevOpsBench.Now);
        (failure.RetryAfter, failure.Scope).ShouldBe((TimeSpan.FromSeconds(90), FailureScope.Connection));
    }

    [Theory]
    [InlineData(203, "text/html")]
    [InlineData(200, "text/html")]
    [InlineData(302, "text/html")]
    [InlineData(401, "text/html")]
    public async Task Takes_a_sign_in_page_for_a_refused_token(int status, string type)
    {
        var bench = new AzureDevOpsBench();
        bench.Tracker.On(
            $"GET /global/_apis/wit/workitems/7?$expand=all&{AzureDevOpsBench.Version}",
            () => ScriptedTracker.Answer(status, type, "<html>Sign in</html>"u8.ToArray(), ("Location", "https://login.example/_signin")));
        var failure = await Should.ThrowAsync<ConnectorException>(() => bench.Connector.ReadAsync("7", null, default));
        (failure.Kind, failure.Code, failure.Scope).ShouldBe((FailureKind.Unauthorized, AzureDevOpsCodes.Unauthorized, FailureScope.Credential));
        bench.Tracker.Seen[0].Headers["X-TFS-FedAuthRedirect"].ShouldBe("Suppress");
        bench.Tracker.Seen[0].Headers["Authorization"].ShouldBe("Basic OnNlY3JldA==");
    }

    [Fact]
    public async Task A_write_that_meets_a_page_of_status_200_stays_open()
    {
        var bench = new AzureDevOpsBench().Opened();
        var effect = AzureDevOpsBench.Update(new WriteStep(WriteKind.AddComment) { Comment = AzureDevOpsBench.Comment("hi") });
        var call = await bench.Connector.PrepareAsync(effect, default);
        bench.Tracker.On(
            "PATCH /global/_apis/wit/workitems/7?$expand=relations&api-version=7.1",
            () => ScriptedTracker.Answer(200, "text/html", "<html>Welcome to our network</html>"u8.ToArray()));
        (await Should.ThrowAsync<ConnectorException>(() => bench.Connector.SendAsync(effect, call, default))).Kind.ShouldBe(FailureKind.Ambiguous);
    }

    [Fact]
    public async Task Obeys_a_wait_that_came_with_a_success_before_the_next_call()
    {
        var bench = new AzureDevOpsBench();
        bench.Tracker.On(
            $"GET /global/_apis/wit/workitems/7?$expand=all&{AzureDevOpsBench.Version}", 200, AzureDevOpsBench.Item(1), ("Retry-After", "30"));
        var held = await Should.ThrowAsync<ConnectorException>(() => bench.Connector.ReadAsync("7", null, default));
        (held.Kind, held.RetryAfter, bench.Tracker.Seen.Count).ShouldBe((FailureKind.RateLimited, TimeSpan.FromSeconds(30), 1));
        bench.Time.Advance(TimeSpan.FromSeconds(30));
        bench.Tracker.On($"GET /global/_apis/wit/workitems/7?$expand=all&{AzureDevOpsBench.Version}", 200, AzureDevOpsBench.Item(1));
        (await bench.Opened().Connector.ReadAsync("7", null, default)).Snapshot.NativeId.ShouldBe("7");
    }

    [Fact]
    public async Task Signs_in_with_an_entra_token_as_bearer()
    {
        var bench = new AzureDevOpsBench(settings: AzureDevOpsBench.Settings with { Token = "eyJ0eXAi.x.y" });
        var gone404 = AzureDevOpsBench.Recorded("not-found.json");
        bench.Tracker.On($"GET /global/_apis/wit/workitems/7?$expand=all&{AzureDevOpsBench.Version}", 404, gone404);
        var gone = await Should.ThrowAsync<ConnectorException>(() => bench.Connector.ReadAsync("7", null, default));
        (gone.Kind, bench.Tracker.Seen[0].Headers["Authorization"]).ShouldBe((FailureKind.NotFound, "Bearer eyJ0eXAi.x.y"));
    }

    private static string Body(string message, string typeKey) =>
        $$"""{"$id": "1", "innerException": null, "message": "{{message}}", "typeKey": "{{typeKey}}", "errorCode": 0, "eventId": 3000}""";
}
