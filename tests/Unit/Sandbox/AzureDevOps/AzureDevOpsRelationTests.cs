using System.Text.Json.Nodes;

using static Entente.Unit.Tests.Sandbox.AzureDevOps.AzureDevOpsTestSite;

namespace Entente.Unit.Tests.Sandbox.AzureDevOps;

public sealed class AzureDevOpsRelationTests
{
    private const string Child = "System.LinkTypes.Hierarchy-Forward";

    private readonly AzureDevOpsTestSite site = new();

    /// <summary>Recorded by Microsoft's own command line: three children added and two taken away leave <c>rev</c> at 1.</summary>
    [Fact]
    public void Links_work_items_without_a_revision_and_on_both_ends()
    {
        long[] ids = [site.Raise(), site.Raise(), site.Raise(), site.Raise()];
        var linked = site.Set(ids[0], LinkTo(Child, ids[1]), LinkTo(Child, ids[2]), LinkTo(Child, ids[3]));
        linked.Json!["rev"]!.GetValue<int>().ShouldBe(1);
        linked.Json["relations"]![0]!["attributes"]!.ToJsonString().ShouldBe("""{"isLocked":false,"name":"Child"}""");
        site.Item(ids[1])["relations"]![0]!["attributes"]!["name"]!.GetValue<string>().ShouldBe("Parent");
        site.Fields(ids[1])["System.Parent"]!.GetValue<long>().ShouldBe(ids[0]);
        site.Set(ids[0], Operation("remove", "/relations/0", null), Operation("remove", "/relations/2", null))
            .Json!["relations"]!.AsArray().ShouldHaveSingleItem()!["url"]!.GetValue<string>().ShouldEndWith($"/workItems/{ids[2]}");
        site.Item(ids[1])["relations"].ShouldBeNull();
        var updates = site.Get($"Shop/_apis/wit/workItems/{ids[0]}/updates").Json!["value"]!;
        updates.AsArray().Select(update => ((int)update!["id"]!, (int)update["rev"]!)).ShouldBe([(1, 1), (2, 1), (3, 1)]);
        updates[1]!["fields"].ShouldBeNull();
        updates[2]!["relations"]!["removed"]!.AsArray().Count.ShouldBe(2);
    }

    [Fact]
    public void Makes_a_revision_of_a_hyperlink_and_refuses_it_twice()
    {
        var id = site.Raise();
        site.Set(id, Relation("Hyperlink", "https://infinity.example/browse/SHOP-1")).Json!["rev"]!.GetValue<int>().ShouldBe(2);
        var twice = site.Set(id, Relation("Hyperlink", "https://infinity.example/browse/SHOP-1"));
        (twice.Status, twice.TypeKey).ShouldBe((400, "RelationAlreadyExistsException"));
        site.Set(id, Operation("test", "/rev", JsonValue.Create(2)), Operation("remove", "/relations/0", null))
            .Json!["rev"]!.GetValue<int>().ShouldBe(3);
    }

    [Fact]
    public void Changes_several_attributes_of_one_relation_and_none_of_one_that_goes()
    {
        var id = site.Raise(more: "," + Relation("Hyperlink", "https://one.example"));
        var comment = Operation("replace", "/relations/0/attributes/comment", "see");
        var attributes = site.Set(id, comment, Operation("add", "/relations/0/attributes/name", "One")).Json!["relations"]![0]!["attributes"]!;
        (attributes["comment"]!.GetValue<string>(), attributes["name"]!.GetValue<string>()).ShouldBe(("see", "One"));
        site.Set(id, Operation("replace", "/relations/0/attributes/comment", "gone"), Operation("remove", "/relations/0", null))
            .Json!["relations"].ShouldBeNull();
    }

    [Fact]
    public void Lets_a_work_item_have_one_parent_and_not_be_its_own()
    {
        long[] ids = [site.Raise(), site.Raise(), site.Raise()];
        site.Set(ids[0], LinkTo(Child, ids[1])).Status.ShouldBe(200);
        site.Set(ids[2], LinkTo(Child, ids[1])).Message.ShouldBe(
            $"TF201036: You cannot add a Child link between work items {ids[2]} and {ids[1]} because a work item can have only one Parent link.");
        site.Set(ids[0], LinkTo(Child, ids[0])).Status.ShouldBe(400);
        site.Set(ids[0], LinkTo(Child, 99)).Status.ShouldBe(404);
        site.Set(ids[0], Relation("Nonsense", "x")).Status.ShouldBe(400);
    }

    [Fact]
    public void Attaches_what_was_uploaded_and_gives_the_same_bytes_back()
    {
        var id = site.Raise();
        var uploaded = site.Send("POST", "Shop/_apis/wit/attachments?fileName=a%20b.png", "\u0001bytes", Integration,
            KeyValuePair.Create("Content-Type", "application/octet-stream"));
        uploaded.Status.ShouldBe(201);
        var url = uploaded.Json!["url"]!.GetValue<string>();
        url.ShouldEndWith("?fileName=a%20b.png");
        var value = new JsonObject { ["rel"] = "AttachedFile", ["url"] = url, ["attributes"] = new JsonObject { ["comment"] = "see" } };
        var relation = site.Set(id, Operation("add", "/relations/-", value)).Json!["relations"]![0]!;
        relation["attributes"]!["name"]!.GetValue<string>().ShouldBe("a b.png");
        relation["attributes"]!["resourceSize"]!.GetValue<long>().ShouldBe(6);
        var path = new Uri(relation["url"]!.GetValue<string>()).AbsolutePath["/global".Length..];
        var back = site.Get(path + "?download=true&fileName=c.png");
        back.Text.ShouldBe("\u0001bytes");
        back.Header("Content-Disposition").ShouldBe("attachment; filename*=UTF-8''c.png");
        site.Set(id, Relation("AttachedFile", "http://localhost/attachments/none")).Status.ShouldBe(400);
        var shown = site.Imitation.Desk.Find(id.ToString()).ShouldNotBeNull().Files.ShouldHaveSingleItem();
        site.Get(shown.Address["/global".Length..], null).Text.ShouldBe("\u0001bytes");
    }

    [Fact]
    public void Takes_a_large_file_in_pieces_that_follow_each_other()
    {
        var started = site.Send("POST", "Shop/_apis/wit/attachments?fileName=a.zip&uploadType=chunked", "", Integration);
        var path = $"Shop/_apis/wit/attachments/{started.Json!["id"]}";
        Piece(path, "0-2/5", "abc").ShouldBe(200);
        Piece(path, "2-4/5", "xyz").ShouldBe(400);
        Piece(path, "3-4/5", "de").ShouldBe(200);
        Piece(path, "5-5/5", "f").ShouldBe(400);
        site.Get(path).Text.ShouldBe("abcde");
    }

    [Fact]
    public void Keeps_files_and_links_within_their_limits()
    {
        site.Configure("""{"attachmentLimitBytes":3,"linksPerItem":1}""").ShouldBeNull();
        site.Send("POST", "Shop/_apis/wit/attachments?fileName=a", "four", Integration).Message.ShouldStartWith("TF237082");
        var id = site.Raise();
        site.Set(id, Relation("Hyperlink", "https://one.example"), Relation("Hyperlink", "https://two.example")).Status.ShouldBe(400);
        site.Set(id, Relation("Hyperlink", "https://one.example")).Status.ShouldBe(200);
    }

    private int Piece(string path, string range, string bytes) =>
        site.Send("PUT", path, bytes, Integration, KeyValuePair.Create("Content-Range", "bytes " + range)).Status;
}
