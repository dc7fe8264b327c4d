using System.Text.Json.Nodes;

namespace Entente.Unit.Tests.Sandbox.Jira;

public sealed class JiraIssueTests
{
    private const string NoDocument = "Operation value must be an Atlassian Document (see the Atlassian Document Format)";

    private readonly JiraTestSite site = new();

    [Fact]
    public void Creates_an_issue_with_its_properties_in_one_call()
    {
        var created = site.Post("/issue", $$$"""
            {"fields":{"project":{"key":"SHOP"},"issuetype":{"id":"10004"},"summary":"Checkout fails",
             "description":{{{JiraTestSite.Document("It fails")}}},
             "priority":{"name":"High"},"labels":["b","a"],"customfield_10902":{"value":"sev 1"}},
             "properties":[{"key":"entente","value":{"id":"1"}}]}
            """);
        created.Status.ShouldBe(201);
        created.Json!.AsObject().Select(pair => pair.Key).ShouldBe(["id", "key", "self"]);
        ((string)created.Json["self"]!).ShouldBe("http://localhost:7072/rest/api/3/issue/" + created.Json["id"]);

        var read = site.Get($"/issue/{created.Json["id"]}?properties=entente").Json!;
        read["properties"]!["entente"]!["id"]!.GetValue<string>().ShouldBe("1");
        var fields = read["fields"]!;
        fields["priority"]!["name"]!.GetValue<string>().ShouldBe("High");
        fields["labels"]!.ToJsonString().ShouldBe("""["a","b"]""");
        fields["customfield_10902"]!["value"]!.GetValue<string>().ShouldBe("Sev 1");
        fields["status"]!["statusCategory"]!["key"]!.GetValue<string>().ShouldBe("new");
        fields["reporter"]!["accountId"]!.GetValue<string>().ShouldBe(JiraTestSite.IntegrationId);
        fields["description"]!["content"]![0]!["content"]![0]!["text"]!.GetValue<string>().ShouldBe("It fails");
        fields["created"]!.GetValue<string>().ShouldBe("2026-03-02T04:30:00.000-0500");
    }

    public static TheoryData<string, string, string> BadFields => new()
    {
        { "\"summary\":\"x\",\"nonsense\":1", "nonsense", "Field 'nonsense' cannot be set. It is not on the appropriate screen, or unknown." },
        { "\"summary\":\"x\",\"status\":{\"id\":\"3\"}", "status", "Field 'status' cannot be set. It is not on the appropriate screen, or unknown." },
        { "\"summary\":\"x\",\"description\":\"plain\"", "description", NoDocument },
        { $"\"summary\":\"{new string('s', 256)}\"", "summary", "Summary can't exceed 255 characters." },
        { "\"summary\":\"a\\nb\"", "summary", "The summary is invalid because it contains newline characters." },
        { "\"summary\":\"  \"", "summary", "You must specify a summary of the issue." },
        { "\"labels\":[]", "summary", "You must specify a summary of the issue." },
        { "\"summary\":\"x\",\"labels\":[\"two words\"]", "labels", "The label 'two words' contains spaces which is invalid." },
        { "\"summary\":\"x\",\"priority\":{\"name\":\"Urgent\"}", "priority", "Priority name 'Urgent' is not valid" },
        { "\"summary\":\"x\",\"customfield_10902\":{\"value\":\"Sev 9\"}", "customfield_10902", "Option value 'Sev 9' is not valid" },
        { "\"summary\":\"x\",\"customfield_10904\":\"5\"", "customfield_10904", "Operation value must be a number" },
        { "\"summary\":\"x\",\"assignee\":{\"accountId\":\"nobody\"}", "assignee", "User 'nobody' cannot be assigned issues." },
        { "\"summary\":\"x\",\"duedate\":\"tomorrow\"", "duedate", "Error parsing date string: tomorrow" },
        { "\"summary\":\"x\",\"parent\":{\"key\":\"SHOP-999\"}", "parent", "Could not find issue by id or key." },
    };

    [Theory]
    [MemberData(nameof(BadFields))]
    public void Refuses_a_bad_field_by_its_id(string fields, string field, string reason)
    {
        var refused = site.Post("/issue", $$$"""{"fields":{"project":{"key":"SHOP"},"issuetype":{"name":"Bug"},{{{fields}}}}}""");
        refused.Status.ShouldBe(400);
        refused.Error(field).ShouldBe(reason);
        site.Get("/issue/SHOP-1").Status.ShouldBe(404);
    }

