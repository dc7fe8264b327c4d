using System.Text;
using Entente.Cel;
using Entente.Connectors.Http;
using Entente.Core.Text;
using Entente.Core.Tickets;

namespace Entente.Unit.Tests.Connectors.Jira;

public sealed class JiraWriteTests
{
    [Fact]
    public async Task A_create_carries_its_marker_and_notes_the_newest_key()
    {
        var jira = new ScriptedJira().WithMyself()
            .On("POST search/jql", """{"issues":[{"id":"1","key":"SHOP-39"}],"isLast":true}""")
            .On("POST issue/bulkfetch", """{"issues":[{"id":"2","key":"SHOP-40"}],"issueErrors":[]}""")
            .On("POST issue/bulkfetch", """{"issues":[],"issueErrors":[]}""")
            .On("POST issue", Recordings.Json("rapid7-created.json"));
        var effect = Effect(
            WriteKind.Create, null, ("project", "SHOP"), ("issuetype", "Bug"), ("summary", "Broken\nflow"), ("priority", "High"), ("duedate", ""));

        var call = await jira.Connector().PrepareAsync(effect, default);
        var result = await jira.Connector().SendAsync(effect, call, default);

        call.Hint.ShouldBe("SHOP:40");
        result.NativeId.ShouldBe("10000");
        Recordings.Parse(Encoding.UTF8.GetString(call.Body)).GetRawText().ShouldBe(
            """{"fields":{"issuetype":{"name":"Bug"},"priority":{"name":"High"},"project":{"key":"SHOP"},"summary":"Broken flow"},"properties":["""
            + """{"key":"entente","value":{"effect":"e1"}}]}""");
        call.Headers.Keys.ShouldNotContain("Authorization");
    }

