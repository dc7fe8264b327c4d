namespace Entente.Unit.Tests.Sandbox.Jira;

public sealed class JiraCommentTests
{
    private readonly JiraTestSite site = new();

    [Fact]
    public void Adds_reads_edits_and_deletes_a_comment()
    {
        var key = site.Raise();
        site.Wait(1);
        var added = site.Post($"/issue/{key}/comment", Body("first"));
        added.Status.ShouldBe(201);
        added.Json!["jsdPublic"]!.GetValue<bool>().ShouldBeTrue();
        site.Fields(key)["updated"]!.GetValue<string>().ShouldBe("2026-03-02T04:30:01.000-0500");
        var id = (string)added.Json["id"]!;
        site.Wait(1);
        site.Put($"/issue/{key}/comment/{id}", Body("second"), JiraTestSite.John).Status.ShouldBe(200);
        var read = site.Get($"/issue/{key}/comment/{id}?expand=renderedBody").Json!;
        read["renderedBody"]!.GetValue<string>().ShouldBe("<p>second</p>");
        read["author"]!["displayName"]!.GetValue<string>().ShouldBe("Integration");
        read["updateAuthor"]!["displayName"]!.GetValue<string>().ShouldBe("John");
        site.Delete($"/issue/{key}/comment/{id}").Status.ShouldBe(204);
        site.Get($"/issue/{key}/comment/{id}").Status.ShouldBe(404);
    }

    [Theory]
    [InlineData("""{"body":"plain"}""", "Comment body is not valid!")]
    [InlineData("""{"body":{"type":"paragraph"}}""", "Comment body is not valid!")]
    [InlineData("{}", "Comment body can not be empty!")]
    [InlineData("""{"body":{"type":"doc","version":1,"content":[]}}""", "Comment body can not be empty!")]
    public void Refuses_a_body_that_is_no_document(string body, string reason)
    {
        var refused = site.Post($"/issue/{site.Raise()}/comment", body);
        refused.Status.ShouldBe(400);
        refused.Error("comment").ShouldBe(reason);
    }

    [Fact]
    public void Pages_and_orders()
    {
        var key = site.Raise();
        foreach (var text in new[] { "a", "b", "c" })
        {
            site.Post($"/issue/{key}/comment", Body(text));
            site.Wait(1);
        }

        var page = site.Get($"/rest/api/2/issue/{key}/comment?orderBy=-created&startAt=1&maxResults=1").Json!;
        page["total"]!.GetValue<int>().ShouldBe(3);
        page["comments"]!.AsArray().Select(comment => (string)comment!["body"]!).ShouldBe(["b"]);
        site.Get($"/issue/{key}/comment?orderBy=author").Status.ShouldBe(400);
    }

    [Fact]
    public void Makes_an_internal_note_of_the_service_desk_property()
    {
        var key = site.Raise();
        var added = site.Post($"/issue/{key}/comment",
            $$$"""{"body":{{{JiraTestSite.Document("x")}}},"properties":[{"key":"sd.public.comment","value":{"internal":true}}]}""");
        added.Json!["jsdPublic"]!.GetValue<bool>().ShouldBeFalse();
        var read = site.Get($"/issue/{key}/comment?expand=properties").Json!["comments"]![0]!;
        read["properties"]![0]!["key"]!.GetValue<string>().ShouldBe("sd.public.comment");
        site.Get($"/comment/{added.Json["id"]}/properties/sd.public.comment").Json!["value"]!["internal"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public void Shows_a_restricted_comment_to_the_role_alone()
    {
        var key = site.Raise();
        site.Post($"/issue/{key}/comment", Body("secret", ",\"visibility\":{\"type\":\"role\",\"value\":\"Administrators\"}"), JiraTestSite.Elaine)
            .Json!["visibility"]!["value"]!.GetValue<string>().ShouldBe("Administrators");
        site.Get($"/issue/{key}/comment", JiraTestSite.John).Json!["total"]!.GetValue<int>().ShouldBe(0);
        site.Get($"/issue/{key}/comment", JiraTestSite.Elaine).Json!["total"]!.GetValue<int>().ShouldBe(1);
        site.Fields(key, JiraTestSite.John)["comment"]!["total"]!.GetValue<int>().ShouldBe(0);
        site.Post($"/issue/{key}/comment", Body("x", ",\"visibility\":{\"type\":\"role\",\"value\":\"Nobody\"}"))
            .Error("commentLevel").ShouldNotBeNull();
    }

    [Fact]
    public void Stops_at_the_limit_of_comments()
    {
        var key = site.Raise();
        site.Configure("""{"commentsPerIssue":1}""").ShouldBeNull();
        site.Post($"/issue/{key}/comment", Body("a")).Status.ShouldBe(201);
        site.Post($"/issue/{key}/comment", Body("b")).Status.ShouldBe(413);
        site.Transition(key, "11", $",\"update\":{{\"comment\":[{{\"add\":{Body("c")}}}]}}").Status.ShouldBe(413);
        site.Fields(key)["status"]!["name"]!.GetValue<string>().ShouldBe("To Do");
        site.Transition(key, "11").Status.ShouldBe(204);
    }

    private static string Body(string text, string more = "") => $$"""{"body":{{JiraTestSite.Document(text)}}{{more}}}""";
}