    [Theory]
    [InlineData("{\"summary\":\"x\"}", "project", "issuetype")]
    [InlineData("{\"summary\":\"x\",\"project\":{\"key\":\"NO\"},\"issuetype\":{\"name\":\"Bug\"}}", "project", null)]
    [InlineData("{\"summary\":\"x\",\"project\":{\"key\":\"SHOP\"},\"issuetype\":{\"name\":\"Sub-task\"}}", "parent", null)]
    public void Names_every_missing_field_at_once(string fields, string first, string? second)
    {
        var refused = site.Post("/issue", $$$"""{"fields":{{{fields}}}}""");
        refused.Status.ShouldBe(400);
        refused.Json!["errors"]!.AsObject().Select(pair => pair.Key).Order().ShouldBe(new[] { first, second }.OfType<string>().Order());
    }

    [Theory]
    [InlineData(32_767, 201)]
    [InlineData(32_768, 400)]
    public void Limits_a_rich_text_by_its_converted_length(int length, int status)
    {
        var document = JiraTestSite.Document(new string('x', length));
        site.Post("/issue", $$$"""{"fields":{"project":{"key":"SHOP"},"issuetype":{"name":"Bug"},"summary":"x","description":{{{document}}}}}""")
            .Status.ShouldBe(status);
    }

