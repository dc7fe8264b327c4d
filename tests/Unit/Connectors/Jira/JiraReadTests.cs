using Entente.Core.Tickets;

namespace Entente.Unit.Tests.Connectors.Jira;

public sealed class JiraReadTests
{
    private const string Get = "GET issue/10095?fields=*all&expand=changelog&properties=entente";

    private const string GetOne = "GET issue/1?fields=*all&expand=changelog&properties=entente";

    private const string Capped = """
        {"total":205,"histories":[
         {"id":"205","items":[{"field":"summary","fromString":"a","toString":"s"}]},
         {"id":"204","items":[{"field":"summary","fromString":"s","toString":"a"}]}]}
        """;

    [Fact]
    public async Task One_call_reads_a_whole_ticket()
    {
        var jira = new ScriptedJira().WithMyself().On(Get, Recordings.Json("devlake-issue-EE-33.json"));

        var read = await jira.Connector().ReadAsync("10095", null, default);

        read.Snapshot.Key.ShouldBe("EE-33");
        read.Snapshot.HistoryCursor.ShouldBe("90446");
        read.Steps.ShouldBeEmpty();
        jira.Calls.Select(made => made.Call).ShouldBe(["GET myself", Get]);
        jira.Calls[1].Headers["Authorization"].ShouldStartWith("Basic ");
    }

    [Fact]
    public async Task A_second_read_brings_only_the_later_history()
    {
        var jira = new ScriptedJira().WithMyself()
            .On(Get, Recordings.Json("devlake-issue-EE-33.json"))
            .On(Get, Recordings.Json("devlake-issue-EE-33.json"))
            .On("GET status", """[{"id":"6","name":"Closed","statusCategory":{"key":"done"}}]""");
        var connector = jira.Connector();
        var first = await connector.ReadAsync("10095", null, default);

        var second = await connector.ReadAsync("10095", first.Snapshot with { HistoryCursor = "33527" }, default);

        second.Steps.Select(step => step.Id).ShouldBe(["86140"]);
        second.Steps[0].Fields.Single().Before.ToString().ShouldBe("""{"id": "6", "name": "Closed", "category": "done"}""");
        second.Snapshot.Revision.ShouldBe(first.Snapshot.Revision);
    }

    [Fact]
    public async Task A_capped_changelog_is_read_backwards_until_what_is_known()
    {
        var jira = new ScriptedJira().WithMyself()
            .On(GetOne, Issue(Capped))
            .On("GET issue/1/changelog?startAt=105&maxResults=100", Page(106, 60))
            .On("GET issue/1/changelog?startAt=165&maxResults=40", Page(166, 40))
            .On("GET issue/1/changelog?startAt=5&maxResults=100", Page(6, 100));
        var known = (await Known()) with { HistoryCursor = "50" };

        var read = await jira.Connector().ReadAsync("1", known, default);

        read.Steps.Select(step => step.Id).ShouldBe(Enumerable.Range(51, 155).Select(id => $"{id}"));
        read.Snapshot.HistoryCursor.ShouldBe("205");
    }

    [Fact]
    public async Task Newest_entries_that_reach_back_far_enough_need_no_further_page()
    {
        var jira = new ScriptedJira().WithMyself()
            .On(GetOne, Issue(Capped));

        var read = await jira.Connector().ReadAsync("1", (await Known()) with { HistoryCursor = "204" }, default);

        read.Snapshot.HistoryCursor.ShouldBe("205");
    }

    [Fact]
    public async Task Comments_that_were_cut_short_are_read_whole()
    {
        var jira = new ScriptedJira().WithMyself()
            .On(GetOne, Issue("""{"total":0,"histories":[]}""", """{"total":2,"comments":[{"id":"7"}]}"""))
            .On(
                "GET issue/1/comment?startAt=0&maxResults=100&orderBy=created",
                """{"total":2,"comments":[{"id":"7","created":"2026-01-01T00:00:00.000+0000"}]}""")
            .On(
                "GET issue/1/comment?startAt=1&maxResults=100&orderBy=created",
                """{"total":2,"comments":[{"id":"8","created":"2026-01-02T00:00:00.000+0000"}]}""");

        var read = await jira.Connector().ReadAsync("1", null, default);

        read.Snapshot.Comments.Select(comment => comment.NativeId).ShouldBe(["7", "8"]);
    }

