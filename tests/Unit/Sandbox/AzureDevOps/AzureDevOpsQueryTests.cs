using static Entente.Unit.Tests.Sandbox.AzureDevOps.AzureDevOpsTestSite;

namespace Entente.Unit.Tests.Sandbox.AzureDevOps;

public sealed class AzureDevOpsQueryTests
{
    private const string Select = "SELECT [System.Id] FROM WorkItems WHERE ";

    private readonly AzureDevOpsTestSite site = new();

    public AzureDevOpsQueryTests()
    {
        site.Raise("It's 'broken'", "," + Add("System.Tags", "shop; entente:abc") + "," + Add("System.AreaPath", @"Shop\Network"));
        site.Wait(60);
        site.Raise("Second", "," + Add("System.AssignedTo", "David") + "," + Add("Microsoft.VSTS.Common.Priority", "1"), "Task");
        site.Wait(24 * 3600);
        site.Set(2, Add("System.State", "Active"));
        site.Raise("Third", "," + Add("Custom.PartnerKey", "SHOP-1"), "User Story");
    }

    [Theory]
    [InlineData("[System.Id] = 1 OR [System.Id] = 3", "1,3")]
    [InlineData("[System.Title] = 'It''s ''broken'''", "1")]
    [InlineData("[System.Title] CONTAINS 'BROKEN'", "1")]
    [InlineData("[System.Tags] CONTAINS 'entente:abc'", "1")]
    [InlineData("[System.Tags] CONTAINS 'entente'", "")]
    [InlineData("NOT [System.Tags] CONTAINS 'shop'", "2,3")]
    [InlineData("[System.Tags] NOT CONTAINS 'shop' AND [State] <> 'Active'", "3")]
    [InlineData("[System.AreaPath] UNDER 'Shop'", "1,2,3")]
    [InlineData(@"[System.AreaPath] UNDER 'Shop\Network'", "1")]
    [InlineData("[System.AssignedTo] = 'David <david@global.example>'", "2")]
    [InlineData("[System.AssignedTo] = ''", "1,3")]
    [InlineData("[System.CreatedBy] = @Me", "1,2,3")]
    [InlineData("[System.TeamProject] = @project AND [System.WorkItemType] IN ('Bug', 'Task')", "1,2")]
    [InlineData("[System.WorkItemType] NOT IN ('Bug', 'Task')", "3")]
    [InlineData("[Custom.PartnerKey] IS NOT EMPTY", "3")]
    [InlineData("[Custom.PartnerKey] IS EMPTY", "1,2")]
    [InlineData("[Microsoft.VSTS.Common.Priority] < 2", "2")]
    [InlineData("[System.ChangedDate] >= '2026-03-03'", "2,3")]
    [InlineData("[System.ChangedDate] = '2026-03-02'", "1")]
    [InlineData("[System.ChangedDate] < @Today", "1")]
    [InlineData("[System.ChangedDate] >= @Today - 1", "1,2,3")]
    [InlineData("EVER [System.State] = 'New' AND [System.WorkItemType] = 'Task'", "2")]
    [InlineData("[System.ChangedDate] > [System.CreatedDate]", "2")]
    public void Finds(string where, string ids) =>
        string.Join(',', site.Query(Select + where)).ShouldBe(ids);

    [Fact]
    public void Sorts_and_looks_back()
    {
        site.Query("SELECT [System.Id] FROM WorkItems ORDER BY [System.ChangedDate] DESC, [System.Id] DESC").ShouldBe([3, 2, 1]);
        site.Query("SELECT [System.Id] FROM WorkItems ORDER BY [System.ChangedDate]", "&$top=1").ShouldBe([1]);
        site.Query(Select + "[System.State] = 'New' ASOF '2026-03-02T10:00:00Z'").ShouldBe([1, 2]);
        site.Query(Select + "[System.ChangedDate] > '2026-03-02T09:30:30Z' AND [System.CreatedDate] < '2026-03-02T10:00Z'", "&timePrecision=true")
            .ShouldBe([2]);
    }

    [Theory]
    [InlineData("[System.ChangedDate] >= '2026-03-25T13:11:27Z'", "cannot supply a time with the date when running a query using date precision.")]
    [InlineData("[System.Sprint] = 1", "TF51005: The query references a field that does not exist. The error is caused by «[System.Sprint]».")]
    [InlineData("[System.AreaPath] UNDER 'Nowhere'", "TF51011")]
    [InlineData("[System.Title] = 'open", "TF51006")]
    [InlineData("[System.Title] LIKE 'x'", "TF51006")]
    [InlineData("[System.Title] = ", "TF51006")]
    [InlineData("[System.ChangedDate] > 'soon'", "TF51012")]
    [InlineData("[System.Title] = 'a' ; DROP", "TF51006")]
    public void Says_what_is_wrong_with_a_query(string where, string message)
    {
        var answer = site.Post("Shop/_apis/wit/wiql", new System.Text.Json.Nodes.JsonObject { ["query"] = Select + where }.ToJsonString());
        answer.Status.ShouldBe(400);
        answer.Message.ShouldContain(message);
    }

    [Fact]
    public void Refuses_more_results_than_a_query_may_have()
    {
        site.Configure("""{"queryResultLimit":2}""").ShouldBeNull();
        site.Post("Shop/_apis/wit/wiql", """{"query":"SELECT [System.Id] FROM WorkItems"}""").Message.ShouldStartWith("VS402337");
        site.Query("SELECT [System.Id] FROM WorkItems", "&$top=2").Count.ShouldBe(2);
    }

    [Fact]
    public void Answers_in_the_shape_that_was_recorded()
    {
        const string query = """{"query":"SELECT [System.Id] FROM WorkItems WHERE ([System.Id] = 1)"}""";
        var answer = site.Post("_apis/wit/wiql?api-version=5.0", query).Json!.AsObject();
        answer.Select(member => member.Key).ShouldBe(["queryType", "queryResultType", "asOf", "columns", "workItems"]);
        answer["columns"]![0]!.ToJsonString().ShouldBe(
            """{"referenceName":"System.Id","name":"ID","url":"http://localhost:7074/global/_apis/wit/fields/System.Id"}""");
        answer["workItems"]![0]!.ToJsonString().ShouldBe("""{"id":1,"url":"http://localhost:7074/global/_apis/wit/workItems/1"}""");
    }
}
