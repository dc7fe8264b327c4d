using Entente.Connectors.Jira;
using Entente.Core.Tickets;

namespace Entente.Unit.Tests.Connectors.Jira;

public sealed class JiraCheckTests
{
    private const string Rights =
        "BROWSE_PROJECTS%2CCREATE_ISSUES%2CEDIT_ISSUES%2CTRANSITION_ISSUES%2CADD_COMMENTS%2CEDIT_OWN_COMMENTS%2CCREATE_ATTACHMENTS%2CLINK_ISSUES";

    private const string Server = """
        {"deploymentType":"Cloud","version":"1001.0.0","serverTime":"2026-03-02T11:00:00.000+0100","serverTitle":"Jira"}
        """;

    [Fact]
    public async Task A_connection_that_is_ready_says_so_in_every_line()
    {
        var jira = Reachable(Server).WithMyself()
            .On($"GET mypermissions?projectKey=SHOP&permissions={Rights}", Granted(_ => true))
            .On("POST search/jql", """{"issues":[],"isLast":true}""")
            .On("GET attachment/meta", """{"enabled":true,"uploadLimit":10485760}""");

        var report = await jira.Connector(new JiraOptions { Projects = ["SHOP"] }).CheckAsync(default);

        report.Ok.ShouldBeTrue();
        report.Items.Select(item => item.Name).ShouldBe(
            ["reachable", "version", "clock", "credential", "rights in SHOP", "search", "attachments", "webhook", "claim"]);
    }

    [Fact]
    public async Task What_is_missing_is_named_with_its_remedy()
    {
        var jira = Reachable("""{"deploymentType":"Server","version":"9.12","serverTime":"2026-03-02T11:05:00.000+0100"}""").WithMyself()
            .On($"GET mypermissions?permissions={Rights}", Granted(right => right != "LINK_ISSUES"))
            .On("POST search/jql", "{}", 410)
            .On("GET attachment/meta", """{"enabled":false}""");

        var report = await jira.Connector().CheckAsync(default);

        report.Items.Where(item => !item.Ok).Select(item => item.Name).ShouldBe(["version", "clock", "rights", "search", "attachments"]);
        report.Items.Where(item => !item.Ok).ShouldAllBe(item => item.Remedy != null);
        report.Items.Single(item => item.Name == "rights").Finding.ShouldBe("Missing: LINK_ISSUES");
    }

    [Fact]
    public async Task A_bad_credential_ends_the_check_of_rights()
    {
        var report = await Reachable(Server).On("GET myself", "{}", 401).Connector().CheckAsync(default);

        report.Items.Single(item => item.Name == "credential").Ok.ShouldBeFalse();
        report.Items.ShouldNotContain(item => item.Name == "rights");
    }

    [Fact]
    public async Task A_catalogue_offers_what_the_create_screens_offer()
    {
        var jira = new ScriptedJira()
            .On("GET field", """
                [{"id":"summary","schema":{"type":"string"}},
                 {"id":"customfield_1","name":"Colour","schema":{"type":"option","custom":"x:select"}},
                 {"id":"customfield_2","name":"Steps","schema":{"type":"string","custom":"x:textarea"}},
                 {"id":"customfield_3","name":"Rank","schema":{"type":"any","custom":"com.pyxis.greenhopper.jira:gh-lexo-rank"}}]
                """)
            .On("GET issue/createmeta/SHOP/issuetypes?startAt=0&maxResults=50", """{"total":1,"issueTypes":[{"id":"10001"}]}""")
            .On(
                "GET issue/createmeta/SHOP/issuetypes/10001?startAt=0&maxResults=50",
                """{"total":2,"fields":[{"fieldId":"summary"},{"fieldId":"customfield_2"}]}""");

        var schema = await jira.Connector(new JiraOptions { Projects = ["SHOP"] }).CatalogueAsync(default);

        schema.Fields["customfield_1"].Write.ShouldBe(FieldWrite.Never);
        schema.Fields["customfield_2"].Write.ShouldBe(FieldWrite.Always);
        schema.Fields["customfield_2"].Read.ShouldBe(RichTextValue.StaticType);
        schema.Fields["customfield_3"].Write.ShouldBe(FieldWrite.Never);
        schema.Fields["summary"].Label.ShouldBe("Summary");
        schema.Blank.Keys.ShouldContain("customfield_2");
    }

    private static ScriptedJira Reachable(string server) => new ScriptedJira().On("GET serverInfo", server);

    private static string Granted(Func<string, bool> has)
    {
        var rights = Rights.Split("%2C").Select(right => $"\"{right}\":{{\"havePermission\":{(has(right) ? "true" : "false")}}}");
        return "{\"permissions\":{" + string.Join(',', rights) + "}}";
    }
}