    [Fact]
    public async Task An_address_becomes_an_account_and_custom_fields_take_their_kind()
    {
        var jira = new ScriptedJira()
            .On("GET field", """
                [{"id":"customfield_1","name":"Colour",
                  "schema":{"type":"option","custom":"com.atlassian.jira.plugin.system.customfieldtypes:select"}},
                 {"id":"customfield_2","name":"Steps",
                  "schema":{"type":"string","custom":"com.atlassian.jira.plugin.system.customfieldtypes:textarea"}},
                 {"id":"customfield_3","name":"Tested","schema":{"type":"array","items":"version"}}]
                """)
            .On("GET user/search?query=ann%40x.example&maxResults=10", """[{"accountId":"a1","displayName":"Ann","emailAddress":null}]""");
        var effect = new EffectCall("e1", new WriteStep(WriteKind.Update)
        {
            Fields = new SortedDictionary<string, CelValue>(StringComparer.Ordinal)
            {
                ["assignee"] = CelValue.String("ann@x.example"),
                ["customfield_1"] = CelValue.String("red"),
                ["customfield_2"] = CelValue.String("one"),
                ["customfield_3"] = CelValue.List([CelValue.String("1.0")]),
                ["labels"] = CelValue.List([CelValue.String("two words")]),
                ["priority"] = CelValue.Null,
            },
        }, "10");

        var call = await jira.Connector().PrepareAsync(effect, default);

        call.Method.ShouldBe("PUT");
        call.Path.ShouldBe("rest/api/3/issue/10?returnIssue=true");
        var fields = Recordings.Parse(Encoding.UTF8.GetString(call.Body)).Member("fields")!.Value;
        fields.Member("assignee")!.Value.GetRawText().ShouldBe("""{"accountId":"a1"}""");
        fields.Member("customfield_1")!.Value.GetRawText().ShouldBe("""{"value":"red"}""");
        fields.Member("customfield_2")!.Value.Text("type").ShouldBe("doc");
        fields.Member("customfield_3")!.Value.GetRawText().ShouldBe("""[{"name":"1.0"}]""");
        fields.Member("labels")!.Value.GetRawText().ShouldBe("""["two-words"]""");
        fields.GetProperty("priority").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    public async Task Text_that_JSON_cannot_say_is_mended()
    {
        var call = await new ScriptedJira().Connector().PrepareAsync(Effect(WriteKind.Update, "10", ("summary", "a\ud800b\0c")), default);

        Recordings.Parse(Encoding.UTF8.GetString(call.Body)).Member("fields")!.Value.Text("summary").ShouldBe("a\ufffdb c");
    }

    [Fact]
    public async Task A_person_whom_Jira_does_not_show_is_refused_by_name()
    {
        var jira = new ScriptedJira().On("GET user/search?query=ann%40x.example&maxResults=10", "[]");

        var failure = await Should.ThrowAsync<ConnectorException>(
            () => jira.Connector().PrepareAsync(Effect(WriteKind.Update, "10", ("assignee", "ann@x.example")), default));

        failure.Kind.ShouldBe(FailureKind.Refused);
        failure.Code.ShouldBe("jira.person-not-found");
        failure.Field.ShouldBe("assignee");
    }

    [Fact]
    public async Task A_status_goes_through_the_transition_that_leads_there()
    {
        var jira = new ScriptedJira().WithMyself()
            .On(
                "GET issue/10/transitions?expand=transitions.fields",
                """{"transitions":[{"id":"31","name":"Finish","to":{"id":"9","name":"Done"},"fields":{"resolution":{"required":true}}}]}""")
            .On("POST issue/10/transitions", "", 204);
        var effect = Effect(WriteKind.Transition, "10", ("status", "Done"), ("resolution", "Fixed"), ("summary", "S"));

        var call = await jira.Connector().PrepareAsync(effect, default);
        var result = await jira.Connector().SendAsync(effect, call, default);

        Encoding.UTF8.GetString(call.Body).ShouldBe(
            """{"transition":{"id":"31"},"historyMetadata":{"type":"entente","extraData":{"effect":"e1"}},"fields":"""
            + """{"resolution":{"name":"Fixed"}}}""");
        result.ShouldBe(new WriteResult { NativeId = "10", FileIds = result.FileIds });
    }

    [Fact]
    public async Task A_status_that_is_not_offered_is_refused_with_what_is()
    {
        var jira = new ScriptedJira()
            .On("GET issue/10/transitions?expand=transitions.fields", """{"transitions":[{"id":"1","to":{"id":"3","name":"In Progress"}}]}""")
            .On("GET issue/10?fields=status", """{"id":"10","fields":{"status":{"id":"1","name":"Open"}}}""");

        var failure = await Should.ThrowAsync<ConnectorException>(
            () => jira.Connector().PrepareAsync(Effect(WriteKind.Transition, "10", ("status", "Done")), default));

        failure.Code.ShouldBe("jira.transition-not-offered");
        failure.Message.ShouldBe("No transition leads from \"Open\" to \"Done\". Offered to the hub's account now: In Progress.");
    }

    [Fact]
    public async Task A_field_that_the_screen_demands_is_named()
    {
        var jira = new ScriptedJira().On(
            "GET issue/10/transitions?expand=transitions.fields",
            """{"transitions":[{"id":"31","name":"Finish","to":{"id":"9","name":"Done"},"fields":{"customfield_7":{"required":true}}}]}""");

        var failure = await Should.ThrowAsync<ConnectorException>(
            () => jira.Connector().PrepareAsync(Effect(WriteKind.Transition, "10", ("status", "Done")), default));

        failure.Code.ShouldBe("jira.transition-needs-field");
        failure.Field.ShouldBe("customfield_7");
    }

    [Fact]
    public async Task A_status_that_is_there_already_needs_only_a_look()
    {
        var jira = new ScriptedJira().WithMyself()
            .On("GET issue/10/transitions?expand=transitions.fields", """{"transitions":[]}""")
            .On("GET issue/10?fields=status", """{"id":"10","fields":{"status":{"id":"9","name":"Done"}}}""")
            .On("GET issue/10?fields=*all&properties=entente", """{"id":"10","key":"A-1","fields":{"updated":"2026-01-01T00:00:00.000+0000"}}""");
        var effect = Effect(WriteKind.Transition, "10", ("status", "Done"));

        var result = await jira.Connector().SendAsync(effect, await jira.Connector().PrepareAsync(effect, default), default);

        result.Stored!.Key.ShouldBe("A-1");
    }

    [Fact]
    public async Task A_comment_carries_its_marker_and_links_its_pictures()
    {
        var jira = new ScriptedJira().WithMyself()
            .On("GET issue/10?fields=attachment", """{"id":"10","fields":{"attachment":[{"id":"77","filename":"cart.png"}]}}""")
            .On("POST issue/10/comment", Recordings.Json("rapid7-comment.json"), 201);
        var body = new RichText([new Paragraph([new Run("See "), new Image("https://mercuri.zendesk.com/attachments/token/x", "cart.png")])]);
        var effect = new EffectCall("e2", new WriteStep(WriteKind.AddComment) { Comment = new CommentWrite("zd:1", body, false, []) }, "10");

        var call = await jira.Connector().PrepareAsync(effect, default);
        var result = await jira.Connector().SendAsync(effect, call, default);

        result.ItemId.ShouldBe("10000");
        var sent = Encoding.UTF8.GetString(call.Body);
        sent.ShouldContain("https://infinity.atlassian.net/secure/attachment/77/cart.png");
        sent.ShouldContain("[image: cart.png]");
        sent.ShouldNotContain("mercuri.zendesk.com");
        Recordings.Parse(sent).Member("properties")!.Value.GetRawText().ShouldBe(
            """[{"key":"entente","value":{"effect":"e2"}},{"key":"sd.public.comment","value":{"internal":true}}]""");
    }

    [Fact]
    public async Task A_file_is_a_form_whose_bytes_are_the_same_each_time()
    {
        var jira = new ScriptedJira().WithMyself().On("POST issue/10/attachments", Recordings.Json("rapid7-attachments.json"));
        jira.Keep("aa", "abc"u8.ToArray());
        var file = new FileWrite("zd:1", "a\"b.txt", "text/plain", 3, "aa");
        var effect = new EffectCall("e3", new WriteStep(WriteKind.AddAttachment) { Files = [file] }, "10");

        var call = await jira.Connector().PrepareAsync(effect, default);
        var result = await jira.Connector().SendAsync(effect, call, default);

        result.FileIds.ShouldBe(["10001"]);
        var sent = jira.Calls[^1];
        sent.Headers["X-Atlassian-Token"].ShouldBe("no-check");
        sent.Body.ShouldBe(
            "--entente-e3\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a%22b.txt\"\r\nContent-Type: text/plain\r\n\r\n"
            + "abc\r\n--entente-e3--\r\n");
    }

    [Fact]
    public async Task An_edit_answers_with_the_stored_ticket()
    {
        var jira = new ScriptedJira().WithMyself()
            .On("PUT issue/10095?returnIssue=true", Recordings.Json("devlake-issue-EE-33.json"))
            .On("PUT issue/10095?returnIssue=true", "", 204);
        var effect = Effect(WriteKind.Update, "10095", ("summary", "S"));
        var connector = jira.Connector();
        var call = await connector.PrepareAsync(effect, default);

        (await connector.SendAsync(effect, call, default)).Stored!.Key.ShouldBe("EE-33");
        (await connector.SendAsync(effect, call, default)).Stored.ShouldBeNull();
    }

    [Theory]
    [InlineData(200, "<html>Log in</html>", "text/html")]
    [InlineData(200, """{"id":"10095","key":"EE-""", "application/json")]
    [InlineData(200, """{"id":"4711","key":"EE-1","fields":{"updated":1}}""", "application/json")]
    [InlineData(502, "Bad gateway", "text/html")]
    [InlineData(409, "{}", "application/json")]
    public async Task An_answer_that_proves_nothing_leaves_a_write_open(int status, string body, string mediaType)
    {
        var jira = new ScriptedJira().WithMyself().OnText("PUT issue/10095?returnIssue=true", body, status, mediaType);
        var effect = Effect(WriteKind.Update, "10095", ("summary", "S"));
        var connector = jira.Connector();
        var call = await connector.PrepareAsync(effect, default);

        (await Should.ThrowAsync<ConnectorException>(() => connector.SendAsync(effect, call, default))).Kind.ShouldBe(FailureKind.Ambiguous);
    }

    [Fact]
    public async Task A_link_back_is_the_same_link_however_often_it_is_written()
    {
        var jira = new ScriptedJira().WithMyself().On("POST issue/10/remotelink", """{"id":10000,"self":"https://x"}""", 201);
        var partner = new PartnerReference("Mercuri", "#35", new Uri("https://mercuri.zendesk.com/agent/tickets/35"));
        var effect = new EffectCall("e4", new WriteStep(WriteKind.LinkBack) { Partner = partner }, "10");

        var result = await jira.Connector().SendAsync(effect, await jira.Connector().PrepareAsync(effect, default), default);

        result.ItemId.ShouldBeNull();
        var sent = jira.Sent("POST issue/10/remotelink");
        sent.Text("globalId").ShouldBe("entente:https://mercuri.zendesk.com/agent/tickets/35");
        sent.Member("object")!.Value.Text("title").ShouldBe("Mercuri #35");
    }

    [Fact]
    public async Task A_context_path_is_kept()
    {
        var jira = new ScriptedJira().On("GET issue/10/transitions?expand=transitions.fields", """{"transitions":[]}""")
            .On("GET issue/10?fields=status", """{"fields":{"status":{"name":"Done"}}}""");

        var connector = jira.Connector(endpoint: "https://api.atlassian.com/ex/jira/abc");

        var call = await connector.PrepareAsync(Effect(WriteKind.Transition, "10", ("status", "Done")), default);

        call.Path.ShouldBe("rest/api/3/issue/10?fields=*all&properties=entente");
    }

    private static EffectCall Effect(WriteKind kind, string? ticket, params (string Field, string Value)[] fields) => new(
        "e1",
        new WriteStep(kind)
        {
            Fields = new SortedDictionary<string, CelValue>(
                fields.ToDictionary(field => field.Field, field => CelValue.String(field.Value)), StringComparer.Ordinal),
        },
        ticket);
}
