using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

using Entente.Sandbox;

namespace Entente.Unit.Tests.Sandbox.Jira;

public sealed class JiraWebhookTests
{
    private const string AllEvents =
        "\"jira:issue_created\",\"jira:issue_updated\",\"jira:issue_deleted\",\"comment_created\",\"comment_updated\",\"comment_deleted\","
        + "\"attachment_created\",\"issuelink_created\",\"issue_property_set\"";

    private readonly JiraTestSite site = new();

    [Fact]
    public void Registers_lists_and_deletes_but_never_shows_the_secret()
    {
        var created = Register(",\"secret\":\"s3cret\"");
        created.Status.ShouldBe(201);
        created.Text.ShouldNotContain("s3cret");
        created.Json!["isSigned"]!.GetValue<bool>().ShouldBeTrue();
        var path = "/rest/webhooks/1.0/webhook";
        site.Get(path).Json!.AsArray().Count.ShouldBe(1);
        site.Get(path, JiraTestSite.John).Status.ShouldBe(403);
        site.Get(path, null).Status.ShouldBe(401);
        site.Delete(path + "/" + ((string)created.Json["self"]!).Split('/')[^1]).Status.ShouldBe(204);
        site.Get(path).Json!.AsArray().Count.ShouldBe(0);
    }

    [Theory]
    [InlineData("\"url\":\"nowhere\",\"events\":[]")]
    [InlineData("\"url\":\"http://x/\",\"events\":[\"issue_moved\"]")]
    [InlineData("\"url\":\"http://x/\",\"events\":[],\"filters\":{\"issue-related-events-section\":\"nonsense = 1\"}")]
    public void Refuses_a_registration_that_cannot_work(string members) =>
        site.Post("/rest/webhooks/1.0/webhook", $$"""{"name":"x",{{members}}}""").Status.ShouldBe(400);

    [Fact]
    public void Sends_the_issue_in_version_2_with_its_changelog()
    {
        Register();
        var key = site.Raise(more: ",\"description\":" + JiraTestSite.Document("Hello"));
        var created = Body(Due().ShouldHaveSingleItem());
        created["webhookEvent"]!.GetValue<string>().ShouldBe("jira:issue_created");
        created["issue_event_type_name"]!.GetValue<string>().ShouldBe("issue_created");
        created["timestamp"]!.GetValue<long>().ShouldBe(site.Now.ToUnixTimeMilliseconds());
        created["issue"]!["fields"]!["description"]!.GetValue<string>().ShouldBe("Hello");
        created["issue"]!["self"]!.GetValue<string>().ShouldContain("/rest/api/2/issue/");
        created["user"]!["accountId"]!.GetValue<string>().ShouldBe(JiraTestSite.IntegrationId);

        site.Transition(key, "11");
        var updated = Body(Due().ShouldHaveSingleItem());
        updated["issue_event_type_name"]!.GetValue<string>().ShouldBe("issue_generic");
        updated["changelog"]!["items"]!.ToJsonString().ShouldBe(
            """[{"field":"status","fieldtype":"jira","fieldId":"status","from":"10000","fromString":"To Do","to":"3","toString":"In Progress"}]""");
    }

    [Fact]
    public void Sends_a_comment_as_an_event_of_its_own_with_a_slim_issue()
    {
        Register();
        var key = site.Raise();
        Due();
        site.Post($"/issue/{key}/comment", $$"""{"body":{{JiraTestSite.Document("hi")}}}""");
        var body = Body(Due().ShouldHaveSingleItem());
        body.AsObject().Select(pair => pair.Key).ShouldBe(["timestamp", "webhookEvent", "comment", "issue"]);
        body["webhookEvent"]!.GetValue<string>().ShouldBe("comment_created");
        body["comment"]!["body"]!.GetValue<string>().ShouldBe("hi");
        body["issue"]!["fields"]!.AsObject().Select(pair => pair.Key).ShouldBe(["summary", "issuetype", "project", "assignee", "priority", "status"]);
    }

    [Fact]
    public void Tells_properties_links_and_deletions()
    {
        Register();
        var (one, two) = (site.Raise(), site.Raise());
        Due();
        site.Put($"/issue/{one}/properties/entente", "{\"id\":1}").Status.ShouldBe(201);
        Body(Due().ShouldHaveSingleItem())["property"]!["value"]!["id"]!.GetValue<int>().ShouldBe(1);
        site.Post("/issueLink", $$$"""{"type":{"name":"Blocks"},"inwardIssue":{"key":"{{{one}}}"},"outwardIssue":{"key":"{{{two}}}"}}""");
        Due().Select(call => (string)Body(call)["webhookEvent"]!).ShouldBe(["jira:issue_updated", "jira:issue_updated", "issuelink_created"]);
        site.Delete($"/issue/{one}");
        Body(Due().ShouldHaveSingleItem())["webhookEvent"]!.GetValue<string>().ShouldBe("jira:issue_deleted");
    }

