namespace Entente.Unit.Tests.Sandbox.Jira;

/// <summary>The site answers whatever comes in with an answer of its own; nothing escapes as an exception and nothing is a 5xx.</summary>
public sealed class JiraHostileInputTests
{
    private static readonly KeyValuePair<string, string> NoCheck = new("X-Atlassian-Token", "no-check");

    private static readonly string[] Paths =
    [
        "/issue", "/issue/bulk", "/issue/bulkfetch", "/issue/SHOP-1", "/issue/SHOP-1/assignee", "/issue/SHOP-1/transitions", "/issue/SHOP-1/comment",
        "/issue/SHOP-1/comment/10001", "/issue/SHOP-1/attachments", "/issue/SHOP-1/properties/x", "/issue/SHOP-1/remotelink",
        "/issue/SHOP-1/remotelink/1",
        "/issueLink", "/changelog/bulkfetch", "/issue/SHOP-1/changelog/list", "/search/jql", "/rest/webhooks/1.0/webhook",
        "/rest/webhooks/1.0/webhook/1",
        "/comment/10001/properties/y", "/rest/api/2/issue", "/rest/api/2/issue/SHOP-1/comment", "/issue/99999999999999999999", "/issue/%00",
        "/attachment/content/1?redirect=false", "/issue/SHOP-1/changelog?startAt=-1", "/issue/SHOP-1/comment?maxResults=x", "/media/file/1/binary",
        "/issue/createmeta/SHOP/issuetypes/nope", "/user/search?query=%ff&maxResults=99999999999", "/search/jql?jql=key%20%3E%20EMPTY&maxResults=1",
    ];

    public static TheoryData<string> Bodies =>
    [
        "", "null", "1", "\"x\"", "[]", "[[[]]]", "{}", "{\"fields\":[]}", "{\"fields\":null,\"update\":null}",
        "{\"fields\":{},\"update\":{},\"properties\":{}}",
        "{\"fields\":{\"project\":1,\"issuetype\":[],\"summary\":{},\"labels\":[null,1,[]],\"assignee\":\"x\","
            + "\"priority\":null,\"parent\":[],\"description\":{\"type\":\"doc\",\"version\":1,\"content\":{}}}}",
        "{\"update\":{\"labels\":[{\"add\":null},{\"remove\":[]},5],\"comment\":[{\"add\":null}]"
            + ",\"customfield_10905\":[{\"add\":{}}],\"summary\":1}}",
        "{\"body\":null,\"visibility\":1,\"properties\":[1,{\"key\":\"\"}]}",
        "{\"body\":{\"type\":\"doc\",\"version\":1,\"content\":[1,null,{}]},\"visibility\":{\"type\":\"role\"}}",
        "{\"transition\":\"11\"}", "{\"transition\":{\"id\":11},\"fields\":1}", "{\"issueUpdates\":[1,null]}",
        "{\"issueIdsOrKeys\":[null,1,{}]}", "{\"changelogIds\":{}}",
        "{\"jql\":1}", "{\"jql\":\"project = SHOP\",\"reconcileIssues\":[\"x\"]}",
        "{\"jql\":\"updated > 99999999999999999\",\"nextPageToken\":\"@@\"}",
        "{\"jql\":\"created > -99999999999y\"}", "{\"jql\":\"labels in ()\"}",
        "{\"jql\":\"project = SHOP\",\"maxResults\":-5,\"fields\":[1,null]}", "{\"jql\":\"text ~ \\\"\\\"\"}",
        "{\"type\":1,\"inwardIssue\":2,\"outwardIssue\":[]}", "{\"object\":1,\"globalId\":[]}",
        "{\"name\":1,\"url\":1,\"events\":1,\"filters\":1}", "{\"a\":\"\\ud800\"}",
    ];

    [Theory]
    [MemberData(nameof(Bodies))]
    public void Answers_everything(string body)
    {
        var site = new JiraTestSite();
        site.Configure("""{"burstPerSecond":0,"perIssueWrites":0}""").ShouldBeNull();
        site.Raise();
        site.Post("/issue/SHOP-1/comment", $$"""{"body":{{JiraTestSite.Document("x")}}}""");
        foreach (var path in Paths)
        {
            foreach (var method in new[] { "GET", "POST", "PUT", "PATCH" })
            {
                var answer = site.Send(method, path, body, JiraTestSite.Integration, NoCheck);
                answer.Status.ShouldBeInRange(200, 499, $"{method} {path}");
            }
        }
    }

    [Fact]
    public void Refuses_json_nested_deeper_than_any_document() =>
        new JiraTestSite().Post("/issue", new string('[', 100_000)).Status.ShouldBe(400);

    [Fact]
    public void Takes_a_list_nested_twenty_deep()
    {
        var site = new JiraTestSite();
        var list = "{\"type\":\"paragraph\",\"content\":[{\"type\":\"text\",\"text\":\"deep\"}]}";
        for (var depth = 0; depth < 20; depth++)
            list = $$"""{"type":"bulletList","content":[{"type":"listItem","content":[{{list}}]}]}""";
        var key = site.Raise(more: $$""","description":{"type":"doc","version":1,"content":[{{list}}]}""");
        site.Get($"/rest/api/2/issue/{key}").Json!["fields"]!["description"]!.GetValue<string>().ShouldContain("deep");
    }

    [Fact]
    public void Gives_equal_answers_to_equal_calls()
    {
        static string Run()
        {
            var site = new JiraTestSite();
            site.Post("/rest/webhooks/1.0/webhook", """{"name":"x","url":"http://hub/","events":["jira:issue_created"],"secret":"s"}""");
            var key = site.Raise();
            var call = site.Jira.TakeWebhooks(site.Now)[0];
            return site.Get($"/issue/{key}").Text + string.Join(';', call.Headers) + System.Text.Encoding.UTF8.GetString(call.Body);
        }

        Run().ShouldBe(Run());
    }
}
