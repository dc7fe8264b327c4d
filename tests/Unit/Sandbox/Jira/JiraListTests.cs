namespace Entente.Unit.Tests.Sandbox.Jira;

public sealed class JiraListTests
{
    private readonly JiraTestSite site = new();

    /// <summary>Members that Atlassian's OpenAPI document (version 3) gives these answers.</summary>
    [Theory]
    [InlineData("/status", "self description iconUrl name id statusCategory")]
    [InlineData("/priority", "self statusColor description iconUrl name id")]
    [InlineData("/issuetype", "self id description iconUrl name subtask hierarchyLevel")]
    [InlineData("/resolution", "self id description name")]
    [InlineData("/field", "id key name custom orderable navigable searchable clauseNames schema")]
    [InlineData("/project", "self id key name projectTypeKey simplified avatarUrls")]
    public void Shows_lists_with_the_documented_members(string path, string members)
    {
        var list = site.Get(path).Json!.AsArray();
        list.Count.ShouldBeGreaterThan(1);
        foreach (var entry in list)
            entry!.AsObject().Select(pair => pair.Key).ShouldBe(members.Split(' '));
    }

    [Fact]
    public void Tells_required_fields_and_choices_of_the_create_screen_in_pages()
    {
        var types = site.Get("/issue/createmeta/SHOP/issuetypes?maxResults=2&startAt=1").Json!;
        types["total"]!.GetValue<int>().ShouldBe(5);
        types["issueTypes"]!.AsArray().Select(type => (string)type!["name"]!).ShouldBe(["Story", "Task"]);
        var fields = site.Get("/issue/createmeta/SHOP/issuetypes/10004?maxResults=200").Json!["fields"]!.AsArray();
        foreach (var field in fields)
        {
            foreach (var member in new[] { "fieldId", "key", "name", "operations", "required", "schema" })
                field!.AsObject().ContainsKey(member).ShouldBeTrue();
        }

        fields.Where(field => field!["required"]!.GetValue<bool>()).Select(field => (string)field!["fieldId"]!)
            .ShouldBe(["issuetype", "project", "summary"]);
        fields.First(field => (string)field!["fieldId"]! == "customfield_10902")!["allowedValues"]!.AsArray().Count.ShouldBe(3);
        site.Get("/issue/createmeta/SHOP/issuetypes/10004?maxResults=201").Message.ShouldBe("Parameter 'maxResults' must not exceed the limit '200'");
        site.Get("/issue/createmeta/NO/issuetypes").Status.ShouldBe(404);
    }

    [Fact]
    public void Leaves_the_project_out_of_the_edit_screen()
    {
        var fields = site.Get($"/issue/{site.Raise()}/editmeta").Json!["fields"]!.AsObject();
        fields.ContainsKey("project").ShouldBeFalse();
        fields["labels"]!["operations"]!.ToJsonString().ShouldBe("""["add","set","remove"]""");
    }

    [Fact]
    public void Says_what_it_is()
    {
        var server = site.Get("/rest/api/2/serverInfo", null).Json!;
        server["deploymentType"]!.GetValue<string>().ShouldBe("Cloud");
        server["serverTitle"]!.GetValue<string>().ShouldBe("Infinity's Jira");
        server["serverTime"]!.GetValue<string>().ShouldBe("2026-03-02T09:30:00.000+0000");
    }

    [Fact]
    public void Shows_a_project_with_its_types_and_the_states_of_its_workflow()
    {
        site.Get("/project/SHOP").Json!["issueTypes"]!.AsArray().Count.ShouldBe(5);
        site.Get("/project/search?keys=KAN").Json!["values"]!.AsArray().Count.ShouldBe(1);
        site.Get("/project/SHOP/statuses").Json![0]!["statuses"]!.AsArray().Select(status => (string)status!["name"]!)
            .ShouldBe(["To Do", "In Progress", "Waiting for customer", "In Review", "Done", "Closed", "Waiting for approval"]);
    }

    [Fact]
    public void Pages_the_changelog_oldest_first()
    {
        var key = site.Raise();
        foreach (var priority in new[] { "1", "2", "4" })
            site.Put($"/issue/{key}", $"{{\"fields\":{{\"priority\":{{\"id\":\"{priority}\"}}}}}}");
        var page = site.Get($"/issue/{key}/changelog?maxResults=2").Json!;
        page["total"]!.GetValue<int>().ShouldBe(3);
        page["isLast"]!.GetValue<bool>().ShouldBeFalse();
        page["values"]!.AsArray().Select(entry => (string)entry!["items"]![0]!["toString"]!).ShouldBe(["Highest", "High"]);
        site.Get($"/issue/{key}?expand=changelog").Json!["changelog"]!["histories"]![0]!["items"]![0]!["toString"]!.GetValue<string>()
            .ShouldBe("Low");
        var bulk = site.Post("/changelog/bulkfetch", $$$"""{"issueIdsOrKeys":["{{{key}}}"],"fieldIds":["priority"],"maxResults":2}""").Json!;
        bulk["issueChangeLogs"]![0]!["changeHistories"]!.AsArray().Count.ShouldBe(2);
        bulk["nextPageToken"].ShouldNotBeNull();
        site.Post("/changelog/bulkfetch", """{"issueIdsOrKeys":[]}""").Status.ShouldBe(400);
    }

    [Fact]
    public void Writes_no_history_for_an_edit_that_changes_nothing()
    {
        var key = site.Raise(more: ",\"labels\":[\"a\"]");
        site.Wait(60);
        site.Put($"/issue/{key}", """{"fields":{"labels":["a"]}}""").Status.ShouldBe(204);
        site.Get($"/issue/{key}/changelog").Json!["total"]!.GetValue<int>().ShouldBe(0);
        site.Fields(key)["updated"]!.GetValue<string>().ShouldBe("2026-03-02T04:30:00.000-0500");
    }
}
