namespace Entente.Unit.Tests.Sandbox.Jira;

public sealed class JiraSearchTests
{
    private readonly JiraTestSite site = new();

    [Fact]
    public void Misses_what_is_younger_than_the_index()
    {
        var key = site.Raise();
        var id = site.Get($"/issue/{key}").Json!["id"];
        site.Search("project = SHOP").ShouldBeEmpty();
        site.Search("project = SHOP", $",\"reconcileIssues\":[{id}]").ShouldBe([key]);
        site.Wait(2);
        site.Search("project = SHOP").ShouldBe([key]);
    }

    [Fact]
    public void Sees_an_edit_only_after_the_lag()
    {
        var key = site.Raise();
        site.Wait(120);
        site.Put($"/issue/{key}", """{"fields":{"labels":["new"]}}""");
        var since = $"updated >= {site.Now.ToUnixTimeMilliseconds()}";
        site.Search(since).ShouldBeEmpty();
        site.Search("labels = new").ShouldBeEmpty();
        site.Search("project = SHOP").ShouldBe([key]);
        site.Wait(2);
        site.Search(since).ShouldBe([key]);
        site.Search("labels = new").ShouldBe([key]);
    }

    [Fact]
    public void Lists_the_id_of_what_was_just_deleted()
    {
        var key = site.Raise();
        site.Wait(5);
        site.Delete($"/issue/{key}");
        site.Search("project = SHOP").ShouldBe([key]);
        site.Wait(2);
        site.Search("project = SHOP").ShouldBeEmpty();
    }

    [Fact]
    public void Gives_ids_only_with_tokens_and_without_a_total()
    {
        foreach (var number in Enumerable.Range(1, 5))
            site.Raise($"Number {number}");
        site.Wait(2);
        var first = site.Post("/search/jql", """{"jql":"project = SHOP ORDER BY created ASC, key ASC","maxResults":3}""").Json!;
        first["issues"]![0]!.AsObject().Select(pair => pair.Key).ShouldBe(["id"]);
        first["isLast"]!.GetValue<bool>().ShouldBeFalse();
        first["total"].ShouldBeNull();
        var token = Uri.EscapeDataString((string)first["nextPageToken"]!);
        var query = Uri.EscapeDataString("project = SHOP ORDER BY created ASC, key ASC");
        var second = site.Get($"/search/jql?jql={query}&maxResults=3&fields=summary&nextPageToken={token}").Json!;
        second["issues"]!.AsArray().Select(issue => (string)issue!["fields"]!["summary"]!).ShouldBe(["Number 4", "Number 5"]);
        second["isLast"]!.GetValue<bool>().ShouldBeTrue();
        site.Wait(7 * 24 * 3600 + 1);
        site.Get($"/search/jql?jql={query}&nextPageToken={token}").Status.ShouldBe(400);
    }

    public static TheoryData<string, string> Queries => new()
    {
        { "project = shop", "1 2 3" },
        { "project in (SHOP, 10001)", "1 2 3 K" },
        { "project = SHOP AND labels = red", "1 2" },
        { "project = SHOP and not labels in (red, blue)", "3" },
        { "labels = red OR labels = blue", "1 2" },
        { "labels = red AND (priority = High OR priority = Low)", "1" },
        { "labels is EMPTY", "3 K" },
        { "labels != blue", "1" },
        { "key = SHOP-2", "2" },
        { "key in (SHOP-1, SHOP-3)", "1 3" },
        { "id = 10002", "2" },
        { "status = \"In Progress\"", "2" },
        { "statusCategory = \"To Do\" AND project = SHOP", "1 3" },
        { "priority > Medium", "1" },
        { "assignee = currentUser()", "3" },
        { "assignee is not EMPTY", "3" },
        { "resolution = EMPTY AND project = SHOP", "1 2 3" },
        { "text ~ \"payment\"", "1" },
        { "summary ~ \"check*\"", "2" },
        { "summary ~ \"\\\"the basket\\\"\"", "3" },
        { "description ~ payment", "1" },
        { "created >= -15m", "2 3 K" },
        { "created >= \"-15m\" and project = SHOP", "2 3" },
        { "created >= 1772444400000", "2 3 K" },
        { "created < 1772444400000", "1" },
        { "created >= \"2026-03-02 04:40\"", "2 3 K" },
        { "created < \"2026/03/02 04:40\"", "1" },
        { "created >= \"2026-03-02\"", "1 2 3 K" },
        { "created >= startOfDay() AND created <= now()", "1 2 3 K" },
        { "\"Story points\" > 3", "3" },
        { "cf[10902] = \"Sev 2\"", "3" },
        { "type = Task", "K" },
        { "project = SHOP AND NOT (labels = red)", "3" },
        { "due <= \"2026-04-01\"", "3" },
    };

