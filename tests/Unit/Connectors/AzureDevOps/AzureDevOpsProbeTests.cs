using Entente.Core.Tickets;
using Entente.Unit.Tests.Connectors.Http;

namespace Entente.Unit.Tests.Connectors.AzureDevOps;

public sealed class AzureDevOpsProbeTests
{
    private const string Query = "POST /global/_apis/wit/wiql?$top=200&api-version=7.1";
    private const string Batch = "POST /global/_apis/wit/workitemsbatch?api-version=7.1";
    private const string Item = "GET /global/_apis/wit/workitems/7?$expand=all&api-version=7.1";
    private const string Next = "GET /global/_apis/wit/workItems/7/revisions/4?$expand=all&api-version=7.1";
    private const string Nothing = """{"workItems": [], "value": []}""";
    private const string Hub = "{\"uniqueName\": \"hub@global.example\"}";

    private static readonly EffectCall Create = new(AzureDevOpsBench.Effect, new WriteStep(WriteKind.Create), null);

    private readonly AzureDevOpsBench bench = new();

    [Fact]
    public async Task Finds_a_create_by_its_tag()
    {
        Asked().On(Query, 200, """{"workItems": [{"id": 44}]}""").On(Batch, 200, Tagged(44, Hub));
        var outcome = await Probe(Create, "40;f1");
        (outcome.Verdict, outcome.Result!.NativeId, outcome.Rung).ShouldBe((ProbeVerdict.Found, "44", "tag query"));
        outcome.Result.FileIds.ShouldBe(["f1"]);
        bench.Tracker.Seen[1].Text.ShouldContain($"[System.Tags] CONTAINS \\u0027entente:{AzureDevOpsBench.Effect}\\u0027");
    }

    [Fact]
    public async Task Finds_a_create_by_reading_the_ids_above_the_noted_one_when_the_query_lags()
    {
        Asked().On(Query, 200, Nothing).On(Batch, 200, Tagged(41, Hub));
        var outcome = await Probe(Create, "40;");
        (outcome.Verdict, outcome.Result!.NativeId).ShouldBe((ProbeVerdict.Found, "41"));
        outcome.Rung.ShouldBe("id window 41..240");
        bench.Tracker.Seen[2].Text.ShouldContain("\"errorPolicy\":\"omit\"");
    }

    [Fact]
    public async Task Shows_absence_only_beyond_the_newest_id_and_while_the_noted_one_is_visible()
    {
        Asked().On(Query, 200, Nothing).On(Batch, 200, """{"value": [null, {"id": 230, "fields": {}}]}""").On(Batch, 200, Nothing)
            .On(Batch, 200, """{"value": [{"id": 40, "fields": {}}]}""");
        var outcome = await Probe(Create, "40;");
        (outcome.Verdict, outcome.Rung).ShouldBe((ProbeVerdict.Absent, "id window 41..440"));
        bench.Tracker.Left.ShouldBe(0);
    }

    [Fact]
    public async Task Cannot_tell_when_the_noted_id_is_hidden_too()
    {
        Asked().On(Query, 200, Nothing).On(Batch, 200, Nothing).On(Batch, 200, Nothing);
        (await Probe(Create, "40;")).Verdict.ShouldBe(ProbeVerdict.Unknown);
    }

    [Fact]
    public async Task Takes_no_copy_by_a_person_for_its_own_create()
    {
        const string David = "{\"uniqueName\": \"david@global.example\"}";
        Asked().On(Query, 200, """{"workItems": [{"id": 44}]}""").On(Batch, 200, Tagged(44, David)).On(Batch, 200, Tagged(44, David))
            .On(Batch, 200, Nothing).On(Batch, 200, """{"value": [{"id": 40}]}""");
        (await Probe(Create, "40;")).Verdict.ShouldBe(ProbeVerdict.Absent);
    }

    [Fact]
    public async Task Cannot_tell_of_a_create_that_noted_nothing()
    {
        Asked().On(Query, 200, Nothing);
        (await Probe(Create, null)).Verdict.ShouldBe(ProbeVerdict.Unknown);
    }

    [Fact]
    public async Task A_change_is_absent_while_the_work_item_stands_at_the_revision_tested()
    {
        bench.Tracker.On(Item, 200, AzureDevOpsBench.Item(3));
        bench.Opened();
        var outcome = await Probe(Commenting("hi"), "3;");
        (outcome.Verdict, outcome.Rung).ShouldBe((ProbeVerdict.Absent, "still revision 3"));
    }

    [Theory]
    [InlineData("hub@global.example", "<div>hi <b>there</b></div>", ProbeVerdict.Found)]
    [InlineData("hub@global.example", "<div>bye</div>", ProbeVerdict.Absent)]
    [InlineData("david@global.example", "<div>hi there</div>", ProbeVerdict.Absent)]
    public async Task A_comment_is_ours_when_the_next_revision_is_ours_and_says_it(string author, string text, ProbeVerdict verdict)
    {
        bench.Tracker.On(Item, 200, AzureDevOpsBench.Item(6));
        bench.Opened();
        var fields = $"\"System.ChangedBy\": {{\"uniqueName\": \"{author}\"}}, \"System.History\": \"{text}\"";
        bench.Tracker.On(Next, 200, AzureDevOpsBench.Item(4, fields, "\"commentVersionRef\": {\"commentId\": 51}"));
        var outcome = await Probe(Commenting("hi there"), "3;");
        (outcome.Verdict, outcome.Result?.ItemId).ShouldBe((verdict, verdict == ProbeVerdict.Found ? "51" : null));
    }

