using System.Security.Cryptography;
using Entente.Cel;
using Entente.Connectors.Jira;
using Entente.Core.Text;
using Entente.Core.Tickets;

namespace Entente.Unit.Tests.Connectors.Jira;

public sealed class JiraProbeTests
{
    private const string Search = "POST search/jql";
    private const string Bulk = "POST issue/bulkfetch";
    private const string Nothing = """{"issues":[],"issueErrors":[]}""";
    private const string Get = "GET issue/10?fields=*all&expand=changelog&properties=entente";

    private static readonly PreparedCall Create = new("POST", "rest/api/3/issue", new Dictionary<string, string>(), [], Hint: "SHOP:40");

    [Fact]
    public async Task A_create_is_found_by_its_marker_above_the_noted_key()
    {
        var jira = Window("SHOP-39").On(Bulk, $$$"""{"issues":[{{{Made(41, "other")}}},{{{Made(43, "e1")}}}]}""");

        var outcome = await ProbeCreate(jira);

        outcome.Verdict.ShouldBe(ProbeVerdict.Found);
        outcome.Result!.NativeId.ShouldBe("43");
        var asked = Recordings.Parse(jira.Calls.Single(made => made.Call == Bulk).Body);
        asked.GetProperty("issueIdsOrKeys")[0].GetString().ShouldBe("SHOP-41");
        asked.GetProperty("issueIdsOrKeys").GetArrayLength().ShouldBe(100);
        asked.GetProperty("properties")[0].GetString().ShouldBe("entente");
    }

    [Fact]
    public async Task A_create_is_absent_when_all_keys_are_read_and_the_window_closes()
    {
        var jira = Window("SHOP-41").On(Bulk, $$"""{"issues":[{{Made(41, "other")}}]}""").On(Bulk, Nothing)
            .On("GET issue/SHOP-40?fields=created", """{"id":"40","key":"SHOP-40"}""");

        var outcome = await ProbeCreate(jira);

        outcome.Verdict.ShouldBe(ProbeVerdict.Absent);
        outcome.Rung.ShouldBe("key window SHOP-41..SHOP-240");
    }

    [Fact]
    public async Task A_project_that_moved_on_widens_the_window()
    {
        var jira = Window("SHOP-300").On(Bulk, Nothing).On(Bulk, Nothing).On(Bulk, $$"""{"issues":[{{Made(300, "x")}}]}""").On(Bulk, Nothing)
            .On("GET issue/SHOP-40?fields=created", """{"id":"40"}""");

        (await ProbeCreate(jira)).Rung.ShouldBe("key window SHOP-41..SHOP-440");
    }

    [Theory]
    [InlineData("""{"permissions":{"BROWSE_PROJECTS":{"havePermission":true}}}""", ProbeVerdict.Absent)]
    [InlineData("""{"permissions":{"BROWSE_PROJECTS":{"havePermission":false}}}""", ProbeVerdict.Unknown)]
    public async Task Who_may_not_see_the_project_shows_no_absence(string rights, ProbeVerdict verdict)
    {
        var jira = Window("SHOP-40").On(Bulk, Nothing).On(Bulk, Nothing)
            .On("GET issue/SHOP-40?fields=created", "{}", 404)
            .On("GET mypermissions?projectKey=SHOP&permissions=BROWSE_PROJECTS", rights);

        (await ProbeCreate(jira)).Verdict.ShouldBe(verdict);
    }

    [Fact]
    public async Task Keys_that_a_bulk_fetch_could_not_answer_are_read_alone()
    {
        var jira = Window("SHOP-40").On(Bulk, """{"issues":[],"issueErrors":[{"id":"SHOP-41","errorMessage":"try again"},{"id":"SHOP-42"}]}""")
            .On("GET issue/SHOP-41?fields=created,creator&properties=entente", "{}", 404)
            .On("GET issue/SHOP-42?fields=created,creator&properties=entente", Made(42, "e1"));

        (await ProbeCreate(jira)).Result!.NativeId.ShouldBe("42");
    }

    [Fact]
    public async Task A_clone_that_a_person_made_carries_the_marker_and_is_not_ours()
    {
        var jira = Window("SHOP-40").On(Bulk, $$"""{"issues":[{{Made(41, "e1", creator: "someone")}}]}""").On(Bulk, Nothing)
            .On("GET issue/SHOP-40?fields=created", """{"id":"40"}""");

        (await ProbeCreate(jira)).Verdict.ShouldBe(ProbeVerdict.Absent);
    }

