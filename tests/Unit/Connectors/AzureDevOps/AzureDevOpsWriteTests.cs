using System.Text.Json.Nodes;
using Entente.Cel;
using Entente.Connectors.AzureDevOps;
using Entente.Core.Text;
using Entente.Core.Tickets;

namespace Entente.Unit.Tests.Connectors.AzureDevOps;

public sealed class AzureDevOpsWriteTests
{
    private const string Upload = """
        {"id": "a5cedde4-2dd5-4fcf-befe-fd0977dd3433",
         "url": "https://dev.azure.example/global/_apis/wit/attachments/a5cedde4-2dd5-4fcf-befe-fd0977dd3433?fileName=a%20b.txt"}
        """;

    private const string Head = "POST /global/_apis/wit/wiql?$top=1&api-version=7.1";
    private const string Batch = "POST /global/_apis/wit/workitemsbatch?api-version=7.1";
    private const string Patch = "PATCH /global/_apis/wit/workitems/7?$expand=relations&api-version=7.1";

    private readonly AzureDevOpsBench bench = new AzureDevOpsBench().Opened();

    [Fact]
    public async Task Creates_with_marker_fields_and_the_newest_id_noted()
    {
        bench.Tracker.On(Head, 200, """{"workItems": [{"id": 40}]}""").On(Batch, 200, """{"count": 1, "value": [{"id": 41}, null]}""")
            .On(Batch, 200, """{"count": 0, "value": []}""");
        var call = await bench.Connector.PrepareAsync(new EffectCall(AzureDevOpsBench.Effect, Create(), null), default);
        call.Method.ShouldBe("POST");
        call.Path.ShouldBe("Shop/_apis/wit/workitems/$User%20Story?$expand=relations&api-version=7.1");
        call.Headers["Content-Type"].ShouldBe("application/json-patch+json");
        call.Hint.ShouldBe("41;");
        var made = AzureDevOpsBench.Operations(call).ToDictionary(op => op.Operation, op => op.Value?.ToString());
        made["add /fields/System.Title"].ShouldBe("Blank page after paying");
        made["add /fields/System.Description"]!.ShouldContain("<strong>Cart</strong>");
        made["add /fields/System.Tags"].ShouldBe($"shop; vip; entente:{AzureDevOpsBench.Effect}");
        made["add /fields/System.AssignedTo"].ShouldBe("david@global.example");
        made["add /fields/Microsoft.VSTS.Common.Priority"].ShouldBe("2");
        made.Keys.ShouldNotContain("add /fields/System.TeamProject");
        made.Keys.ShouldNotContain("add /fields/Custom.PartnerKey");
    }

    [Theory]
    [InlineData("System.Title")]
    [InlineData("System.WorkItemType")]
    [InlineData("System.TeamProject")]
    public async Task Names_the_field_that_a_create_lacks(string field)
    {
        var step = Create();
        var fields = new SortedDictionary<string, CelValue>(step.Fields.ToDictionary(), StringComparer.Ordinal);
        fields.Remove(field);
        var effect = new EffectCall(AzureDevOpsBench.Effect, step with { Fields = fields }, null);
        var failure = await Should.ThrowAsync<ConnectorException>(() => bench.Connector.PrepareAsync(effect, default));
        (failure.Kind, failure.Code, failure.Field).ShouldBe((FailureKind.Refused, AzureDevOpsCodes.NeedsField, field));
    }

    [Fact]
    public async Task Writes_fields_files_and_comment_in_one_patch_that_tests_the_revision()
    {
        var file = bench.Blobs.File("a b.txt", "text/plain", "hello"u8.ToArray());
        bench.Tracker.On("POST /global/_apis/wit/attachments?fileName=a%20b.txt&uploadType=simple&api-version=7.1", 201, Upload);
        var fields = AzureDevOpsBench.Values(
            ("System.State", AzureDevOpsBench.Text("Active")), ("System.Title", AzureDevOpsBench.Text("a\nb")), ("System.AssignedTo", CelValue.Null),
            ("System.Tags", CelValue.List([AzureDevOpsBench.Text("x"), AzureDevOpsBench.Text("entente:abc")])));
        var step = new WriteStep(WriteKind.Update) { Fields = fields, Comment = AzureDevOpsBench.Comment("On it", true, file) };
        var call = await bench.Connector.PrepareAsync(AzureDevOpsBench.Update(step), default);
        call.Path.ShouldBe("_apis/wit/workitems/7?$expand=relations&api-version=7.1");
        call.Hint.ShouldBe("3;a5cedde4-2dd5-4fcf-befe-fd0977dd3433");
        AzureDevOpsBench.Operations(call).Select(op => op.Operation).ShouldBe(
        [
            "test /rev", "remove /fields/System.AssignedTo", "add /fields/System.State", "replace /fields/System.Tags", "add /fields/System.Title",
            "add /relations/-", "add /fields/System.History",
        ]);
        var values = AzureDevOpsBench.Operations(call).Select(op => op.Value).ToList();
        values[0]!.GetValue<long>().ShouldBe(3);
        values[3]!.ToString().ShouldBe("x; entente:abc");
        values[4]!.ToString().ShouldBe("a b");
        values[5]!["rel"]!.ToString().ShouldBe("AttachedFile");
        values[5]!["attributes"]!.ToJsonString().ShouldBe($$"""{"comment":"entente:{{AzureDevOpsBench.Effect}}","name":"a b.txt"}""");
        bench.Tracker.Seen[^1].Text.ShouldBe("hello");
    }

