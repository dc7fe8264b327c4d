namespace Entente.Unit.Tests.Sandbox.ServiceNow;

/// <summary>Encoded queries, and how little they complain.</summary>
public sealed class ServiceNowQueryTests
{
    private readonly ServiceNowDriver now = new();

    /// <summary>INC0010001 at 09:00:00, …2 at 09:01:00, …3 at 09:02:00.</summary>
    public ServiceNowQueryTests()
    {
        now.Raise($$"""{"short_description":"Alpha ^ one","u_class":"bug","impact":"1","urgency":"1","assigned_to":"{{now.UserId("john")}}"}""");
        now.Advance(60);
        now.Raise("""{"short_description":"beta","u_class":"network","state":"2"}""");
        now.Advance(60);
        now.Raise("""{"short_description":"Gamma","correlation_id":"abc"}""");
    }

    [Theory]
    [InlineData("u_class=bug", "1")]
    [InlineData("u_class!=bug", "23")]
    [InlineData("u_class=bug^ORu_class=network", "12")]
    [InlineData("u_class=bug^ORu_class=network^state=2", "2")]
    [InlineData("u_class=bug^NQcorrelation_id=abc", "13")]
    [InlineData("short_description=BETA", "2")]
    [InlineData("short_descriptionLIKEmm", "3")]
    [InlineData("short_descriptionNOT LIKEmm", "12")]
    [InlineData("short_descriptionSTARTSWITHal", "1")]
    [InlineData("short_descriptionENDSWITHeta", "2")]
    [InlineData("short_description=Alpha ^^ one", "1")]
    [InlineData("u_classINbug,network", "12")]
    [InlineData("u_classNOT INbug", "23")]
    [InlineData("correlation_idISEMPTY", "12")]
    [InlineData("correlation_idISNOTEMPTY", "3")]
    [InlineData("priority<=4", "1")]
    [InlineData("priorityBETWEEN2@5", "23")]
    [InlineData("assigned_to.user_name=john", "1")]
    [InlineData("assigned_toLIKEarchitect", "1")]
    [InlineData("assigned_to.emailISEMPTY", "23")]
    [InlineData("sys_created_on>=2026-07-06 09:01:00", "23")]
    [InlineData("sys_created_on>2026-07-06 09:01:00", "3")]
    [InlineData("sys_created_on>javascript:gs.dateGenerate('2026-07-06','10:01:00')", "3")]
    [InlineData("sys_created_on<javascript:gs.minutesAgo(1)", "1")]
    [InlineData("sys_created_onRELATIVEGE@minute@ago@1", "23")]
    [InlineData("sys_created_onONToday@javascript:gs.beginningOfToday()@javascript:gs.endOfToday()", "123")]
    [InlineData("sys_created_onNOTON2026-07-06", "")]
    [InlineData("opened_by=javascript:gs.getUserID()", "123")]
    [InlineData("state=1^ORDERBYDESCnumber", "31")]
    [InlineData("ORDERBYpriority^ORDERBYDESCnumber", "132")]
    [InlineData("ORDERBYDESCassigned_to", "123")]
    [InlineData("stateSAMEASincident_state", "123")]
    [InlineData("123TEXTQUERY321=gamma", "3")]
    public void Finds(string query, string numbers) => Numbers(query).ShouldBe(numbers);

    [Theory]
    [InlineData("shortdescription=beta")]
    [InlineData("short_descriptionlikebeta")]
    [InlineData("assigned_to.nonsense=x")]
    [InlineData("sys_created_on>the other day")]
    [InlineData("sys_created_on>javascript:gs.destroy()")]
    [InlineData("sys_created_onBETWEEN2026")]
    [InlineData("complete nonsense")]
    public void Ignores_what_is_wrong_so_that_a_typo_gives_the_whole_table(string query)
    {
        Numbers(query).ShouldBe("123");
        Numbers($"{query}^state=2").ShouldBe("2");
        now.Configure("""{"invalidQueryReturnsNoRows":true}""");
        Numbers($"{query}^state=2").ShouldBe("");
    }

    [Fact]
    public void Filters_by_other_parameters_of_the_address_too()
    {
        now.Get("/api/now/table/incident?state=2&nonsense=1").Json["result"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public void Pages_with_links_and_a_count()
    {
        var page = now.Get("/api/now/table/incident?sysparm_query=ORDERBYnumber&sysparm_limit=1&sysparm_offset=1&sysparm_fields=number");
        page.Text.ShouldBe("""{"result":[{"number":"INC0010002"}]}""");
        page.Header("X-Total-Count").ShouldBe("3");
        page.Header("Link")!.Split(',').Select(link => link.Split(';')[1])
            .ShouldBe(["rel=\"first\"", "rel=\"prev\"", "rel=\"next\"", "rel=\"last\""]);
        page.Header("Link")!.ShouldContain("sysparm_offset=2>;rel=\"next\"");
        var next = page.Header("Link")!.Split(',')[2].Split('>')[0].TrimStart('<');
        now.Get(new Uri(next).PathAndQuery).Text.ShouldBe("""{"result":[{"number":"INC0010003"}]}""");
        now.Get("/api/now/table/incident?sysparm_no_count=true").Header("X-Total-Count").ShouldBeNull();
    }

    [Fact]
    public void Leaves_a_page_short_where_rights_hide_a_row()
    {
        var hidden = now.Find("u_class=network", "sys_id")[0];
        now.Configure($$"""{"unreadableRecords":["{{hidden}}"],"unreadableFields":["task.correlation_id"]}""");
        var page = now.Get("/api/now/table/incident?sysparm_query=ORDERBYnumber&sysparm_limit=2");
        page.Json["result"]!.AsArray().Count.ShouldBe(1);
        page.Json["result"]![0]!["correlation_id"].ShouldBeNull();
        page.Header("X-Total-Count").ShouldBe("3");
        now.Incident(hidden).Status.ShouldBe(404);
    }

    [Fact]
    public void Calls_an_empty_list_an_error_in_the_first_version_only()
    {
        now.Get("/api/now/v1/table/incident?sysparm_query=state=8").Status.ShouldBe(404);
        now.Get("/api/now/v2/table/incident?sysparm_query=state=8").Text.ShouldBe("""{"result":[]}""");
    }

    private string Numbers(string query) => string.Concat(now.Find(query).Select(number => number[^1]));
}
