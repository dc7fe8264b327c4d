using Entente.Core.Tickets;
using Entente.Unit.Tests.Connectors.Http;

namespace Entente.Unit.Tests.Connectors.AzureDevOps;

public sealed class AzureDevOpsCheckTests
{
    private const string Fields = "GET /global/_apis/wit/fields?api-version=7.1";
    private const string Account = "GET /global/_apis/connectionData?api-version=7.1-preview.1";
    private const string Projects = "GET /global/_apis/projects?$top=20&api-version=7.1";
    private const string Types = "GET /global/Shop/_apis/wit/workitemtypes?api-version=7.1";

    private const string Feed = "GET /global/_apis/wit/reporting/workitemrevisions?fields=System.TeamProject&includeDeleted=true&api-version=7.1"
        + "&includeLatestOnly=true&$maxPageSize=200&startDateTime=2026-02-28T21%3A00%3A00Z";

    private const string AccountOf =
        """{"authenticatedUser": {"providerDisplayName": "X", "properties": {"Account": {"$value": "ADDRESS"}}}}""";

    private readonly AzureDevOpsBench bench = new();

    [Theory]
    [InlineData("hub@global.example", true)]
    [InlineData("david@global.example", false)]
    public async Task Says_whose_token_it_is(string address, bool isOk)
    {
        bench.Tracker.On(Fields, 200, """{"value": [{"referenceName": "System.Title"}]}""", ("Date", AzureDevOpsBench.Now.ToString("r")))
            .On(Account, 200, AccountOf.Replace("ADDRESS", address))
            .On(Projects, 200, """{"value": [{"name": "Shop"}]}""")
            .On(Types, 200, """{"value": [{"name": "Bug"}]}""")
            .On("POST /global/_apis/wit/wiql?$top=1&api-version=7.1", 200, """{"workItems": [{"id": 12}]}""")
            .On("POST /global/_apis/wit/workitemsbatch?api-version=7.1", 200, """{"value": []}""")
            .On(Feed, 200, """{"values": []}""");
        var report = await bench.Connector.CheckAsync(default);
        report.Ok.ShouldBe(isOk, string.Join("; ", report.Items.Where(item => !item.Ok).Select(item => item.Finding)));
        report.Items.Single(item => item.Name == "queries").Finding.ShouldContain("12");
        report.Items.Single(item => item.Name == "dedicated account").Ok.ShouldBe(isOk);
    }

    [Fact]
    public async Task Blames_the_token_for_a_sign_in_page()
    {
        bench.Tracker.On(Fields, () => ScriptedTracker.Answer(203, "text/html", "<html>"u8.ToArray()));
        var report = await bench.Connector.CheckAsync(default);
        report.Items[0].ShouldSatisfyAllConditions(item => item.Name.ShouldBe("credential"), item => item.Ok.ShouldBeFalse());
    }

    [Fact]
    public async Task A_catalogue_names_types_states_and_the_fields_that_the_types_have()
    {
        const string All = """
            {"value": [{"referenceName": "System.Title", "name": "Title", "type": "string"},
             {"referenceName": "Custom.PartnerKey", "name": "Partner Key", "type": "string"},
             {"referenceName": "Custom.Cause", "name": "Cause", "type": "html"},
             {"referenceName": "Custom.Total", "name": "Total", "type": "integer", "readOnly": true},
             {"referenceName": "Custom.Elsewhere", "name": "Elsewhere", "type": "string"}]}
            """;
        const string Bug = """
            {"value": [{"name": "Bug", "fieldInstances": [{"referenceName": "Custom.PartnerKey"}, {"referenceName": "Custom.Cause"},
             {"referenceName": "Custom.Total"}, {"referenceName": "System.Title"}]}, {"name": "Old", "isDisabled": true}]}
            """;
        bench.Tracker.On(Fields, 200, All).On(Projects, 200, """{"value": [{"name": "Shop"}]}""").On(Types, 200, Bug)
            .On("GET /global/Shop/_apis/wit/workitemtypes/Bug/states?api-version=7.1", 200, AzureDevOpsBench.Recorded("states.json"));
        var schema = await bench.Connector.CatalogueAsync(default);
        schema.Fields["System.WorkItemType"].Label.ShouldEndWith(": Bug");
        schema.Fields["System.State"].Label.ShouldContain("CustomState (InProgress)");
        schema.Fields["Custom.PartnerKey"].Write.ShouldBe(FieldWrite.Always);
        schema.Fields["Custom.Cause"].Read.ShouldBe(RichTextValue.StaticType);
        schema.Fields["Custom.Total"].Write.ShouldBe(FieldWrite.Never);
        schema.Fields.Keys.ShouldNotContain("Custom.Elsewhere");
        schema.Blank.Keys.ShouldBe(schema.Fields.Keys);
    }

    [Fact]
    public void Every_standard_field_reads_blank_in_its_own_type()
    {
        var schema = bench.Connector.Schema;
        schema.Blank.Keys.ShouldBe(schema.Fields.Keys);
        schema.Fields["System.State"].Write.ShouldBe(FieldWrite.ThroughTransition);
        schema.Blank["System.Title"].AsString().ShouldBe("");
        RichTextValue.Read(schema.Blank["System.Description"])!.IsEmpty.ShouldBeTrue();
    }
}
