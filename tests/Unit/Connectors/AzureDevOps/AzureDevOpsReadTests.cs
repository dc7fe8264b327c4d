using Entente.Cel;
using Entente.Connectors.AzureDevOps;
using Entente.Core.Tickets;

namespace Entente.Unit.Tests.Connectors.AzureDevOps;

public sealed class AzureDevOpsReadTests
{
    private const string Picture = "https://dev.azure.example/global/p/_apis/wit/attachments/c0ffee00-0000-4000-8000-000000000001?fileName=cart.png";

    private readonly AzureDevOpsBench bench = new();

    [Fact]
    public async Task Reads_a_recorded_work_item_with_links()
    {
        const string Address = "GET /global/_apis/wit/workitems/973?$expand=all&api-version=7.1";
        bench.Tracker.On(Address, 200, AzureDevOpsBench.Recorded("work-item-with-links.json"));
        bench.Tracker.On("GET /global/_apis/connectionData?api-version=7.1-preview.1", 404, "{\"typeKey\": \"X\", \"message\": \"\"}");
        bench.Tracker.On($"GET /global/_apis/wit/fields?{AzureDevOpsBench.Version}", 200, AzureDevOpsBench.Recorded("fields.json"));
        var read = (await bench.Connector.ReadAsync("973", null, default)).Snapshot;
        (read.NativeId, read.Key, read.Fields["System.Title"].AsString(), read.Fields["System.State"].AsString())
            .ShouldBe(("973", "#973", "Task_0", "To Do"));
        read.IsRevision("1").ShouldBeTrue();
        read.Address.Host.ShouldBe("dev.azure.com");
        read.Fields["relations"].AsList().Count.ShouldBe(3);
        read.Fields["Microsoft.VSTS.Common.Priority"].AsInt().ShouldBe(2);
        AzureDevOpsPeople.Part(read.Fields["System.CreatedBy"], "address").ShouldBe("test@example.com");
        read.Fields["System.AssignedTo"].IsNull.ShouldBeTrue();
        read.Fields["System.Description"].Kind.ShouldBe(CelKind.Object);
        read.Fields.Keys.ShouldNotContain("System.ChangedBy");
        read.Fields.Keys.ShouldNotContain("System.AreaLevel1");
        (read.Comments.Count, read.Attachments.Count, read.IsFinal).ShouldBe((0, 0, false));
        bench.Tracker.Left.ShouldBe(0);
    }

    [Fact]
    public async Task Reads_comments_in_either_format_and_tells_internal_ones_by_their_mark()
    {
        const string List = """
            {"totalCount": 3, "comments": [
             {"id": 51, "text": "<div>[Internal] ask <b>Marco</b></div>", "createdDate": "2026-03-01T08:01:00Z",
              "createdBy": {"uniqueName": "david@global.example"}},
             {"id": 52, "text": "**done**", "format": "markdown", "createdDate": "2026-03-01T08:02:00Z", "modifiedDate": "2026-03-01T08:05:00Z",
              "createdBy": {"id": "hub-guid", "displayName": "Entente Integration"}},
             {"id": 53, "text": "gone", "isDeleted": true},
             {"commentId": 50, "text": "<p>[internal]</p><p>first</p>", "createdDate": "2026-03-01T08:00:00Z"}]}
            """;
        bench.Tracker.On($"GET /global/_apis/wit/workitems/7?$expand=all&{AzureDevOpsBench.Version}", 200, Commented(3, 3));
        var read = (await bench.Opened().WithComments(List).Connector.ReadAsync("7", null, default)).Snapshot;
        read.Comments.Select(comment => (comment.NativeId, comment.IsPublic, comment.Body.ToString().Trim()))
            .ShouldBe([("50", false, "first"), ("51", false, "ask Marco"), ("52", true, "done")]);
        read.Comments.Select(comment => comment.Author.IsHub).ShouldBe([false, false, true]);
        (read.Comments[2].Edited is not null, read.Comments[1].Author.Address).ShouldBe((true, "david@global.example"));
    }

