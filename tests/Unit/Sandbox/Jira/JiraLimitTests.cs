namespace Entente.Unit.Tests.Sandbox.Jira;

public sealed class JiraLimitTests
{
    private readonly JiraTestSite site = new();

    [Fact]
    public void Refuses_a_burst_on_one_endpoint_and_leaves_the_others_alone()
    {
        site.Configure("""{"burstPerSecond":2}""").ShouldBeNull();
        site.Get("/myself").Header("X-RateLimit-Remaining").ShouldBe("1");
        site.Get("/myself").Header("X-RateLimit-NearLimit").ShouldBe("true");
        var refused = site.Get("/myself");
        refused.Status.ShouldBe(429);
        refused.Header("Retry-After").ShouldBe("1");
        refused.Header("RateLimit-Reason").ShouldBe("jira-burst-based");
        refused.Header("X-RateLimit-Limit").ShouldBe("2");
        refused.Header("X-RateLimit-Reset")!.ShouldMatch(@"^\d{4}-\d\d-\d\dT\d\d:\d\dZ$");
        site.Get("/serverInfo").Status.ShouldBe(200);
        site.Wait(1);
        site.Get("/myself").Status.ShouldBe(200);
    }

    [Fact]
    public void Refuses_too_many_writes_to_one_issue_without_carrying_them_out()
    {
        var (one, two) = (site.Raise(), site.Raise());
        site.Configure("""{"perIssueWrites":1,"perIssueWriteSeconds":10}""").ShouldBeNull();
        site.Put($"/issue/{one}", """{"fields":{"summary":"a"}}""").Status.ShouldBe(204);
        var refused = site.Put($"/issue/{one}", """{"fields":{"summary":"b"}}""");
        refused.Status.ShouldBe(429);
        refused.Header("RateLimit-Reason").ShouldBe("jira-per-issue-on-write");
        int.Parse(refused.Header("Retry-After")!).ShouldBeInRange(1, 10);
        site.Put($"/issue/{two}", """{"fields":{"summary":"a"}}""").Status.ShouldBe(204);
        site.Fields(one)["summary"]!.GetValue<string>().ShouldBe("a");
        site.Wait(10);
        site.Put($"/issue/{one}", """{"fields":{"summary":"b"}}""").Status.ShouldBe(204);
    }

    [Theory]
    [InlineData("""{"indexLagSeconds":0,"hideEmails":true,"requiredFields":["customfield_10903"]}""", null)]
    [InlineData("""{"indexLag":1}""", "no setting 'indexLag'")]
    [InlineData("""{"indexLagSeconds":-1}""", "'indexLagSeconds' cannot be -1")]
    [InlineData("""{"burstPerSecond":"many"}""", "'burstPerSecond' cannot be \"many\"")]
    [InlineData("""{"hideEmails":1}""", "'hideEmails' cannot be 1")]
    [InlineData("[]", "JSON object")]
    public void Takes_known_settings_and_refuses_others_in_a_sentence(string settings, string? refusal)
    {
        var answer = site.Configure(settings);
        if (refusal is null)
            answer.ShouldBeNull();
        else
            answer.ShouldNotBeNull().ShouldContain(refusal);
    }

    [Fact]
    public void Changes_nothing_when_one_setting_is_bad()
    {
        site.Configure("""{"indexLagSeconds":0,"nonsense":1}""").ShouldNotBeNull();
        site.Raise();
        site.Search("project = SHOP").ShouldBeEmpty();
    }

    [Fact]
    public void Makes_a_field_required_as_an_administrator_would()
    {
        site.Configure("""{"requiredFields":["customfield_10903"]}""").ShouldBeNull();
        site.Post("/issue", """{"fields":{"project":{"key":"SHOP"},"issuetype":{"name":"Bug"},"summary":"x"}}""")
            .Error("customfield_10903").ShouldBe("Customer reference is required.");
        site.Raise(more: ",\"customfield_10903\":\"C-1\"");
    }
}