    [Fact]
    public void Marks_what_follows_from_another_event_as_secondary()
    {
        Register();
        var parent = site.Raise();
        site.Raise(type: "Sub-task", more: $",\"parent\":{{\"key\":\"{parent}\"}}");
        Due();
        site.Delete($"/issue/{parent}?deleteSubtasks=true");
        Due().Select(call => Header(call, "X-Atlassian-Webhook-Flow")).ShouldBe(["Secondary", "Primary"]);
    }

    [Fact]
    public void Signs_the_raw_body()
    {
        Register(",\"secret\":\"s3cret\"");
        site.Raise();
        var call = Due().ShouldHaveSingleItem();
        var expected = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes("s3cret"), call.Body));
        Header(call, "X-Hub-Signature").ShouldBe("sha256=" + expected);
    }

    [Fact]
    public void Sends_only_what_events_and_filter_let_through()
    {
        site.Post("/rest/webhooks/1.0/webhook", """
            {"name":"x","url":"http://hub/","events":["jira:issue_created"],
             "filters":{"issue-related-events-section":"project = SHOP AND labels = shared"}}
            """).Status.ShouldBe(201);
        site.Raise();
        site.Raise(project: "KAN", more: ",\"labels\":[\"shared\"]");
        Due().ShouldBeEmpty();
        var key = site.Raise(more: ",\"labels\":[\"shared\"]");
        Body(Due().ShouldHaveSingleItem())["issue"]!["key"]!.GetValue<string>().ShouldBe(key);
        site.Transition(key, "11");
        Due().ShouldBeEmpty();
    }

    [Fact]
    public void Carries_out_a_write_although_a_filter_lost_its_meaning()
    {
        site.Raise();
        site.Post("/rest/webhooks/1.0/webhook", """
            {"name":"x","url":"http://hub/","events":["jira:issue_created"],"filters":{"issue-related-events-section":"key = SHOP-1"}}
            """).Status.ShouldBe(201);
        site.Delete("/issue/SHOP-1").Status.ShouldBe(204);
        site.Raise().ShouldBe("SHOP-2");
        Due().ShouldBeEmpty();
    }

    [Fact]
    public void Sends_nothing_to_a_disabled_registration()
    {
        Register(",\"enabled\":false");
        site.Raise();
        Due().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(408)]
    [InlineData(409)]
    [InlineData(425)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(null)]
    public void Repeats_what_may_pass_with_the_same_identifier_and_a_growing_wait(int? status)
    {
        site.Configure("""{"webhookRetrySeconds":10}""").ShouldBeNull();
        Register();
        site.Raise();
        var first = Due().ShouldHaveSingleItem();
        Header(first, "X-Atlassian-Webhook-Retry").ShouldBeNull();
        for (var retry = 1; retry <= 5; retry++)
        {
            site.Jira.WebhookAnswered(first.Id, status, site.Now);
            site.Wait((10 * retry) - 1);
            Due().ShouldBeEmpty();
            site.Wait(1);
            var again = Due().ShouldHaveSingleItem();
            again.Id.ShouldBe(first.Id);
            Header(again, "X-Atlassian-Webhook-Identifier").ShouldBe(Header(first, "X-Atlassian-Webhook-Identifier"));
            Header(again, "X-Atlassian-Webhook-Retry").ShouldBe(retry.ToString());
            again.Body.ShouldBe(first.Body);
        }

        site.Jira.WebhookAnswered(first.Id, status, site.Now);
        site.Wait(100_000);
        Due().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(200)]
    [InlineData(204)]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(410)]
    public void Lets_a_final_answer_be(int status)
    {
        Register();
        site.Raise();
        site.Jira.WebhookAnswered(Due().ShouldHaveSingleItem().Id, status, site.Now);
        site.Wait(100_000);
        Due().ShouldBeEmpty();
    }

    private Answered Register(string more = "") =>
        site.Post("/rest/webhooks/1.0/webhook", $$"""{"name":"hub","url":"http://hub/hooks/jr","events":[{{AllEvents}}]{{more}}}""");

    private IReadOnlyList<OutgoingWebhook> Due() => site.Jira.TakeWebhooks(site.Now);

    private static JsonNode Body(OutgoingWebhook call) => JsonNode.Parse(call.Body)!;

    private static string? Header(OutgoingWebhook call, string name) =>
        call.Headers.Where(pair => pair.Key == name).Select(pair => pair.Value).FirstOrDefault();
}
