namespace Entente.Unit.Tests.Sandbox.Jira;

public sealed class JiraPropertyAndLinkTests
{
    private readonly JiraTestSite site = new();

    [Fact]
    public void Keeps_a_property_without_moving_updated()
    {
        var key = site.Raise();
        var updated = (string)site.Fields(key)["updated"]!;
        site.Wait(60);
        site.Put($"/issue/{key}/properties/entente", "{\"a\":1}").Status.ShouldBe(201);
        site.Put($"/issue/{key}/properties/entente", "\"text\"").Status.ShouldBe(200);
        site.Get($"/issue/{key}/properties").Json!["keys"]![0]!["key"]!.GetValue<string>().ShouldBe("entente");
        site.Get($"/issue/{key}/properties/entente").Json!["value"]!.GetValue<string>().ShouldBe("text");
        ((string)site.Fields(key)["updated"]!).ShouldBe(updated);
        site.Delete($"/issue/{key}/properties/entente").Status.ShouldBe(204);
        site.Get($"/issue/{key}/properties/entente").Status.ShouldBe(404);
    }

    [Theory]
    [InlineData(32_768 - 2, 201)]
    [InlineData(32_768 - 1, 400)]
    public void Limits_a_property_value(int letters, int status) =>
        site.Put($"/issue/{site.Raise()}/properties/p", $"\"{new string('x', letters)}\"").Status.ShouldBe(status);

    [Fact]
    public void Upserts_a_remote_link_by_its_global_id_and_forgets_what_is_left_out()
    {
        var key = site.Raise();
        var created = site.Post($"/issue/{key}/remotelink",
            """{"globalId":"g=1","relationship":"mirrors","object":{"url":"https://x.example/1","title":"One","summary":"s"}}""");
        created.Status.ShouldBe(201);
        var updated = site.Post($"/issue/{key}/remotelink", """{"globalId":"g=1","object":{"url":"https://x.example/1","title":"Two"}}""");
        updated.Status.ShouldBe(200);
        updated.Json!["id"]!.GetValue<long>().ShouldBe(created.Json!["id"]!.GetValue<long>());
        var link = site.Get($"/issue/{key}/remotelink").Json!.AsArray().ShouldHaveSingleItem()!;
        link["object"]!["title"]!.GetValue<string>().ShouldBe("Two");
        link["object"]!["summary"].ShouldBeNull();
        link["relationship"].ShouldBeNull();
        site.Get($"/issue/{key}/remotelink?globalId=g%3D1").Json!["object"]!["title"]!.GetValue<string>().ShouldBe("Two");
        site.Delete($"/issue/{key}/remotelink?globalId=g%3D1").Status.ShouldBe(204);
    }

    [Fact]
    public void Refuses_a_remote_link_without_title_or_with_a_long_global_id()
    {
        var key = site.Raise();
        site.Post($"/issue/{key}/remotelink", """{"object":{"url":"https://x.example/1"}}""").Error("title").ShouldBe("'title' is required.");
        site.Post($"/issue/{key}/remotelink", $$$"""{"globalId":"{{{new string('g', 256)}}}","object":{"url":"https://x.example/1","title":"t"}}""")
            .Error("globalId").ShouldNotBeNull();
        site.Configure("""{"remoteLinksPerIssue":0}""");
        site.Post($"/issue/{key}/remotelink", """{"object":{"url":"https://x.example/1","title":"t"}}""").Status.ShouldBe(413);
    }

    [Fact]
    public void Links_two_issues_and_calls_a_repetition_created_too()
    {
        var (one, two) = (site.Raise(), site.Raise());
        var body = $$$"""{"type":{"name":"Blocks"},"inwardIssue":{"key":"{{{one}}}"},"outwardIssue":{"key":"{{{two}}}"}}""";
        foreach (var _ in new[] { 1, 2 })
        {
            var created = site.Post("/issueLink", body);
            created.Status.ShouldBe(201);
            created.Raw.Body.ShouldBeEmpty();
        }

        var link = site.Fields(one)["issuelinks"]!.AsArray().ShouldHaveSingleItem()!;
        link["outwardIssue"]!["key"]!.GetValue<string>().ShouldBe(two);
        site.Fields(two)["issuelinks"]![0]!["inwardIssue"]!["key"]!.GetValue<string>().ShouldBe(one);
        site.Get($"/issue/{one}/changelog").Json!["values"]![0]!["items"]![0]!["toString"]!.GetValue<string>().ShouldBe($"This issue blocks {two}");
        site.Delete($"/issueLink/{link["id"]}").Status.ShouldBe(204);
        site.Fields(two)["issuelinks"]!.AsArray().Count.ShouldBe(0);
    }

    [Theory]
    [InlineData("Blocks", "SHOP-9", 404)]
    [InlineData("Marries", "SHOP-2", 404)]
    [InlineData("Blocks", "SHOP-1", 400)]
    public void Refuses_links_that_cannot_be(string type, string other, int status)
    {
        site.Raise();
        site.Raise();
        site.Post("/issueLink", $$$"""{"type":{"name":"{{{type}}}"},"inwardIssue":{"key":"SHOP-1"},"outwardIssue":{"key":"{{{other}}}"}}""")
            .Status.ShouldBe(status);
    }
}
