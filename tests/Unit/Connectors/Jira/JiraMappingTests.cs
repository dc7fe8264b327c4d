using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Cel;
using Entente.Connectors.Jira;
using Entente.Core.Text;
using Entente.Core.Tickets;

namespace Entente.Unit.Tests.Connectors.Jira;

public sealed class JiraMappingTests
{
    private static readonly JiraMapping Mapping = new(new Uri("https://infinity.example/jira/"), ScriptedJira.Hub);

    [Fact]
    public void Identity_is_the_id_and_the_address_keeps_the_context_path()
    {
        var snapshot = Mapping.Snapshot(Recordings.Json("devlake-issue-EE-33.json"));

        snapshot.NativeId.ShouldBe("10095");
        snapshot.Key.ShouldBe("EE-33");
        snapshot.Address.ShouldBe(new Uri("https://infinity.example/jira/browse/EE-33"));
        snapshot.Updated.ShouldBe(new DateTimeOffset(2021, 3, 28, 8, 5, 55, 253, TimeSpan.Zero));
        snapshot.Created.ShouldBe(new DateTimeOffset(2020, 6, 12, 0, 50, 45, 674, TimeSpan.Zero));
    }

    [Theory]
    [InlineData("status", """{"id": "10068", "name": "已完成", "category": "done"}""")]
    [InlineData("priority", """{"id": "3", "name": "Medium"}""")]
    [InlineData("resolution", """{"id": "10000", "name": "完成"}""")]
    [InlineData("parent", """{"id": "10063", "key": "EE-1"}""")]
    [InlineData("project", """{"id": "10003", "key": "EE", "name": "Enterprise Edition"}""")]
    [InlineData("summary", "\"准备测试用例\"")]
    [InlineData("labels", "[]")]
    [InlineData("fixVersions", "[]")]
    public void Fields_of_a_recorded_issue_have_the_form_that_rules_read(string field, string expected)
    {
        var value = Mapping.Snapshot(Recordings.Json("devlake-issue-EE-33.json")).Fields[field];

        CelJson.ToJson(value)!.ToJsonString().ShouldBe(JsonNode.Parse(expected)!.ToJsonString());
    }

    [Fact]
    public void What_is_no_field_of_the_ticket_is_left_out()
    {
        var fields = Mapping.Snapshot(Recordings.Json("devlake-issue-EE-33.json")).Fields;

        fields.Keys.ShouldNotContain("votes");
        fields.Keys.ShouldNotContain("worklog");
        fields.Keys.ShouldNotContain("comment");
        fields.Keys.ShouldContain("customfield_10020");
    }

