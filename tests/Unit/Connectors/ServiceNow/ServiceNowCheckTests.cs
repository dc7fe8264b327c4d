using Entente.Connectors.ServiceNow;
using Entente.Core.Tickets;
using static Entente.Unit.Tests.Connectors.ServiceNow.ScriptedServiceNow;

namespace Entente.Unit.Tests.Connectors.ServiceNow;

public sealed class ServiceNowCheckTests
{
    [Fact]
    public async Task A_sound_connection_passes_and_says_what_a_create_may_claim()
    {
        var report = await Sound("true").Connector().CheckAsync(default);

        report.Items.Where(item => !item.Ok).ShouldBeEmpty();
        report.Items.Single(item => item.Name == "claim").Finding.ShouldContain("exactly-once:");
        report.Items.Single(item => item.Name == "account").Finding.ShouldContain("Europe/London");
    }

    [Fact]
    public async Task Without_a_unique_marker_the_claim_is_weaker() =>
        (await Sound("false").Connector().CheckAsync(default)).Items.Single(item => item.Name == "claim").Finding.ShouldContain("after 24 h");

    [Fact]
    public async Task A_filter_that_is_ignored_is_found()
    {
        var tracker = WithAccount().On(
            "GET v2/table/incident?sysparm_query=correlation_id=entente-check-matches-nothing", Rows(Row(("sys_id", "x"), ("correlation_id", ""))));

        var report = await tracker.On("GET v2/table/incident?sysparm_query=ORDERBYDESC", Rows()).On("GET v2/table/sys", Rows())
            .On("GET v2/table/sys", Rows()).On("GET v2/table/sys", Rows()).On("GET v2/table/sys", Rows()).On("GET v2/table/sys", Rows())
            .Connector().CheckAsync(default);

        report.Items.Single(item => item.Name == "filters").Ok.ShouldBeFalse();
    }

    [Fact]
    public async Task A_list_that_is_empty_because_it_is_hidden_is_found()
    {
        var tracker = WithAccount()
            .On("GET v2/table/incident", Rows()).On("GET v2/table/incident", Rows())
            .On("GET v2/table/sys_journal_field?sysparm_query=name=incident^", Rows(), 200, ("X-Total-Count", "12"))
            .On("GET v2/table/sys_", Rows()).On("GET v2/table/sys_", Rows()).On("GET v2/table/sys_", Rows()).On("GET v2/table/sys_", Rows());

        var report = await tracker.Connector().CheckAsync(default);

        report.Items.Where(item => !item.Ok).Select(item => item.Name).ShouldBe(["comments", "columns"]);
    }

    [Fact]
    public async Task A_wrong_password_ends_the_check_there()
    {
        var tracker = new ScriptedServiceNow().On("GET v2/table/sys_user", """{"error":{"message":"User Not Authenticated"}}""", 401);

        var report = await tracker.Connector().CheckAsync(default);

        report.Items.Select(item => (item.Name, item.Ok)).ShouldBe([("reachable", false), ("webhook", true)]);
    }

    [Fact]
    public async Task The_catalogue_adds_own_columns_and_the_values_of_choices()
    {
        var tracker = new ScriptedServiceNow()
            .On("GET v2/table/sys_dictionary?sysparm_query=name=incident^ORname=task", Rows(
                Column("incident", ""), Column("task", "state"), Column("incident", "u_region"), Column("task", "sys_id"),
                Column("incident", "u_class")))
            .On("GET v2/table/sys_choice?sysparm_query=nameINincident,task", Rows(
                Choice("task", "state", "1", "Open"), Choice("incident", "state", "1", "New"), Choice("incident", "state", "2", "In Progress"),
                Choice("incident", "u_region", "eu", "Europe")));

        var schema = await tracker.Connector().CatalogueAsync(default);

        schema.Fields["state"].Label.ShouldBe("State: 1 New, 2 In Progress");
        schema.Fields["u_region"].Label.ShouldBe("u_region: eu Europe");
        schema.Fields.Keys.ShouldNotContain("sys_id");
        schema.Fields["u_holder"].Write.ShouldBe(FieldWrite.Never);
        schema.Fields["u_class"].Write.ShouldBe(FieldWrite.Always);
    }

    [Fact]
    public void The_table_is_an_option_of_the_connection()
    {
        ServiceNowOptions.Read(Settings.Options).Table.ShouldBe("incident");
        ServiceNowOptions.Read(new Dictionary<string, string> { ["table"] = "change_request", ["allowCode"] = "false" })
            .ShouldBe(new ServiceNowOptions { Table = "change_request", AllowCode = false });
    }

    private static ScriptedServiceNow WithAccount() => new ScriptedServiceNow().On("GET v2/table/sys_user", Rows(
        Row(("sys_id", "h"), ("user_name", Hub), ("name", "Entente"), ("time_zone", "Europe/London"), ("active", "true"))));

    private static ScriptedServiceNow Sound(string unique) => WithAccount()
        .On("GET v2/table/incident?sysparm_query=correlation_id=", Rows())
        .On("GET v2/table/incident?sysparm_query=ORDERBYDESC", Rows(Row(("sys_id", Ticket), ("sys_updated_on", "2026-03-02 09:00:00"))))
        .On($"GET v2/table/incident?sysparm_query=sys_id={Ticket}^sys_updated_on>=2026", Rows(
            Row(("sys_id", Ticket), ("sys_updated_on", "2026-03-02 09:00:00"))))
        .On($"GET v2/table/incident?sysparm_query=sys_id={Ticket}^sys_updated_on>2026-03-02 09:00:00", Rows())
        .On("GET v2/table/sys_journal_field", Rows())
        .On("GET v2/table/sys_attachment", Rows())
        .On("GET v2/table/sys_audit?", Rows())
        .On("GET v2/table/sys_audit_delete?", Rows())
        .On("GET v2/table/sys_dictionary", Rows(
            Row(("name", "task"), ("element", "correlation_id"), ("internal_type", "string"), ("max_length", "100"), ("unique", unique))));

    private static string Column(string table, string element) =>
        Row(("name", table), ("element", element), ("column_label", element), ("internal_type", "string"), ("max_length", "40"));

    private static string Choice(string table, string element, string value, string label) =>
        Row(("name", table), ("element", element), ("value", value), ("label", label));
}