    [Fact]
    public async Task Marks_an_internal_comment_and_its_files_for_all_to_see()
    {
        var file = bench.Blobs.File("a b.txt", "text/plain", "hello"u8.ToArray());
        bench.Tracker.On("POST /global/_apis/wit/attachments?fileName=a%20b.txt&uploadType=simple&api-version=7.1", 201, Upload);
        var step = new WriteStep(WriteKind.AddComment) { Comment = AzureDevOpsBench.Comment("Between us", false, file) };
        var operations = AzureDevOpsBench.Operations(await bench.Connector.PrepareAsync(AzureDevOpsBench.Update(step), default));
        operations[^1].Value!.ToString().ShouldStartWith("<p>[internal]</p>");
        operations[1].Value!["attributes"]!["comment"]!.ToString().ShouldBe($"entente:{AzureDevOpsBench.Effect} internal");
    }

    [Fact]
    public async Task Asks_for_the_revision_where_the_plan_knew_none()
    {
        bench.Tracker.On($"GET /global/_apis/wit/workitems/7?{AzureDevOpsBench.Version}", 200, AzureDevOpsBench.Item(5));
        var step = new WriteStep(WriteKind.AddComment) { Comment = AzureDevOpsBench.Comment("hi") };
        var call = await bench.Connector.PrepareAsync(AzureDevOpsBench.Update(step, revision: null), default);
        AzureDevOpsBench.Operations(call)[0].Value!.GetValue<long>().ShouldBe(5);
    }

    [Theory]
    [InlineData("", "<p>a <strong>b</strong></p>")]
    [InlineData("\"multilineFieldsFormat\": {\"System.Description\": \"markdown\"}", "a **b**")]
    public async Task Writes_a_long_field_in_the_format_that_it_has(string more, string expected)
    {
        bench.Tracker.On($"GET /global/_apis/wit/workitems/7?{AzureDevOpsBench.Version}", 200, AzureDevOpsBench.Item(3, more: more));
        var text = RichTextValue.Of(new RichText([new Paragraph([new Run("a "), new Run("b", Marks.Strong)])]));
        var step = new WriteStep(WriteKind.Update) { Fields = AzureDevOpsBench.Values(("System.Description", text)) };
        var operations = AzureDevOpsBench.Operations(await bench.Connector.PrepareAsync(AzureDevOpsBench.Update(step), default));
        operations[^1].Value!.ToString().Trim().ShouldBe(expected);
    }

    [Fact]
    public async Task Shows_the_partners_ticket_as_a_hyperlink_and_takes_one_that_exists_as_done()
    {
        var partner = new PartnerReference("Infinity", "INC001", new Uri("https://sn.example/inc?id=1"));
        var effect = AzureDevOpsBench.Update(new WriteStep(WriteKind.LinkBack) { Partner = partner });
        var call = await bench.Connector.PrepareAsync(effect, default);
        var relation = AzureDevOpsBench.Operations(call).ShouldHaveSingleItem().Value!;
        (relation["rel"]!.ToString(), relation["url"]!.ToString()).ShouldBe(("Hyperlink", "https://sn.example/inc?id=1"));
        const string Exists = """{"message": "VS402625: The relation already exists.", "typeKey": "RelationAlreadyExistsException"}""";
        bench.Tracker.On(Patch, 400, Exists);
        (await bench.Connector.SendAsync(effect, call, default)).NativeId.ShouldBe("7");
    }

    [Fact]
    public async Task Takes_the_stored_work_item_and_the_comments_id_from_the_answer()
    {
        var step = new WriteStep(WriteKind.Update)
        {
            Fields = AzureDevOpsBench.Values(("System.State", AzureDevOpsBench.Text("New")), ("Custom.PartnerKey", CelValue.Null)),
            Comment = AzureDevOpsBench.Comment("hi"),
        };
        var effect = AzureDevOpsBench.Update(step);
        var call = await bench.Connector.PrepareAsync(effect, default);
        bench.Tracker.On(Patch, 200, AzureDevOpsBench.Item(4, more: "\"commentVersionRef\": {\"commentId\": 51, \"version\": 1}"));
        var result = await bench.Connector.SendAsync(effect, call, default);
        result.ItemId.ShouldBe("51");
        result.Stored!.IsRevision("4").ShouldBeTrue();
        result.Stored.Fields["System.State"].AsString().ShouldBe("New");
        result.Stored.Fields["Custom.PartnerKey"].IsNull.ShouldBeTrue();
        result.Stored.Fields.Keys.ShouldNotContain("System.Reason");
    }

