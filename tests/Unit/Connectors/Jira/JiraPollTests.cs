using Entente.Connectors.Http;
using Entente.Connectors.Jira;
using Entente.Core.Tickets;

namespace Entente.Unit.Tests.Connectors.Jira;

public sealed class JiraPollTests
{
    private const string Search = "POST search/jql";

    private static readonly long Now = ScriptedJira.Now.ToUnixTimeMilliseconds();

    [Fact]
    public async Task A_first_poll_begins_the_look_back_ago_in_unquoted_milliseconds()
    {
        var jira = new ScriptedJira().On(Search, Found("""{"id":"1","fields":{"updated":"2026-03-02T10:59:00.000+0100"}}"""));

        var page = await jira.Connector(new JiraOptions { Projects = ["SHOP", "A\"B"] }).PollAsync(null, default);

        page.Hits.ShouldBe([new PollHit("1", $"{Now - 60_000}")]);
        page.More.ShouldBeFalse();
        var from = Now - (long)TimeSpan.FromHours(12).TotalMilliseconds - (long)TimeSpan.FromMinutes(5).TotalMilliseconds;
        jira.Sent(Search).Text("jql").ShouldBe($"project in (\"SHOP\", \"A\\\"B\") AND updated >= {from} ORDER BY updated ASC, key ASC");
    }

    [Fact]
    public async Task What_was_reported_is_not_reported_again_until_it_changes()
    {
        var jira = new ScriptedJira()
            .On(Search, Found(Issue(1, Now - 60_000)))
            .On(Search, Found(Issue(1, Now - 60_000)))
            .On(Search, Found(Issue(1, Now - 1)));
        var connector = jira.Connector();

        var first = await connector.PollAsync(null, default);
        var second = await connector.PollAsync(first.Cursor, default);
        var third = await connector.PollAsync(second.Cursor, default);

        second.Hits.ShouldBeEmpty();
        third.Hits.Count.ShouldBe(1);
        Bound(jira, 1).ShouldBe(Now - 60_000 - 300_000);
    }

    [Fact]
    public async Task A_change_that_the_index_shows_late_is_found_by_the_sweep()
    {
        var jira = new ScriptedJira()
            .On(Search, Found(Issue(2, Now - 1000)))
            .On(Search, Found(Issue(1, Now - 36_000_000), Issue(2, Now - 1000)));
        var connector = jira.Connector(new JiraOptions { SweepEvery = TimeSpan.Zero });

        var first = await connector.PollAsync(null, default);
        var second = await connector.PollAsync(first.Cursor, default);

        Bound(jira, 1).ShouldBeLessThan(Now - 36_000_000);
        second.Hits.ShouldBe([new PollHit("1", $"{Now - 36_000_000}")]);
    }

    [Fact]
    public async Task Pages_follow_the_token_with_the_same_query()
    {
        var jira = new ScriptedJira()
            .On(Search, $$"""{"issues":[{{Issue(1, Now - 5000)}}],"nextPageToken":"t|1","isLast":false}""")
            .On(Search, Found(Issue(2, Now - 4000)));
        var connector = jira.Connector();

        var first = await connector.PollAsync(null, default);
        var second = await connector.PollAsync(first.Cursor, default);

        first.More.ShouldBeTrue();
        second.More.ShouldBeFalse();
        var bodies = jira.Calls.Select(made => Recordings.Parse(made.Body)).ToList();
        bodies[1].Text("nextPageToken").ShouldBe("t|1");
        bodies[1].Text("jql").ShouldBe(bodies[0].Text("jql"));
        second.Hits.ShouldBe([new PollHit("2", $"{Now - 4000}")]);
    }

    [Fact]
    public async Task A_token_that_ran_out_starts_the_same_search_again()
    {
        var jira = new ScriptedJira()
            .On(Search, $$"""{"issues":[],"nextPageToken":"t1","isLast":false}""")
            .On(Search, """{"errorMessages":["The provided next page token is invalid or expired."]}""", 400)
            .On(Search, Found(Issue(2, Now - 4000)));
        var connector = jira.Connector();

        var first = await connector.PollAsync(null, default);
        var second = await connector.PollAsync(first.Cursor, default);
        var third = await connector.PollAsync(second.Cursor, default);

        second.More.ShouldBeTrue();
        third.Hits.ShouldBe([new PollHit("2", $"{Now - 4000}")]);
        Bound(jira, 2).ShouldBe(Bound(jira, 0));
    }

    [Fact]
    public async Task A_query_that_is_refused_from_the_start_is_a_failure()
    {
        var jira = new ScriptedJira().On(Search, """{"errorMessages":["The value 'X' does not exist for the field 'project'."]}""", 400);

        (await Should.ThrowAsync<ConnectorException>(() => jira.Connector().PollAsync(null, default))).Kind.ShouldBe(FailureKind.Refused);
    }

    [Fact]
    public async Task What_the_search_returns_of_another_project_is_left_alone()
    {
        const string other = """{"id":"1","fields":{"updated":"2026-03-02T10:00:00.000+0000","project":{"key":"OTHER"}}}""";
        var jira = new ScriptedJira().On(Search, Found(other));

        (await jira.Connector(new JiraOptions { Projects = ["SHOP"] }).PollAsync(null, default)).Hits.ShouldBeEmpty();
    }

    [Fact]
    public void A_cursor_survives_its_text_and_stays_bounded()
    {
        var seen = new SortedDictionary<long, long>(Enumerable.Range(1, 5000).ToDictionary(id => (long)id, id => (long)id * 10));
        var cursor = new JiraPollCursor(50_000, 7, new JiraPollRun(1, 2, true, "a|b, c"), seen);

        var pruned = cursor.Pruned(before: 40_000);
        var read = JiraPollCursor.Parse(pruned.ToString())!;

        pruned.Seen.Keys.First().ShouldBe(4000);
        cursor.Pruned(0).Seen.Count.ShouldBe(JiraPollCursor.MostSeen);
        read.Run.ShouldBe(cursor.Run);
        read.Seen.ShouldBe(pruned.Seen);
        (read.Watermark, read.SweptAt).ShouldBe((50_000, 7));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2|1|2|||")]
    [InlineData("1|x|2|||")]
    [InlineData("1|1|2|||1@")]
    public void Text_that_is_no_cursor_is_none(string text) => JiraPollCursor.Parse(text).ShouldBeNull();

    private static long Bound(ScriptedJira jira, int call)
    {
        var jql = Recordings.Parse(jira.Calls[call].Body).Text("jql")!;
        return long.Parse(jql.Split(">= ")[1].Split(' ')[0]);
    }

    private static string Issue(long id, long updated) => $$$"""{"id":"{{{id}}}","fields":{"updated":{{{updated}}}}}""";

    private static string Found(params string[] issues) => $$"""{"issues":[{{string.Join(',', issues)}}],"isLast":true}""";
}