    [Fact]
    public async Task Follows_the_pages_of_long_discussions()
    {
        const string First = """{"comments": [{"id": 1, "text": "a"}], "continuationToken": "t 2"}""";
        bench.Tracker.On($"GET /global/_apis/wit/workitems/7?$expand=all&{AzureDevOpsBench.Version}", 200, Commented(3, 2));
        bench.Opened().Tracker.On("GET " + AzureDevOpsBench.Comments, 200, First)
            .On("GET " + AzureDevOpsBench.Comments + "&continuationToken=t%202", 200, """{"comments": [{"id": 2, "text": "b"}]}""");
        (await bench.Connector.ReadAsync("7", null, default)).Snapshot.Comments.Select(comment => comment.NativeId).ShouldBe(["1", "2"]);
    }

    [Fact]
    public async Task Reads_files_and_the_pictures_in_texts_as_attachments_without_their_address()
    {
        const string Relations = """
            "relations": [
             {"rel": "AttachedFile", "url": "https://dev.azure.example/global/_apis/wit/attachments/AAAA0000-0000-4000-8000-000000000001",
              "attributes": {"name": "log.har", "resourceSize": 12, "resourceCreatedDate": "2026-03-01T08:01:00Z", "comment": "by hand"}},
             {"rel": "AttachedFile",
              "url": "https://dev.azure.example/global/_apis/wit/attachments/bbbb0000-0000-4000-8000-000000000002?fileName=x.txt",
              "attributes": {"name": "x.txt", "resourceSize": 3, "resourceCreatedDate": "2026-03-01T08:02:00Z", "comment": "entente:abc internal"}}]
            """;
        var item = AzureDevOpsBench.Item(3, $"\"System.Description\": \"<p>See <img src='{Picture}'></p>\"").Replace("\"relations\": []", Relations);
        bench.Tracker.On($"GET /global/_apis/wit/workitems/7?$expand=all&{AzureDevOpsBench.Version}", 200, item);
        var read = (await bench.Opened().Connector.ReadAsync("7", null, default)).Snapshot;
        read.Attachments.Select(file => (file.Name, file.MediaType, file.Bytes, file.IsPublic, file.Author.IsHub)).ShouldBe(
        [
            ("cart.png", "image/png", 0L, true, false), ("log.har", "application/json", 12L, true, false), ("x.txt", "text/plain", 3L, false, true),
        ]);
        read.Attachments[1].NativeId.ShouldBe("aaaa0000-0000-4000-8000-000000000001");
        ValueJson.Write(read.Fields["System.Description"]).ShouldNotContain("dev.azure.example");
        read.Fields["relations"].AsList().ShouldBeEmpty();
    }

    [Fact]
    public async Task Downloads_from_its_own_endpoint_whatever_host_a_text_names()
    {
        const string Id = "c0ffee00-0000-4000-8000-000000000001";
        var file = new TicketAttachment(Id, "cart.png", "image/png", 0, Picture.Replace("dev.azure.example", "evil.example"))
        {
            Created = AzureDevOpsBench.Now,
            Author = AzureDevOpsPeople.Nobody,
        };
        bench.Tracker.On($"GET /global/_apis/wit/attachments/{Id}?fileName=cart.png&download=true&api-version=7.1", 200, "bytes");
        await using var stream = await bench.Connector.OpenAttachmentAsync(file, default);
        bench.Tracker.Seen[0].Address.Host.ShouldBe("dev.azure.example");
        (await new StreamReader(stream).ReadToEndAsync()).ShouldBe("bytes");
    }

    [Fact]
    public async Task Takes_no_sign_in_page_for_a_file()
    {
        const string Id = "c0ffee00-0000-4000-8000-000000000001";
        var file = new TicketAttachment(Id, "a", "image/png", 0, Picture) { Created = AzureDevOpsBench.Now, Author = AzureDevOpsPeople.Nobody };
        bench.Tracker.On($"GET /global/_apis/wit/attachments/{Id}?fileName=cart.png&download=true&api-version=7.1", 203, "<html>");
        await Should.ThrowAsync<ConnectorException>(() => bench.Connector.OpenAttachmentAsync(file, default));
    }