    [Theory]
    [InlineData("hub@global.example", "Active", ProbeVerdict.Found)]
    [InlineData("hub@global.example", "Resolved", ProbeVerdict.Absent)]
    [InlineData("david@global.example", "Active", ProbeVerdict.Absent)]
    public async Task A_state_is_ours_when_the_next_revision_is_ours_whatever_it_is_now(string author, string state, ProbeVerdict verdict)
    {
        bench.Tracker.On(Item, 200, AzureDevOpsBench.Item(6));
        bench.Opened();
        var next = AzureDevOpsBench.Item(4, $"\"System.ChangedBy\": \"Somebody <{author}>\"")
            .Replace("\"System.State\": \"New\"", $"\"System.State\": \"{state}\"");
        bench.Tracker.On(Next, 200, next);
        (await Probe(Changing("Active"), "3;")).Verdict.ShouldBe(verdict);
    }

    [Fact]
    public async Task A_change_that_found_everything_as_wanted_makes_no_revision_and_is_done()
    {
        bench.Tracker.On(Item, 200, AzureDevOpsBench.Item(3));
        bench.Opened();
        (await Probe(Changing("New"), "3;")).Verdict.ShouldBe(ProbeVerdict.Found);
    }

    [Fact]
    public async Task A_file_is_found_by_the_marker_on_its_relation()
    {
        var relation = $$"""
            {"rel": "AttachedFile", "url": "https://dev.azure.example/global/_apis/wit/attachments/abcd",
             "attributes": {"comment": "entente:{{AzureDevOpsBench.Effect}}"} }
            """;
        bench.Tracker.On(Item, 200, AzureDevOpsBench.Item(9).Replace("[]", $"[{relation}]"));
        bench.Opened();
        var outcome = await Probe(AzureDevOpsBench.Update(new WriteStep(WriteKind.AddAttachment)), "3;abcd");
        (outcome.Verdict, outcome.Result!.ItemId).ShouldBe((ProbeVerdict.Found, "abcd"));
    }

    [Theory]
    [InlineData("https://sn.example/1", ProbeVerdict.Found)]
    [InlineData("https://sn.example/2", ProbeVerdict.Absent)]
    public async Task The_link_to_the_partner_is_found_among_the_relations(string url, ProbeVerdict verdict)
    {
        bench.Tracker.On(Item, 200, AzureDevOpsBench.Item(9).Replace("[]", $$"""[{"rel": "Hyperlink", "url": "{{url}}"}]"""));
        var partner = new PartnerReference("Infinity", "INC1", new Uri("https://sn.example/1"));
        (await Probe(AzureDevOpsBench.Update(new WriteStep(WriteKind.LinkBack) { Partner = partner }), null)).Verdict.ShouldBe(verdict);
    }

    [Theory]
    [InlineData("<p>new text</p>", ProbeVerdict.Found)]
    [InlineData("<p>old text</p>", ProbeVerdict.Absent)]
    public async Task An_edit_is_settled_by_the_comments_text(string text, ProbeVerdict verdict)
    {
        bench.Tracker.On(Item, 200, AzureDevOpsBench.Item(9))
            .On("GET " + AzureDevOpsBench.Comments, 200, $$"""{"comments": [{"id": 50, "text": "{{text}}"}]}""");
        var comment = AzureDevOpsBench.Comment("new text") with { EditOf = "50" };
        (await Probe(AzureDevOpsBench.Update(new WriteStep(WriteKind.EditComment) { Comment = comment }), null)).Verdict.ShouldBe(verdict);
    }

    private static EffectCall Commenting(string text) =>
        AzureDevOpsBench.Update(new WriteStep(WriteKind.AddComment) { Comment = AzureDevOpsBench.Comment(text) });

    private static EffectCall Changing(string state) => AzureDevOpsBench.Update(
        new WriteStep(WriteKind.Update) { Fields = AzureDevOpsBench.Values(("System.State", AzureDevOpsBench.Text(state))) });

    private static string Tagged(int id, string creator) => $$"""
        {"value": [{"id": {{id}}, "fields": {"System.CreatedBy": {{creator}}, "System.Tags": "a; entente:{{AzureDevOpsBench.Effect}}"} }]}
        """;

    private ScriptedTracker Asked() =>
        bench.Tracker.On("GET /global/_apis/connectionData?api-version=7.1-preview.1", 200, """{"authenticatedUser": {"id": "hub-guid"}}""");

    private Task<ProbeOutcome> Probe(EffectCall effect, string? hint)
    {
        var call = new PreparedCall("PATCH", "x", new Dictionary<string, string>(), [], null, hint);
        return bench.Connector.ProbeAsync(effect, call, AzureDevOpsBench.Now, default);
    }
}