    [Theory]
    [InlineData("""{"type":"doc","content":[]}""")]
    [InlineData("""{"type":"doc","version":1,"content":[{"type":"text","text":"x"}]}""")]
    [InlineData("""{"type":"doc","version":1,"content":[{"type":"paragraph","content":[{"type":"text","text":""}]}]}""")]
    [InlineData("""{"type":"doc","version":1,"content":[{"type":"marquee"}]}""")]
    public void Calls_a_malformed_document_invalid_input(string document) =>
        site.Post("/issue", $$$"""{"fields":{"project":{"key":"SHOP"},"issuetype":{"name":"Bug"},"summary":"x","description":{{{document}}}}}""")
            .Message.ShouldBe("INVALID_INPUT");

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("{\"fields\":{\"summary\":\"\\uD800\"}}")]
    public void Refuses_a_body_that_is_no_object_of_readable_text(string body) => site.Post("/issue", body).Status.ShouldBe(400);

    [Fact]
    public void Edits_with_204_and_returns_the_issue_when_asked()
    {
        var key = site.Raise(more: ",\"labels\":[\"a\"]");
        site.Wait(60);
        site.Put($"/issue/{key}", """{"fields":{"summary":"New"},"update":{"labels":[{"add":"b"},{"remove":"a"}]}}""").Status.ShouldBe(204);
        site.Fields(key)["labels"]!.ToJsonString().ShouldBe("""["b"]""");
        site.Fields(key)["updated"]!.GetValue<string>().ShouldBe("2026-03-02T04:31:00.000-0500");
        var returned = site.Put($"/issue/{key}?returnIssue=true", """{"fields":{"labels":["c"]}}""");
        returned.Status.ShouldBe(200);
        returned.Json!["fields"]!["labels"]!.ToJsonString().ShouldBe("""["c"]""");
    }

    [Theory]
    [InlineData("""{"fields":{"status":{"name":"Done"}}}""", "status")]
    [InlineData("""{"fields":{"project":{"key":"KAN"}}}""", "project")]
    [InlineData("""{"fields":{"labels":["x"]},"update":{"labels":[{"add":"y"}]}}""", "labels")]
    [InlineData("""{"update":{"summary":[{"add":"y"}]}}""", "summary")]
    public void Refuses_an_edit_of_what_the_screen_does_not_have(string body, string field)
    {
        var key = site.Raise();
        var refused = site.Put($"/issue/{key}", body);
        refused.Status.ShouldBe(400);
        refused.Error(field).ShouldNotBeNull();
    }

    [Fact]
    public void Ignores_a_transition_in_an_edit()
    {
        var key = site.Raise();
        site.Put($"/issue/{key}", """{"fields":{"summary":"y"},"transition":{"id":"11"}}""").Status.ShouldBe(204);
        site.Fields(key)["status"]!["name"]!.GetValue<string>().ShouldBe("To Do");
    }

    [Fact]
    public void Answers_409_as_often_as_it_was_told_to()
    {
        var key = site.Raise();
        site.Configure("""{"conflictWrites":1}""").ShouldBeNull();
        site.Put($"/issue/{key}", """{"fields":{"summary":"y"}}""").Status.ShouldBe(409);
        site.Fields(key)["summary"]!.GetValue<string>().ShouldBe("Checkout is broken");
        site.Put($"/issue/{key}", """{"fields":{"summary":"y"}}""").Status.ShouldBe(204);
    }

    [Fact]
    public void Refuses_to_delete_a_parent_unless_told_to_take_its_subtasks_along()
    {
        var parent = site.Raise();
        var child = site.Raise(type: "Sub-task", more: $",\"parent\":{{\"key\":\"{parent}\"}}");
        site.Fields(parent)["subtasks"]![0]!["key"]!.GetValue<string>().ShouldBe(child);
        site.Delete($"/issue/{parent}").Status.ShouldBe(400);
        site.Delete($"/issue/{parent}?deleteSubtasks=true").Status.ShouldBe(204);
        site.Get($"/issue/{child}").Status.ShouldBe(404);
    }

    [Fact]
    public void Finds_a_moved_issue_by_its_old_key_under_its_new_one()
    {
        var key = site.Raise();
        var id = site.Get($"/issue/{key}").Json!["id"]!.GetValue<string>();
        site.Jira.Move(key, "KAN", JiraTestSite.JohnId, site.Now).ShouldBe("KAN-1");
        var read = site.Get($"/issue/{key}");
        read.Status.ShouldBe(200);
        read.Json!["key"]!.GetValue<string>().ShouldBe("KAN-1");
        read.Json["id"]!.GetValue<string>().ShouldBe(id);
        site.Raise().ShouldBe("SHOP-2");
    }

    [Fact]
    public void Says_404_for_an_issue_that_the_caller_may_not_see()
    {
        var key = site.Raise();
        site.Jira.Restrict(key, [JiraTestSite.JohnId]);
        site.Get($"/issue/{key}").Status.ShouldBe(404);
        site.Put($"/issue/{key}", """{"fields":{"summary":"y"}}""").Status.ShouldBe(404);
        site.Get($"/issue/{key}", JiraTestSite.John).Status.ShouldBe(200);
    }

    [Fact]
    public void Reads_many_and_says_which_were_not_found()
    {
        var key = site.Raise();
        var read = site.Post("/issue/bulkfetch", $$$"""{"issueIdsOrKeys":["{{{key}}}","SHOP-77"],"fields":["summary"]}""").Json!;
        read["issues"]![0]!["fields"]!.AsObject().Count.ShouldBe(1);
        read["issueErrors"]![0]!["id"]!.GetValue<string>().ShouldBe("SHOP-77");
        var tooMany = new JsonArray([.. Enumerable.Range(1, 101).Select(number => JsonValue.Create($"SHOP-{number}"))]);
        site.Post("/issue/bulkfetch", $$$"""{"issueIdsOrKeys":{{{tooMany.ToJsonString()}}}}""").Status.ShouldBe(400);
    }

    [Fact]
    public void Creates_the_good_ones_of_many()
    {
        var good = """{"fields":{"project":{"key":"SHOP"},"issuetype":{"name":"Bug"},"summary":"x"}}""";
        var answer = site.Post("/issue/bulk", $$$"""{"issueUpdates":[{{{good}}},{"fields":{}},{{{good}}}]}""");
        answer.Status.ShouldBe(201);
        answer.Json!["issues"]!.AsArray().Count.ShouldBe(2);
        answer.Json["errors"]![0]!["failedElementNumber"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public void Expands_names_schema_changelog_and_rendered_fields()
    {
        var key = site.Raise(more: $",\"description\":{JiraTestSite.Document("<b>x</b>")}");
        site.Put($"/issue/{key}", """{"fields":{"priority":{"id":"1"}}}""");
        var read = site.Get($"/issue/{key}?expand=names,schema,changelog,renderedFields&fields=description,priority").Json!;
        read["names"]!["priority"]!.GetValue<string>().ShouldBe("Priority");
        read["schema"]!["description"]!["system"]!.GetValue<string>().ShouldBe("description");
        read["renderedFields"]!["description"]!.GetValue<string>().ShouldBe("<p>&lt;b&gt;x&lt;/b&gt;</p>");
        read["changelog"]!["total"]!.GetValue<int>().ShouldBe(1);
        read["fields"]!.AsObject().Count.ShouldBe(2);
    }

    [Fact]
    public void Speaks_wiki_markup_in_version_2()
    {
        var created = site.Post("/rest/api/2/issue", """
            {"fields":{"project":{"key":"SHOP"},"issuetype":{"name":"Bug"},"summary":"x","description":"h1. Title\n\nSome *bold* text"}}
            """);
        created.Status.ShouldBe(201);
        site.Fields("SHOP-1")["description"]!["content"]![0]!["type"]!.GetValue<string>().ShouldBe("heading");
        site.Get("/rest/api/2/issue/SHOP-1").Json!["fields"]!["description"]!.GetValue<string>().ShouldBe("h1. Title\n\nSome *bold* text");
    }
}
