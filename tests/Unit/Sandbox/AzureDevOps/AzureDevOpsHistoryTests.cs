using static Entente.Unit.Tests.Sandbox.AzureDevOps.AzureDevOpsTestSite;

namespace Entente.Unit.Tests.Sandbox.AzureDevOps;

public sealed class AzureDevOpsHistoryTests
{
    private readonly AzureDevOpsTestSite site = new();

    [Fact]
    public void Comments_are_revisions_too()
    {
        var id = site.Raise();
        var made = site.Post($"Shop/_apis/wit/workItems/{id}/comments", """{"text":"<div>We look</div>"}""");
        made.Status.ShouldBe(200, made.Text);
        made.Json!["version"]!.GetValue<int>().ShouldBe(1);
        var item = site.Item(id);
        item["rev"]!.GetValue<int>().ShouldBe(2);
        item["fields"]!["System.History"]!.GetValue<string>().ShouldBe("<div>We look</div>");
        item["fields"]!["System.CommentCount"]!.GetValue<int>().ShouldBe(1);
        site.Set(id, Add("System.Title", "Other")).Json!["fields"]!["System.History"].ShouldBeNull();
    }

    [Fact]
    public void A_history_text_in_a_patch_is_a_comment()
    {
        var id = site.Raise(more: "," + Add("System.History", "raised by phone"));
        site.Set(id, Add("System.History", "called back"));
        Comments(id).ShouldBe(["called back", "raised by phone"]);
    }