    [Theory]
    [InlineData("""{"id": 50, "text": "<div>hi</div>", "createdBy": {"uniqueName": "hub@global.example"}}, {"id": 51, "text": "other"}""", "50")]
    [InlineData("", null)]
    public async Task Asks_which_comment_it_was_where_the_answer_does_not_tell(string comments, string? expected)
    {
        var effect = AzureDevOpsBench.Update(new WriteStep(WriteKind.AddComment) { Comment = AzureDevOpsBench.Comment("hi") });
        var call = await bench.Connector.PrepareAsync(effect, default);
        bench.Tracker.On(Patch, 200, AzureDevOpsBench.Item(4))
            .On("GET " + AzureDevOpsBench.Comments, 200, $$"""{"comments": [{{comments}}]}""");
        (await bench.Connector.SendAsync(effect, call, default)).ItemId.ShouldBe(expected);
    }

    [Fact]
    public async Task A_write_stays_done_when_the_question_for_its_comment_fails()
    {
        var effect = AzureDevOpsBench.Update(new WriteStep(WriteKind.AddComment) { Comment = AzureDevOpsBench.Comment("hi") });
        var call = await bench.Connector.PrepareAsync(effect, default);
        bench.Tracker.On(Patch, 200, AzureDevOpsBench.Item(4)).On("GET " + AzureDevOpsBench.Comments, 503, "{}");
        (await bench.Connector.SendAsync(effect, call, default)).ItemId.ShouldBeNull();
    }

    [Theory]
    [InlineData("html", "<p>new</p>", "")]
    [InlineData("markdown", "new", "&format=markdown")]
    public async Task Edits_a_comment_in_its_format(string format, string text, string query)
    {
        const string Address = "/global/Shop/_apis/wit/workItems/7/comments/50?api-version=7.1-preview.4";
        var held = $$"""{"id": 50, "workItemId": 7, "text": "old", "format": "{{format}}"}""";
        var tracker = new AzureDevOpsBench();
        tracker.Tracker.On($"GET /global/_apis/wit/workitems/7?{AzureDevOpsBench.Version}", 200, AzureDevOpsBench.Item(3))
            .On("GET " + Address, 200, held);
        var comment = AzureDevOpsBench.Comment("new") with { EditOf = "50" };
        var effect = AzureDevOpsBench.Update(new WriteStep(WriteKind.EditComment) { Comment = comment });
        var call = await tracker.Connector.PrepareAsync(effect, default);
        JsonNode.Parse(call.Body)!["text"]!.ToString().Trim().ShouldBe(text);
        tracker.Opened().Tracker.On("PATCH " + Address + query, 200, """{"commentId": 50, "workItemId": 7, "version": 2, "text": "new"}""");
        (await tracker.Connector.SendAsync(effect, call, default)).ItemId.ShouldBe("50");
    }

    [Theory]
    [InlineData("""{"id": 8, "rev": 4, "fields": {}}""", FailureKind.Ambiguous)]
    [InlineData("""{"ok": true}""", FailureKind.Ambiguous)]
    public async Task Leaves_a_change_open_when_the_answer_does_not_prove_it(string answer, FailureKind kind)
    {
        var fields = AzureDevOpsBench.Values(("System.State", AzureDevOpsBench.Text("Active")));
        var effect = AzureDevOpsBench.Update(new WriteStep(WriteKind.Update) { Fields = fields });
        var call = await bench.Connector.PrepareAsync(effect, default);
        bench.Tracker.On(Patch, 200, answer);
        (await Should.ThrowAsync<ConnectorException>(() => bench.Connector.SendAsync(effect, call, default))).Kind.ShouldBe(kind);
    }

    [Theory]
    [InlineData("System.ChangedBy")]
    [InlineData("System.Watermark")]
    public async Task Refuses_fields_that_azure_devops_sets_itself(string field)
    {
        var step = new WriteStep(WriteKind.Update) { Fields = AzureDevOpsBench.Values((field, AzureDevOpsBench.Text("x"))) };
        var failure = await Should.ThrowAsync<ConnectorException>(() => bench.Connector.PrepareAsync(AzureDevOpsBench.Update(step), default));
        (failure.Kind, failure.Field).ShouldBe((FailureKind.Refused, field));
    }

    private static WriteStep Create() => new(WriteKind.Create)
    {
        Fields = AzureDevOpsBench.Values(
            ("System.TeamProject", AzureDevOpsBench.Text("Shop")),
            ("System.WorkItemType", AzureDevOpsBench.Text("User Story")),
            ("System.Title", AzureDevOpsBench.Text("Blank page\nafter paying")),
            ("System.Description", RichTextValue.Of(new RichText([new Paragraph([new Run("Cart", Marks.Strong)])]))),
            ("System.Tags", CelValue.List([AzureDevOpsBench.Text("vip"), AzureDevOpsBench.Text("shop"), AzureDevOpsBench.Text("entente:spoof")])),
            ("System.AssignedTo", AzureDevOpsPeople.Value("guid", "David", "david@global.example")),
            ("Microsoft.VSTS.Common.Priority", CelValue.Int(2)),
            ("Custom.PartnerKey", CelValue.Null)),
    };
}
