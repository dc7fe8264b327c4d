namespace Entente.Unit.Tests.Sandbox.Jira;

public sealed class JiraAccessTests
{
    private const string Wrong = "integration@infinity.example:wrong";

    private readonly JiraTestSite site = new();

    [Theory]
    [InlineData(JiraTestSite.Integration, 200)]
    [InlineData("Bearer sandbox-jira-token", 200)]
    [InlineData("elaine@infinity.example:sandbox-jira-token", 401)]
    [InlineData(Wrong, 401)]
    [InlineData("Bearer nonsense", 401)]
    [InlineData(null, 401)]
    public void Knows_the_caller_by_address_and_token(string? caller, int status) => site.Get("/myself", caller).Status.ShouldBe(status);

    public static TheoryData<string, string, int> Anonymous => new()
    {
        { "GET", "/issue/SHOP-1", 404 },
        { "GET", "/project/SHOP", 404 },
        { "GET", "/project/search", 200 },
        { "GET", "/user/search?query=e", 200 },
        { "GET", "/search/jql?jql=project=SHOP", 200 },
        { "GET", "/serverInfo", 200 },
        { "GET", "/field", 200 },
        { "GET", "/mypermissions?permissions=BROWSE_PROJECTS", 200 },
        { "GET", "/issue/createmeta/SHOP/issuetypes", 404 },
        { "PUT", "/issue/SHOP-1", 404 },
        { "POST", "/issue/SHOP-1/comment", 404 },
        { "POST", "/issue", 401 },
        { "GET", "/nothing/here", 404 },
    };

    [Theory]
    [MemberData(nameof(Anonymous))]
    public void Treats_a_wrong_credential_as_an_anonymous_caller(string method, string path, int status)
    {
        site.Raise();
        site.Wait(5);
        var answer = site.Send(method, path, "{}", Wrong);
        answer.Status.ShouldBe(status);
        answer.Text.ShouldNotContain("Checkout is broken");
        if (path.StartsWith("/user", StringComparison.Ordinal))
            answer.Json!.AsArray().Count.ShouldBe(0);
    }

    [Fact]
    public void Hides_addresses_of_others_but_not_ones_own()
    {
        site.Configure("""{"hideEmails":true}""").ShouldBeNull();
        site.Get($"/user?accountId={JiraTestSite.JohnId}").Json!["emailAddress"].ShouldBeNull();
        site.Get("/myself").Json!["emailAddress"]!.GetValue<string>().ShouldBe("integration@infinity.example");
    }

    [Theory]
    [InlineData("/user/search?query=JOH", "John")]
    [InlineData("/user/search?query=elaine@", "Elaine")]
    [InlineData("/user/assignable/search?project=SHOP&query=john", "John")]
    [InlineData("/user/search?query=zzz", null)]
    public void Finds_people_by_name_and_address(string path, string? name) =>
        site.Get(path).Json!.AsArray().Select(person => (string?)person!["displayName"]).ShouldBe(name is null ? [] : [name]);

    [Theory]
    [InlineData("/user/search", 400)]
    [InlineData("/user?accountId=nobody", 404)]
    [InlineData("/user/assignable/search?query=x", 400)]
    [InlineData("/user/assignable/search?project=NO", 404)]
    [InlineData("/mypermissions", 400)]
    [InlineData("/mypermissions?permissions=FLY", 400)]
    public void Refuses_incomplete_questions_about_people(string path, int status) => site.Get(path).Status.ShouldBe(status);

    [Theory]
    [InlineData(JiraTestSite.Integration, "ADMINISTER", true)]
    [InlineData(JiraTestSite.John, "ADMINISTER", false)]
    [InlineData(JiraTestSite.John, "EDIT_ISSUES", true)]
    [InlineData(null, "EDIT_ISSUES", false)]
    public void Tells_what_the_caller_may_do(string? caller, string right, bool may) =>
        site.Get($"/mypermissions?permissions={right}", caller).Json!["permissions"]![right]!["havePermission"]!.GetValue<bool>().ShouldBe(may);

    [Theory]
    [InlineData("/ex/jira/5f0a1c52-0b6e-4d0a-9d3c-7e11a5d0c0de/rest/api/3/myself")]
    [InlineData("/rest/api/2/myself")]
    [InlineData("/rest/api/latest/myself")]
    [InlineData("/_edge/tenant_info")]
    public void Answers_under_every_root(string path) => site.Get(path).Status.ShouldBe(200);
}