    [Fact]
    public async Task A_create_that_was_moved_at_once_is_found_under_its_old_key()
    {
        var jira = Window("SHOP-40").On(Bulk, $$"""{"issues":[{{Made(41, "e1").Replace("SHOP-41", "OPS-7", StringComparison.Ordinal)}}]}""");

        (await ProbeCreate(jira)).Result!.NativeId.ShouldBe("41");
    }

    [Theory]
    [InlineData(""","properties":[{"key":"entente","value":{"effect":"e1"}}]""", ProbeVerdict.Found)]
    [InlineData(""","properties":[]""", ProbeVerdict.Absent)]
    public async Task A_comment_is_known_by_its_property(string properties, ProbeVerdict verdict)
    {
        var jira = new ScriptedJira().WithMyself().On(
            "GET issue/10/comment?startAt=0&maxResults=50&orderBy=-created&expand=properties",
            $$$"""
            {"total":2,"comments":[
             {"id":"6","author":{"accountId":"human"}},{"id":"5","author":{"accountId":"{{{ScriptedJira.Hub}}}"}{{{properties}}}}]}
            """);

        var outcome = await Probe(jira, new WriteStep(WriteKind.AddComment));

        outcome.Verdict.ShouldBe(verdict);
        outcome.Result?.ItemId.ShouldBe("5");
    }

    [Fact]
    public async Task A_comments_property_is_asked_for_where_the_list_does_not_show_it()
    {
        var jira = new ScriptedJira().WithMyself()
            .On(
                "GET issue/10/comment?startAt=0&maxResults=50&orderBy=-created&expand=properties",
                $$$"""
                {"total":2,"comments":[
                 {"id":"6","author":{"accountId":"{{{ScriptedJira.Hub}}}"}},{"id":"5","author":{"accountId":"{{{ScriptedJira.Hub}}}"}}]}
                """)
            .On("GET comment/6/properties/entente", """{"errorMessages":["The property does not exist."]}""", 404)
            .On("GET comment/5/properties/entente", """{"key":"entente","value":{"effect":"e1"}}""");

        (await Probe(jira, new WriteStep(WriteKind.AddComment))).Result!.ItemId.ShouldBe("5");
    }

    [Fact]
    public async Task An_attachment_is_told_by_name_size_author_and_where_in_doubt_by_its_bytes()
    {
        var bytes = "abc"u8.ToArray();
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var late = ScriptedJira.Now.AddSeconds(5).ToUnixTimeMilliseconds();
        var early = ScriptedJira.Now.AddSeconds(-5).ToUnixTimeMilliseconds();
        var step = new WriteStep(WriteKind.AddAttachment) { Files = [new FileWrite("zd:1", "a.txt", "text/plain", 3, hash)] };

        (await Probe(Listing(File("1", late), File("2", late, author: "x"), File("3", late, size: 4)), step)).Result!.ItemId.ShouldBe("1");
        (await Probe(Listing(File("1", early), File("2", early)).On("GET attachment/content/1?redirect=false", () => Content("xyz"u8.ToArray()))
            .On("GET attachment/content/2?redirect=false", () => Content(bytes)), step)).Result!.ItemId.ShouldBe("2");
        (await Probe(Listing(File("1", early)).On("GET attachment/content/1?redirect=false", () => Content("xyz"u8.ToArray())), step))
            .Verdict.ShouldBe(ProbeVerdict.Absent);
        (await Probe(Listing(), step)).Verdict.ShouldBe(ProbeVerdict.Absent);
    }

    [Theory]
    [InlineData("wanted", "", ProbeVerdict.Found)]
    [InlineData("other", "", ProbeVerdict.Absent)]
    [InlineData("other", "MARKED", ProbeVerdict.Found)]
    [InlineData("other", "OURS", ProbeVerdict.Found)]
    [InlineData("other", "THEIRS", ProbeVerdict.Absent)]
    public async Task An_edit_is_known_by_state_marker_or_our_entry(string summary, string entry, ProbeVerdict verdict)
    {
        var history = entry switch
        {
            "MARKED" => """{"id":"1","historyMetadata":{"type":"entente","extraData":{"effect":"e1"}},"items":[]}""",
            "OURS" => Entry(ScriptedJira.Hub),
            "THEIRS" => Entry("human"),
            _ => "",
        };
        var jira = new ScriptedJira().WithMyself().On(Get, Issue($"\"summary\":\"{summary}\"", history));
        var step = new WriteStep(WriteKind.Update) { Fields = new SortedDictionary<string, CelValue> { ["summary"] = CelValue.String("wanted") } };

        (await Probe(jira, step)).Verdict.ShouldBe(verdict);
    }