    [Fact]
    public async Task Knows_its_own_marker_and_keeps_it_from_rules()
    {
        const string Ours = "\"System.Tags\": \"vip; entente:abc234; Shop\", \"System.CreatedBy\": {\"uniqueName\": \"HUB@global.example\"}";
        bench.Tracker.On($"GET /global/_apis/wit/workitems/7?$expand=all&{AzureDevOpsBench.Version}", 200, AzureDevOpsBench.Item(1, Ours));
        var read = (await bench.Opened().Connector.ReadAsync("7", null, default)).Snapshot;
        read.Marker.ShouldBe("abc234");
        read.Fields["System.Tags"].AsList().Select(tag => tag.AsString()).ShouldBe(["Shop", "vip"]);
    }

    [Fact]
    public async Task A_copy_made_by_a_person_carries_no_marker()
    {
        const string Copy = "\"System.Tags\": \"entente:abc234\", \"System.CreatedBy\": {\"uniqueName\": \"david@global.example\"}";
        bench.Tracker.On($"GET /global/_apis/wit/workitems/7?$expand=all&{AzureDevOpsBench.Version}", 200, AzureDevOpsBench.Item(1, Copy));
        (await bench.Opened().Connector.ReadAsync("7", null, default)).Snapshot.Marker.ShouldBeNull();
    }

    [Fact]
    public async Task Tells_history_between_two_revisions_with_states_and_people()
    {
        var known = await Known(1);
        const string Updates = """
            {"value": [
             {"id": 2, "rev": 1, "revisedBy": {"uniqueName": "x"}, "relations": {"added": []}},
             {"id": 3, "rev": 2, "revisedDate": "2026-03-01T08:30:00Z", "revisedBy": {"id": "u1", "displayName": "David"}, "fields": {
               "System.State": {"oldValue": "New", "newValue": "Active"}, "System.ChangedDate": {"newValue": "2026-03-01T08:02:00Z"},
               "System.AssignedTo": {"newValue": {"id": "u1", "displayName": "David", "uniqueName": "david@global.example"}}}},
             {"id": 4, "rev": 3, "revisedDate": "9999-01-01T00:00:00Z", "revisedBy": {"id": "hub-guid"}, "fields": {
               "System.State": {"oldValue": "Active", "newValue": "Resolved"}, "System.ChangedDate": {"newValue": "2026-03-01T08:03:00Z"}}},
             {"id": 5, "rev": 4, "fields": {"System.State": {"oldValue": "Resolved", "newValue": "Closed"}}}]}
            """;
        bench.Tracker.On($"GET /global/_apis/wit/workitems/7?$expand=all&{AzureDevOpsBench.Version}", 200, AzureDevOpsBench.Item(3))
            .On($"GET /global/_apis/wit/workItems/7/updates?$top=200&$skip=1&{AzureDevOpsBench.Version}", 200, Updates);
        var read = await bench.Connector.ReadAsync("7", known, default);
        read.Steps.Select(step => (step.Id, step.At.Minute, step.Author.IsHub)).ShouldBe([("3", 2, false), ("4", 3, true)]);
        read.Steps[0].Fields.Select(field => field.Field).ShouldBe(["System.State", "System.AssignedTo"]);
        read.Steps[1].Fields[0].After.AsString().ShouldBe("Resolved");
        read.Snapshot.HistoryCursor.ShouldBe("4");
    }

    [Fact]
    public void Reads_all_recorded_updates_into_steps_and_skips_links_of_other_items()
    {
        var fields = new AzureDevOpsFields(new Dictionary<string, AzureDevOpsFieldType>());
        var mapping = new AzureDevOpsMapping(AzureDevOpsBench.Settings.Endpoint, fields, new AzureDevOpsPeople("hub@global.example"));
        var updates = AzureDevOpsBench.Json(AzureDevOpsBench.Recorded("updates.json")).GetProperty("value").EnumerateArray().ToList();
        var steps = AzureDevOpsHistory.Steps(updates, (1, 9), default, mapping);
        steps.Select(step => step.Id).ShouldBeSubsetOf(["2", "6", "7", "8", "9", "10", "11", "13"]);
        steps[0].Fields.ShouldContain(field => field.Field == "System.AssignedTo" && field.Before.IsNull && !field.After.IsNull);
        steps.ShouldAllBe(step => step.At.Year == 2017 && step.Author.Name == "Jamal Hartnett");
    }