    [Theory]
    [MemberData(nameof(Queries))]
    public void Answers_the_queries_of_connectors(string jql, string expected)
    {
        site.Raise("Cart", ",\"labels\":[\"red\"],\"priority\":{\"name\":\"High\"},\"description\":" + JiraTestSite.Document("No payment"));
        site.Wait(1200);
        var second = site.Raise("Checkout", ",\"labels\":[\"red\",\"blue\"]");
        site.Transition(second, "11");
        var assignee = $",\"assignee\":{{\"accountId\":\"{JiraTestSite.IntegrationId}\"}}";
        site.Raise("Look at the basket",
            assignee + ",\"customfield_10904\":5,\"customfield_10902\":{\"value\":\"Sev 2\"},\"duedate\":\"2026-03-31\"");
        site.Raise("Other", project: "KAN", type: "Task");
        site.Wait(60);
        var found = site.Search(jql).Select(key => key == "KAN-1" ? "K" : key[5..]).Order();
        string.Join(' ', found).ShouldBe(expected);
    }

    public static TheoryData<string, string> BadQueries => new()
    {
        { "", "Unbounded JQL queries are not allowed here. Please add a search restriction to your query." },
        { "ORDER BY created", "Unbounded JQL queries are not allowed here. Please add a search restriction to your query." },
        { "nonsense = 1", "Field 'nonsense' does not exist or you do not have permission to view it." },
        { "issue.property[entente].id = \"1\"", "Field 'issue.property[entente].id' does not exist or you do not have permission to view it." },
        { "project = NO", "The value 'NO' does not exist for the field 'project'." },
        { "status = Nowhere", "The value 'Nowhere' does not exist for the field 'status'." },
        { "key = SHOP-1", "An issue with key 'SHOP-1' does not exist for field 'key'." },
        { "summary = x", "The operator '=' is not supported by the 'summary' field." },
        { "labels ~ x", "The operator '~' is not supported by the 'labels' field." },
        { "project SHOP", "Error in the JQL Query: Expecting operator but got 'SHOP'. (line 1, character 9)" },
        { "project =", "Error in the JQL Query: Expecting either a value, list or function before the end of the query." },
        { "project = SHOP labels = x", "Error in the JQL Query: Expecting either 'OR' or 'AND' but got 'labels'. (line 1, character 16)" },
        { "summary ~ \"x", "Error in the JQL Query: The quoted string 'x' has not been completed. (line 1, character 11)" },
        { "project = SHOP ORDER BY a,b,c,d,e,f,g,h", "A maximum of 7 fields can be used in ORDER BY." },
    };

    [Theory]
    [MemberData(nameof(BadQueries))]
    public void Refuses_a_bad_query_in_the_sites_words(string jql, string message)
    {
        var refused = site.Get("/search/jql?jql=" + Uri.EscapeDataString(jql));
        refused.Status.ShouldBe(400);
        refused.Message.ShouldBe(message);
    }

    [Theory]
    [InlineData("\"2026-03-02T09:30:00Z\"")]
    [InlineData("\"2026-03-02 09:30:15\"")]
    [InlineData("\"1772444400000\"")]
    [InlineData("soon")]
    public void Refuses_times_finer_than_a_minute_and_foreign_formats(string literal) =>
        site.Get("/search/jql?jql=" + Uri.EscapeDataString("updated >= " + literal)).Message!.ShouldContain("Valid formats include");

    [Fact]
    public void Reads_date_literals_in_the_callers_own_zone()
    {
        site.Raise();
        site.Wait(5);
        var query = "/search/jql?jql=" + Uri.EscapeDataString("created >= \"2026-03-02 09:30\"");
        site.Get(query, JiraTestSite.Integration).Json!["issues"]!.AsArray().Count.ShouldBe(0);
        site.Get(query, JiraTestSite.Elaine).Json!["issues"]!.AsArray().Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public void Says_that_the_old_search_is_gone(string method) => site.Send(method, "/search?jql=project=SHOP", "{}", JiraTestSite.Integration)
        .Status.ShouldBe(410);

    [Fact]
    public void Survives_a_query_nested_beyond_reason() =>
        site.Get("/search/jql?jql=" + new string('(', 5000)).Status.ShouldBe(400);
}
