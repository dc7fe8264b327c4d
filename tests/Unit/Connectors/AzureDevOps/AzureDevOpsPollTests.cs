using Entente.Connectors.AzureDevOps;

namespace Entente.Unit.Tests.Connectors.AzureDevOps;

public sealed class AzureDevOpsPollTests
{
    private const string Feed = "_apis/wit/reporting/workitemrevisions?fields=System.TeamProject&includeDeleted=true&api-version=7.1"
        + "&includeLatestOnly=true&$maxPageSize=200&";

    private readonly AzureDevOpsBench bench = new();

    [Fact]
    public async Task Begins_with_the_look_back_and_goes_on_from_the_token()
    {
        const string First = """{"values": [{"id": 7, "rev": 3}, {"id": 8, "rev": 1}], "continuationToken": "9;8;1", "isLastBatch": false}""";
        const string Second = """{"values": [{"id": 7, "rev": 4}], "continuationToken": "10;7;4", "isLastBatch": true}""";
        bench.Tracker.On("GET /global/" + Feed + "startDateTime=2026-02-28T21%3A00%3A00Z", 200, First)
            .On("GET /global/" + Feed + "continuationToken=9%3B8%3B1", 200, Second)
            .On("GET /global/" + Feed + "continuationToken=10%3B7%3B4", 200, """{"continuationToken": "10;7;4", "isLastBatch": true}""");
        var first = await bench.Connector.PollAsync(null, default);
        first.Hits.Select(hit => (hit.NativeId, hit.Revision)).ShouldBe([("7", "3"), ("8", "1")]);
        first.More.ShouldBeTrue();
        var second = await bench.Connector.PollAsync(first.Cursor, default);
        (second.Hits.Single().Revision, second.More).ShouldBe(("4", false));
        (await bench.Connector.PollAsync(second.Cursor, default)).Cursor.ShouldBe(second.Cursor);
    }

    [Fact]
    public async Task Reads_the_recorded_feed_whose_token_stands_in_the_next_address()
    {
        bench.Tracker.On("GET /global/" + Feed + "continuationToken=1", 200, AzureDevOpsBench.Recorded("feed.json"));
        var page = await bench.Connector.PollAsync("1", default);
        page.Hits.Select(hit => (hit.NativeId, hit.Revision)).ShouldBe([("1", "2"), ("2", "1")]);
        (page.Cursor, page.More).ShouldBe(("3;2;1", false));
    }

    [Fact]
    public async Task A_deleted_work_item_is_a_reason_to_read()
    {
        const string Deleted = """{"values": [{"id": 7, "rev": 5, "fields": {"System.IsDeleted": true}}, {"id": 8, "rev": 2, "isDeleted": true}]}""";
        bench.Tracker.On("GET /global/" + Feed + "continuationToken=1", 200, Deleted);
        var page = await bench.Connector.PollAsync("1", default);
        page.Hits.Select(hit => hit.Revision).ShouldBe([null, null]);
        page.Cursor.ShouldBe("1");
    }

    [Fact]
    public async Task A_token_that_is_no_longer_taken_begins_again_with_the_look_back()
    {
        const string Refusal = """{"message": "VS402: bad token", "typeKey": "InvalidTokenException"}""";
        bench.Tracker.On("GET /global/" + Feed + "continuationToken=1", 400, Refusal);
        var page = await bench.Connector.PollAsync("1", default);
        (page.Cursor, page.More, page.Hits.Count).ShouldBe(("start:2026-02-28T21:00:00Z", true, 0));
    }

    [Fact]
    public async Task One_project_has_a_feed_of_its_own_and_of_several_the_others_are_left_out()
    {
        const string Page = """
            {"values": [{"id": 7, "rev": 3, "fields": {"System.TeamProject": "Shop"}},
             {"id": 8, "rev": 1, "fields": {"System.TeamProject": "Other"}}]}
            """;
        var one = new AzureDevOpsBench(new AzureDevOpsOptions { Projects = ["My Shop"] });
        one.Tracker.On("GET /global/My%20Shop/" + Feed + "continuationToken=1", 200, """{"values": []}""");
        await one.Connector.PollAsync("1", default);
        var two = new AzureDevOpsBench(new AzureDevOpsOptions { Projects = ["shop", "x"] });
        two.Tracker.On("GET /global/" + Feed + "continuationToken=1", 200, Page);
        (await two.Connector.PollAsync("1", default)).Hits.Single().NativeId.ShouldBe("7");
    }
}