    [Fact]
    public async Task A_missing_issue_is_believed_only_of_accepted_credentials()
    {
        const string missing = """{"errorMessages":["Issue does not exist or you do not have permission to see it."],"errors":{}}""";
        var gone = new ScriptedJira().WithMyself().On(GetOne, missing, 404).WithMyself();
        var lapsed = new ScriptedJira().WithMyself().On(GetOne, missing, 404).On("GET myself", "{}", 401);

        (await Should.ThrowAsync<ConnectorException>(() => gone.Connector().ReadAsync("1", null, default))).Kind.ShouldBe(FailureKind.NotFound);
        (await Should.ThrowAsync<ConnectorException>(() => lapsed.Connector().ReadAsync("1", null, default))).Kind.ShouldBe(FailureKind.Unauthorized);
    }

    [Fact]
    public async Task A_success_served_to_an_anonymous_caller_is_a_bad_credential()
    {
        var jira = new ScriptedJira().On("GET myself", """{"accountId":"x"}""", 200, ("X-Seraph-LoginReason", "AUTHENTICATED_FAILED"));

        (await Should.ThrowAsync<ConnectorException>(() => jira.Connector().ReadAsync("1", null, default))).Kind.ShouldBe(FailureKind.Unauthorized);
    }

    [Fact]
    public async Task An_attachment_is_streamed_from_the_endpoint()
    {
        var jira = new ScriptedJira()
            .On("GET attachment/content/77?redirect=false", () => new HttpResponseMessage { Content = new ByteArrayContent([1, 2, 3]) });
        var file = new TicketAttachment("77", "../x", "image/png", 3, "77") { Created = ScriptedJira.Now, Author = new TicketPerson("a", "A") };

        await using var content = await jira.Connector().OpenAttachmentAsync(file, default);

        var held = new byte[8];
        (await content.ReadAtLeastAsync(held, 8, false)).ShouldBe(3);
        jira.Calls.Single().Headers.Keys.ShouldContain("Authorization");
    }

    [Fact]
    public async Task Behind_the_gateway_people_are_sent_to_the_site()
    {
        var jira = new ScriptedJira().WithMyself()
            .On("GET serverInfo", """{"baseUrl":"https://infinity.atlassian.net"}""")
            .On(GetOne, Issue("""{"total":0,"histories":[]}"""));

        var read = await jira.Connector(endpoint: "https://api.atlassian.com/ex/jira/abc").ReadAsync("1", null, default);

        read.Snapshot.Address.ShouldBe(new Uri("https://infinity.atlassian.net/browse/A-1"));
    }

    private static async Task<TicketSnapshot> Known()
    {
        var jira = new ScriptedJira().WithMyself().On(GetOne, Issue("""{"total":0,"histories":[]}"""));
        return (await jira.Connector().ReadAsync("1", null, default)).Snapshot;
    }

    private static string Issue(string changelog, string comments = """{"total":0,"comments":[]}""") =>
        $$$"""
        {"id":"1","key":"A-1","changelog":{{{changelog}}},
         "fields":{"summary":"s","updated":"2026-01-01T00:00:00.000+0000","comment":{{{comments}}}}}
        """;

    private static string Page(int first, int count)
    {
        var entries = Enumerable.Range(first, count)
            .Select(id => $$$"""{"id":"{{{id}}}","items":[{"field":"summary","fromString":"a","toString":"s"}]}""");
        return $$"""{"total":205,"values":[{{string.Join(',', entries)}}]}""";
    }
}
