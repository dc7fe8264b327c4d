using Entente.Core.Tickets;
using static Entente.Unit.Tests.Connectors.ServiceNow.ScriptedServiceNow;

namespace Entente.Unit.Tests.Connectors.ServiceNow;

public sealed class ServiceNowPollTests
{
    private const string Tasks = "GET v2/table/incident?sysparm_query=";
    private const string Files = "GET v2/table/sys_attachment?sysparm_query=table_name=incident^";
    private const string Deletes = "GET v2/table/sys_audit_delete?sysparm_query=tablename=incident^";

    [Fact]
    public async Task A_first_poll_looks_back_and_reads_records_files_and_deletions()
    {
        var tracker = new ScriptedServiceNow()
            .On($"{Tasks}sys_updated_on>=2026-03-01 21:58:00^ORDERBYsys_updated_on^ORDERBYsys_id", Rows(Changed("a1", "2026-03-02 09:00:00", "4")))
            .On($"{Files}sys_created_on>=2026-03-01 21:58:00^ORDERBYsys_created_on^ORDERBYsys_id", Rows(
                Row(("sys_id", "f1"), ("table_sys_id", "a2"), ("sys_created_on", "2026-03-02 09:30:00"))))
            .On($"{Deletes}sys_created_on>=2026-03-01 21:58:00", Rows(
                Row(("sys_id", "d1"), ("documentkey", "a3"), ("sys_created_on", "2026-03-02 09:40:00"))));

        var hits = await AllAsync(tracker.Connector(), null);

        hits.Hits.ShouldBe([new PollHit("a1", "4"), new PollHit("a2", null), new PollHit("a3", null)]);
    }

    [Fact]
    public async Task Thousands_of_rows_of_one_second_are_read_by_id_and_none_twice()
    {
        var second = "2026-03-02 09:00:00";
        var tracker = new ScriptedServiceNow()
            .On($"{Tasks}sys_updated_on>=", Rows(Changed("a1", second, "1"), Changed("a2", second, "1")), 200, ("X-Total-Count", "450"))
            .On($"{Tasks}sys_updated_on={second}^sys_id>a2^ORDERBYsys_id", Rows(Changed("a3", second, "1")), 200, ("X-Total-Count", "250"))
            .On($"{Tasks}sys_updated_on={second}^sys_id>a3^ORDERBYsys_id", Rows(Changed("a4", second, "1")), 200, ("X-Total-Count", "50"))
            .On($"{Tasks}sys_updated_on>{second}^ORDERBYsys_updated_on", Rows(Changed("a1", "2026-03-02 09:00:01", "2")), 200, ("X-Total-Count", "1"))
            .On(Files, Rows()).On(Deletes, Rows());

        var hits = await AllAsync(tracker.Connector(), null);

        // The first was changed again between two pages, moved to the end and was met there.
        hits.Hits.Select(hit => $"{hit.NativeId}@{hit.Revision}").ShouldBe(["a1@1", "a2@1", "a3@1", "a4@1", "a1@2"]);
        tracker.Left.ShouldBe(0);
    }

    [Fact]
    public async Task A_page_of_which_nothing_may_be_seen_is_passed_over()
    {
        var tracker = new ScriptedServiceNow()
            .On($"{Tasks}sys_updated_on>=", Rows(), 200, ("X-Total-Count", "201"))
            .On($"{Tasks}sys_updated_on>=", Rows(Changed("a1", "2026-03-02 09:00:00", "1")), 200, ("X-Total-Count", "201"))
            .On(Files, Rows()).On(Deletes, Rows());

        (await AllAsync(tracker.Connector(), null)).Hits.ShouldHaveSingleItem();
        tracker.Calls[1].Call.ShouldEndWith("&sysparm_limit=200&sysparm_offset=200");
    }

    [Fact]
    public async Task The_next_poll_overlaps_and_reports_only_what_is_new()
    {
        var tracker = new ScriptedServiceNow()
            .On($"{Tasks}sys_updated_on>=", Rows(Changed("a1", "2026-03-02 09:00:00", "4"))).On(Files, Rows()).On(Deletes, Rows())
            .On($"{Tasks}sys_updated_on>=2026-03-02 08:58:00^", Rows(
                Changed("a1", "2026-03-02 09:00:00", "4"), Changed("a2", "2026-03-02 09:00:00", "1"))).On(Files, Rows()).On(Deletes, Rows());
        var connector = tracker.Connector();

        var first = await AllAsync(connector, null);
        var second = await AllAsync(connector, first.Cursor);

        // Written in the very second that had been read before.
        second.Hits.ShouldBe([new PollHit("a2", "1")]);
    }

    [Fact]
    public async Task A_bound_that_is_ignored_is_not_taken_for_a_change_of_everything()
    {
        var tracker = new ScriptedServiceNow().On(Tasks, Rows(Changed("a1", "2020-01-01 00:00:00", "1")));

        var failure = await Should.ThrowAsync<ConnectorException>(() => tracker.Connector().PollAsync(null, default));

        failure.Code.ShouldBe("servicenow.filter-ignored");
    }

    [Fact]
    public async Task Lists_that_the_account_may_not_read_are_left_out()
    {
        const string refusal = """{"error":{"message":"User Not Authorized","detail":"ACL"},"status":"failure"}""";
        var tracker = new ScriptedServiceNow()
            .On(Tasks, Rows(Changed("a1", "2026-03-02 09:00:00", "1"))).On(Files, refusal, 403).On(Deletes, refusal, 403);

        (await AllAsync(tracker.Connector(), null)).Hits.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_list_that_is_refused_for_another_reason_fails_the_poll()
    {
        var tracker = new ScriptedServiceNow().On(Tasks, """{"error":{"message":"x"},"status":"failure"}""", 403);

        (await Should.ThrowAsync<ConnectorException>(() => tracker.Connector().PollAsync(null, default))).Kind.ShouldBe(FailureKind.Forbidden);
    }

    private static async Task<(List<PollHit> Hits, string Cursor)> AllAsync(IConnector connector, string? cursor)
    {
        List<PollHit> hits = [];
        for (var isMore = true; isMore;)
        {
            var page = await connector.PollAsync(cursor, default);
            hits.AddRange(page.Hits);
            (cursor, isMore) = (page.Cursor, page.More);
        }

        return (hits, cursor!);
    }

    private static string Changed(string id, string at, string count) => Row(("sys_id", id), ("sys_updated_on", at), ("sys_mod_count", count));
}