    [Fact]
    public void A_person_has_id_name_and_address()
    {
        var person = Mapping.Snapshot(Recordings.Json("devlake-issue-EE-33.json")).Fields["assignee"];

        person.Part("id").ShouldBe("5ecfbd0984083c0c12e5af8f");
        person.Part("name").ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void Numeric_ids_bare_lists_of_comments_and_role_restrictions_are_read()
    {
        var snapshot = Mapping.Snapshot(Recordings.Json("rapid7-issue.json"));

        snapshot.NativeId.ShouldBe("10002");
        snapshot.Attachments.Single().NativeId.ShouldBe("10000");
        snapshot.Attachments.Single().Author.IsHub.ShouldBeTrue();
        snapshot.Updated.ShouldBe(DateTimeOffset.UnixEpoch.AddMilliseconds(1));
        var comment = snapshot.Comments.Single();
        comment.IsPublic.ShouldBeFalse();
        comment.Author.Name.ShouldBe("Mia Krystof");
        comment.Edited.ShouldBe(new DateTimeOffset(2021, 1, 18, 23, 45, 0, TimeSpan.Zero));
        comment.Body.ToString().ShouldStartWith("Lorem ipsum dolor sit amet");
    }

    [Theory]
    [InlineData("", true)]
    [InlineData(""","jsdPublic":true""", true)]
    [InlineData(""","jsdPublic":false""", false)]
    [InlineData(""","visibility":{"type":"group","value":"staff"}""", false)]
    [InlineData(""","visibility":null""", true)]
    public void A_comment_is_internal_when_the_service_desk_or_a_restriction_says_so(string members, bool isPublic)
    {
        var comment = Recordings.Parse($$"""{"id":"1","created":"2021-01-17T12:34:00.000+0000"{{members}}}""");

        Mapping.Comment(comment, new JiraRichText([]))!.IsPublic.ShouldBe(isPublic);
    }

    [Fact]
    public void The_marker_is_the_effect_in_our_property()
    {
        var issue = Issue("""{"id":"1","key":"A-1","properties":{"entente":{"effect":"e1"}},"fields":{"updated":"2021-01-17T12:34:00.000+0000"}}""");

        Mapping.Snapshot(issue).Marker.ShouldBe("e1");
    }

    [Fact]
    public void The_revision_moves_with_the_time_and_with_a_deleted_comment()
    {
        var both = Revision("2021-01-17T12:34:00.000+0000", "1", "2");

        Revision("2021-01-17T12:34:00.000+0000", "1", "2").ShouldBe(both);
        Revision("2021-01-17T13:34:00.000+0100", "1", "2").ShouldBe(both);
        Revision("2021-01-17T12:34:00.001+0000", "1", "2").ShouldNotBe(both);
        Revision("2021-01-17T12:34:00.000+0000", "2").ShouldNotBe(both);
    }

    [Fact]
    public void A_media_node_is_tied_to_the_attachment_of_its_name()
    {
        var issue = Issue("""
            {"id":"1","key":"A-1","fields":{"updated":"2021-01-17T12:34:00.000+0000",
             "attachment":[{"id":"77","filename":"cart.png","size":1,"created":"2021-01-17T12:00:00.000+0000"}],
             "comment":{"total":1,"comments":[{"id":"5","created":"2021-01-17T12:30:00.000+0000","body":{"type":"doc","version":1,"content":[
               {"type":"mediaSingle","content":[
                {"type":"media","attrs":{"type":"file","id":"6e7c7f2c-dd7a","collection":"","alt":"cart.png"}}]}]}}]}}}
            """);

        var comment = Mapping.Snapshot(issue).Comments.Single();

        comment.AttachmentIds.ShouldBe(["77"]);
        comment.Body.Images().Single().ShouldBe(new Image("", "cart.png", "cart.png", "77"));
    }

    [Fact]
    public void A_document_that_cannot_be_read_is_shown_as_such()
    {
        var text = new JiraRichText([]).ReadText(Recordings.Parse("""{"type":"paragraph"}"""));

        text.IsEmpty.ShouldBeFalse();
    }

    [Fact]
    public void Custom_fields_lose_addresses_and_keep_options_people_and_documents()
    {
        var issue = Issue("""
            {"id":"1","key":"A-1","fields":{"updated":"2021-01-17T12:34:00.000+0000",
             "customfield_1":{"self":"https://x/1","value":"red","id":"10"},
             "customfield_2":[{"self":"https://x/1","accountId":"a","displayName":"Ann","emailAddress":"ann@x.example"}],
             "customfield_3":{"type":"doc","version":1,"content":[]},
             "customfield_4":3.5,"customfield_5":null}}
            """);

        var fields = Mapping.Snapshot(issue).Fields;

        fields["customfield_1"].ToString().ShouldBe("""{"value": "red", "id": "10"}""");
        fields["customfield_2"].AsList()[0].Part("address").ShouldBe("ann@x.example");
        fields["customfield_3"].AsObject().ShouldBeOfType<RichTextValue>();
        fields["customfield_4"].AsDouble().ShouldBe(3.5);
        fields["customfield_5"].IsNull.ShouldBeTrue();
    }

    [Fact]
    public void Every_standard_field_has_a_blank_value()
    {
        foreach (var field in JiraSchema.Standard.Fields.Keys)
            JiraSchema.Standard.Blank.ContainsKey(field).ShouldBeTrue(field);
    }

    private static string Revision(string updated, params string[] comments)
    {
        var list = string.Join(',', comments.Select(id => $"{{\"id\":\"{id}\",\"created\":\"2021-01-17T12:00:00.000+0000\"}}"));
        var issue = $$$$"""{"id":"1","key":"A-1","fields":{"updated":"{{{{updated}}}}","comment":{"comments":[{{{{list}}}}]}}}""";
        return Mapping.Snapshot(Issue(issue)).Revision;
    }

    private static JsonElement Issue(string json) => Recordings.Parse(json.Replace("HUB", ScriptedJira.Hub, StringComparison.Ordinal));
}