    [Fact]
    public async Task Shows_a_field_that_was_emptied_as_empty()
    {
        var known = await Known(2, "\"Custom.PartnerKey\": \"INC1\", \"Custom.Cause\": \"<p>x</p>\"");
        bench.Tracker.On($"GET /global/_apis/wit/workitems/7?$expand=all&{AzureDevOpsBench.Version}", 200, AzureDevOpsBench.Item(3))
            .On($"GET /global/_apis/wit/workItems/7/updates?$top=200&$skip=2&{AzureDevOpsBench.Version}", 200, """{"value": []}""");
        var read = (await bench.Connector.ReadAsync("7", known, default)).Snapshot;
        read.Fields["Custom.PartnerKey"].IsNull.ShouldBeTrue();
        RichTextValue.Read(read.Fields["Custom.Cause"])!.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task Asks_for_nothing_more_when_only_links_changed()
    {
        var known = await Known(3);
        const string Link = """[{"rel": "System.LinkTypes.Related", "url": "https://x.example/_apis/wit/workItems/8"}]""";
        var linked = AzureDevOpsBench.Item(3).Replace("[]", Link);
        bench.Tracker.On($"GET /global/_apis/wit/workitems/7?$expand=all&{AzureDevOpsBench.Version}", 200, linked);
        var read = (await bench.Connector.ReadAsync("7", known, default)).Snapshot;
        read.Revision.ShouldNotBe(known.Revision);
        read.IsRevision("3").ShouldBeTrue();
        bench.Tracker.Left.ShouldBe(0);
    }

    [Fact]
    public async Task Asks_for_field_types_again_when_an_unknown_field_appears()
    {
        var item = AzureDevOpsBench.Item(1, "\"Custom.New\": \"x\"");
        bench.Tracker.On($"GET /global/_apis/wit/workitems/7?$expand=all&{AzureDevOpsBench.Version}", 200, item);
        bench.Opened().Tracker.On($"GET /global/_apis/wit/fields?{AzureDevOpsBench.Version}", 200, """{"value": []}""");
        (await bench.Connector.ReadAsync("7", null, default)).Snapshot.Fields["Custom.New"].AsString().ShouldBe("x");
        await bench.ReadAsync(AzureDevOpsBench.Item(1, "\"Custom.New\": \"y\""));
        bench.Tracker.Left.ShouldBe(0);
    }

    [Theory]
    [InlineData(9_999, false)]
    [InlineData(10_000, true)]
    public async Task A_work_item_is_final_at_its_ten_thousandth_revision(int rev, bool isFinal)
    {
        bench.Tracker.On($"GET /global/_apis/wit/workitems/7?$expand=all&{AzureDevOpsBench.Version}", 200, AzureDevOpsBench.Item(rev));
        (await bench.Opened().Connector.ReadAsync("7", null, default)).Snapshot.IsFinal.ShouldBe(isFinal);
    }

    [Fact]
    public async Task Takes_no_other_work_item_for_the_one_asked()
    {
        bench.Tracker.On($"GET /global/_apis/wit/workitems/8?$expand=all&{AzureDevOpsBench.Version}", 200, AzureDevOpsBench.Item(1));
        var failure = await Should.ThrowAsync<ConnectorException>(() => bench.Connector.ReadAsync("8", null, default));
        (failure.Kind, failure.Code).ShouldBe((FailureKind.NotSent, AzureDevOpsCodes.ForeignAnswer));
    }

    private static string Commented(int rev, int count) =>
        AzureDevOpsBench.Item(rev).Replace("\"System.CommentCount\": 0", $"\"System.CommentCount\": {count}");

    private async Task<TicketSnapshot> Known(int rev, string fields = "")
    {
        bench.Tracker.On($"GET /global/_apis/wit/workitems/7?$expand=all&{AzureDevOpsBench.Version}", 200, AzureDevOpsBench.Item(rev, fields));
        return (await bench.Opened().Connector.ReadAsync("7", null, default)).Snapshot;
    }
}