    [Fact]
    public void Edits_and_deletions_of_comments_keep_versions_and_make_no_revision()
    {
        var id = site.Raise();
        var comment = site.Post($"Shop/_apis/wit/workItems/{id}/comments?format=markdown", """{"text":"**one**"}""").Json!["id"]!;
        var path = $"Shop/_apis/wit/workItems/{id}/comments/{comment}";
        site.Wait(5);
        var edited = site.Send("PATCH", path, """{"text":"two"}""", David).Json!;
        edited["version"]!.GetValue<int>().ShouldBe(2);
        edited["modifiedBy"]!["displayName"]!.GetValue<string>().ShouldBe("David");
        edited["createdBy"]!["displayName"]!.GetValue<string>().ShouldBe("Entente Integration");
        site.Get(path + "/versions").Json!["value"]!.AsArray().Select(version => (string)version!["text"]!).ShouldBe(["two", "**one**"]);
        site.Get(path + "/versions/1?$expand=renderedText").Json!["renderedText"]!.GetValue<string>().ShouldBe("<p><strong>one</strong></p>");
        site.Item(id)["rev"]!.GetValue<int>().ShouldBe(2);
        site.Get($"_apis/wit/workItems/{id}/updates").Json!["value"]![2]!["fields"].ShouldBeNull();
        site.Delete(path).Status.ShouldBe(204);
        site.Get(path).Status.ShouldBe(404);
        Comments(id).ShouldBeEmpty();
        site.Fields(id)["System.CommentCount"]!.GetValue<int>().ShouldBe(0);
        site.Get($"Shop/_apis/wit/workItems/{id}/comments?includeDeleted=true").Json!["comments"]![0]!["isDeleted"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public void Pages_comments_by_token_in_either_order()
    {
        var id = site.Raise();
        foreach (var text in new[] { "a", "b", "c" })
            site.Post($"Shop/_apis/wit/workItems/{id}/comments", $$"""{"text":"{{text}}"}""");
        var first = site.Get($"Shop/_apis/wit/workItems/{id}/comments?$top=2&order=asc").Json!;
        first["totalCount"]!.GetValue<int>().ShouldBe(3);
        first["comments"]!.AsArray().Select(comment => (string)comment!["text"]!).ShouldBe(["a", "b"]);
        var token = first["continuationToken"]!.GetValue<string>();
        var last = site.Get($"Shop/_apis/wit/workItems/{id}/comments?$top=2&order=asc&continuationToken={token}").Json!;
        last["comments"]!.AsArray().Select(comment => (string)comment!["text"]!).ShouldBe(["c"]);
        last["continuationToken"].ShouldBeNull();
    }

    [Fact]
    public void Comments_need_the_project_in_the_path_and_a_preview_version()
    {
        var id = site.Raise();
        site.Get($"_apis/wit/workItems/{id}/comments").Status.ShouldBe(400);
        site.Get($"Shop/_apis/wit/workItems/{id}/comments?api-version=7.1").TypeKey.ShouldBe("VssInvalidPreviewVersionException");
    }

    [Fact]
    public void Updates_say_what_changed_from_what_to_what()
    {
        var id = site.Raise();
        site.Wait(60);
        site.Set(id, Add("System.State", "Active"), Add("System.AssignedTo", "Marco"));
        var updates = site.Get($"_apis/wit/workItems/{id}/updates").Json!["value"]!.AsArray();
        var first = updates[0]!;
        first["revisedDate"]!.GetValue<string>().ShouldBe("2026-03-02T09:31:00Z");
        first["fields"]!["System.RevisedDate"]!["newValue"]!.GetValue<string>().ShouldBe("2026-03-02T09:31:00Z");
        var second = updates[1]!;
        second["revisedDate"]!.GetValue<string>().ShouldBe("9999-01-01T00:00:00Z");
        second["revisedBy"]!["name"]!.GetValue<string>().ShouldBe("Entente Integration <integration@global.example>");
        second["fields"]!["System.State"]!.ToJsonString().ShouldBe("""{"oldValue":"New","newValue":"Active"}""");
        second["fields"]!["System.AssignedTo"]!["newValue"]!["displayName"]!.GetValue<string>().ShouldBe("Marco");
        second["fields"]!.AsObject().ContainsKey("System.Title").ShouldBeFalse();
        site.Get($"_apis/wit/workItems/{id}/revisions/1").Json!["fields"]!["System.State"]!.GetValue<string>().ShouldBe("New");
        site.Get($"_apis/wit/workItems/{id}?asOf=2026-03-02T09:30:30Z").Json!["rev"]!.GetValue<int>().ShouldBe(1);
        site.Get($"_apis/wit/workItems/{id}?asOf=2026-03-01").Status.ShouldBe(404);
        site.Get($"_apis/wit/workItems/{id}/updates?$skip=1&$top=1").Json!["value"]!.AsArray()
            .ShouldHaveSingleItem()!["id"]!.GetValue<int>().ShouldBe(2);
    }

    [Fact]
    public void The_feed_follows_watermarks_and_withholds_long_texts()
    {
        var one = site.Raise(more: "," + Add("System.Description", "long"));
        var two = site.Raise();
        site.Set(one, Add("System.Title", "Again"));
        var first = Feed("?$maxPageSize=2");
        first.Revisions.ShouldBe([(one, 1), (two, 1)]);
        first.IsLast.ShouldBeFalse();
        var rest = Feed($"?continuationToken={first.Token}");
        rest.Revisions.ShouldBe([(one, 2)]);
        rest.IsLast.ShouldBeTrue();
        Feed($"?continuationToken={rest.Token}").Revisions.ShouldBeEmpty();
        site.Delete($"Shop/_apis/wit/workitems/{two}");
        Feed($"?continuationToken={rest.Token}").Revisions.ShouldBeEmpty();
        Feed($"?continuationToken={rest.Token}&includeDeleted=true").Revisions.ShouldBe([(two, 2)]);
        Feed("?includeLatestOnly=true").Revisions.ShouldBe([(one, 2)]);
        var values = site.Get("_apis/wit/reporting/workitemrevisions?includeDeleted=true").Json!["values"]!;
        values[0]!["fields"]!["System.Description"].ShouldBeNull();
        values[0]!["fields"]!["System.CreatedBy"]!.GetValue<string>().ShouldBe("Entente Integration <integration@global.example>");
        values.AsArray()[^1]!["isDeleted"]!.GetValue<bool>().ShouldBeTrue();
        site.Get("_apis/wit/reporting/workitemrevisions?$expand=fields").Json!["values"]![0]!["fields"]!["System.Description"]!.GetValue<string>()
            .ShouldBe("long");
    }

    [Fact]
    public void A_start_takes_in_the_revision_that_was_current_then()
    {
        var id = site.Raise();
        site.Wait(3600);
        site.Set(id, Add("System.Title", "Again"));
        site.Wait(3600);
        site.Set(id, Add("System.Title", "Once more"));
        Feed("?startDateTime=2026-03-02T11:00:00Z").Revisions.ShouldBe([(id, 2), (id, 3)]);
    }

    private List<string> Comments(long id) =>
        [.. site.Get($"Shop/_apis/wit/workItems/{id}/comments").Json!["comments"]!.AsArray().Select(comment => (string)comment!["text"]!)];

    private (List<(long, int)> Revisions, string Token, bool IsLast) Feed(string query)
    {
        var answer = site.Get("Shop/_apis/wit/reporting/workitemrevisions" + query).Json!;
        return ([.. answer["values"]!.AsArray().Select(each => ((long)each!["id"]!, (int)each["rev"]!))],
            (string)answer["continuationToken"]!, (bool)answer["isLastBatch"]!);
    }
}