    [Theory]
    [InlineData("Done", ProbeVerdict.Found)]
    [InlineData("Open", ProbeVerdict.Absent)]
    public async Task A_transition_is_known_by_its_state(string status, ProbeVerdict verdict)
    {
        var jira = new ScriptedJira().WithMyself().On(Get, Issue($$$"""
            "status":{"id":"1","name":"{{{status}}}"},"summary":"moved on"
            """, ""));
        var fields = new SortedDictionary<string, CelValue> { ["status"] = CelValue.String("Done"), ["summary"] = CelValue.String("S") };

        (await Probe(jira, new WriteStep(WriteKind.Transition) { Fields = fields })).Verdict.ShouldBe(verdict);
    }

    [Fact]
    public async Task An_edited_comment_is_known_by_its_text()
    {
        const string path = "GET issue/10/comment/5";
        var comment = new CommentWrite("zd:1", RichText.FromText("new"), true, [], EditOf: "5");
        var held = JiraRichText.Write(RichText.FromText("new"), new Dictionary<string, Uri>()).ToJsonString();

        (await Probe(new ScriptedJira().On(path, $$"""{"id":"5","body":{{held}}}"""), new WriteStep(WriteKind.EditComment) { Comment = comment }))
            .Verdict.ShouldBe(ProbeVerdict.Found);
        (await Probe(new ScriptedJira().On(path, """{"id":"5","body":"old"}"""), new WriteStep(WriteKind.EditComment) { Comment = comment }))
            .Verdict.ShouldBe(ProbeVerdict.Absent);
    }

    [Theory]
    [InlineData(200, ProbeVerdict.Found)]
    [InlineData(404, ProbeVerdict.Absent)]
    public async Task A_link_back_is_asked_for_by_its_global_id(int status, ProbeVerdict verdict)
    {
        var jira = new ScriptedJira().On("GET issue/10/remotelink?globalId=entente%3Ahttps%3A%2F%2Fx.example%2F35", """{"id":10000}""", status);
        var step = new WriteStep(WriteKind.LinkBack) { Partner = new PartnerReference("Mercuri", "#35", new Uri("https://x.example/35")) };

        (await Probe(jira, step)).Verdict.ShouldBe(verdict);
    }

    private static ScriptedJira Window(string searched) =>
        new ScriptedJira().WithMyself().On(Search, $$$"""{"issues":[{"id":"1","key":"{{{searched}}}"}],"isLast":true}""");

    private static Task<ProbeOutcome> ProbeCreate(ScriptedJira jira) =>
        jira.Connector().ProbeAsync(new EffectCall("e1", new WriteStep(WriteKind.Create), null), Create, ScriptedJira.Now, default);

    private static Task<ProbeOutcome> Probe(ScriptedJira jira, WriteStep step) =>
        jira.Connector().ProbeAsync(new EffectCall("e1", step, "10"), Create with { Hint = null }, ScriptedJira.Now, default);

    private static string Made(int number, string effect, string creator = ScriptedJira.Hub) => $$$$"""
        {"id":"{{{{number}}}}","key":"SHOP-{{{{number}}}}","fields":{"creator":{"accountId":"{{{{creator}}}}"}},
         "properties":{"entente":{"effect":"{{{{effect}}}}"}}}
        """;

    private static ScriptedJira Listing(params string[] files) =>
        new ScriptedJira().WithMyself().On(
            "GET issue/10?fields=attachment",
            $$$"""{"id":"10","fields":{"attachment":[{{{string.Join(',', files)}}}]}}""");

    private static string File(string id, long created, string author = ScriptedJira.Hub, int size = 3) =>
        $$$"""{"id":"{{{id}}}","filename":"a.txt","size":{{{size}}},"created":{{{created}}},"author":{"accountId":"{{{author}}}"}}""";

    private static HttpResponseMessage Content(byte[] bytes) => new(System.Net.HttpStatusCode.OK) { Content = new ByteArrayContent(bytes) };

    private static string Entry(string author) => $$$"""
        {"id":"1","created":"2026-03-02T10:00:01.000+0000","author":{"accountId":"{{{author}}}"},
         "items":[{"field":"summary","fromString":"a","toString":"wanted"}]}
        """;

    private static string Issue(string fields, string history) => $$$$"""
        {"id":"10","key":"A-1","changelog":{"total":{{{{(history.Length == 0 ? 0 : 1)}}}},"histories":[{{{{history}}}}]},
         "fields":{"updated":"2026-03-02T10:00:01.000+0000",{{{{fields}}}}}}
        """;
}
