using static Entente.Unit.Tests.Sandbox.AzureDevOps.AzureDevOpsTestSite;

namespace Entente.Unit.Tests.Sandbox.AzureDevOps;

public sealed class AzureDevOpsAccessTests
{
    private readonly AzureDevOpsTestSite site = new();

    [Theory]
    [InlineData(203)]
    [InlineData(302)]
    [InlineData(401)]
    public void Leads_strangers_to_a_page_to_sign_in(int status)
    {
        site.Configure($$"""{"signInStatus":{{status}}}""").ShouldBeNull();
        var answer = site.Get("_apis/projects", "wrong");
        answer.Status.ShouldBe(status);
        answer.Header("Content-Type").ShouldBe("text/html; charset=utf-8");
        site.Send("GET", "_apis/projects", "", null, KeyValuePair.Create("X-TFS-FedAuthRedirect", "Suppress")).Status.ShouldBe(401);
    }

    [Fact]
    public void Lets_a_bearer_in_and_says_who_it_is()
    {
        var answer = site.Send("GET", "_apis/connectionData", "", null, KeyValuePair.Create("Authorization", "Bearer " + David));
        answer.Json!["authenticatedUser"]!["providerDisplayName"]!.GetValue<string>().ShouldBe("David");
    }

    [Theory]
    [InlineData("", "VssVersionNotSpecifiedException")]
    [InlineData("?api-version=9.1", "VssVersionOutOfRangeException")]
    [InlineData("?api-version=latest", "VssVersionNotSupportedException")]
    public void Wants_a_version_that_it_speaks_for_a_write(string query, string typeKey)
    {
        var answer = site.Send("POST", "Shop/_apis/wit/wiql" + query, "{}", Integration, KeyValuePair.Create("Accept", "application/json"));
        (answer.Status, answer.TypeKey).ShouldBe((400, typeKey));
        site.Send("POST", "Shop/_apis/wit/wiql", """{"query":"SELECT [System.Id] FROM WorkItems"}""", Integration,
            KeyValuePair.Create("Accept", "application/json;api-version=7.1")).Status.ShouldBe(200);
    }

    [Fact]
    public void Takes_a_patch_only_under_its_own_type()
    {
        var answer = site.Send("PATCH", "_apis/wit/workitems/1", "[]", Integration, KeyValuePair.Create("Content-Type", "application/json"));
        (answer.Status, answer.TypeKey).ShouldBe((400, "VssRequestContentTypeNotSupportedException"));
    }

    [Fact]
    public void Knows_no_other_project_type_or_path()
    {
        site.Get("Nowhere/_apis/wit/workitemtypes").Message.ShouldStartWith("TF200016: The following project does not exist: Nowhere.");
        var type = site.Send("POST", "Shop/_apis/wit/workitems/$Incident", "[]", Integration,
            KeyValuePair.Create("Content-Type", "application/json-patch+json"));
        (type.Status, type.Message).ShouldBe((404,
            "VS402323: Work item type Incident does not exist in project Shop or you do not have permission to access it."));
        var path = site.Get("_apis/wit/nothing");
        (path.Status, path.Header("Content-Type")).ShouldBe((404, "text/plain; charset=utf-8"));
        site.Get("Shop/_workitems/edit/7").Header("Location").ShouldBe("/global/_workitems/edit/7");
    }

    [Fact]
    public void Tells_of_the_limit_when_it_is_near_and_blocks_beyond_it()
    {
        site.Configure("""{"usageLimit":10,"usagePerRequest":1}""").ShouldBeNull();
        site.Get("_apis/projects").Header("X-RateLimit-Remaining").ShouldBeNull();
        for (var n = 2; n < 8; n++)
            site.Get("_apis/projects").Status.ShouldBe(200);
        site.Get("_apis/projects").Header("X-RateLimit-Remaining").ShouldBe("2");
        site.Get("_apis/projects");
        site.Get("_apis/projects");
        var blocked = site.Get("_apis/projects");
        (blocked.Status, blocked.Header("Retry-After")).ShouldBe((429, "300"));
        blocked.Message.ShouldStartWith("TF400733");
        site.Get("_apis/projects", David).Status.ShouldBe(200);
        site.Wait(300);
        site.Get("_apis/projects").Status.ShouldBe(200);
    }

    [Fact]
    public void Describes_types_states_fields_and_trees()
    {
        site.Get("Shop/_apis/wit/workitemtypes").Json!["value"]!.AsArray().Select(type => (string)type!["name"]!)
            .ShouldBe(["Bug", "Task", "User Story", "Feature", "Epic", "Issue"]);
        site.Get("Shop/_apis/wit/workitemtypes/Bug/states").Json!["value"]!.AsArray()
            .Select(state => $"{state!["name"]}:{state["category"]}")
            .ShouldBe(["New:Proposed", "Active:InProgress", "Blocked:InProgress", "Resolved:Resolved", "Closed:Completed"]);
        var severity = site.Get("Shop/_apis/wit/workitemtypes/Bug/fields/Microsoft.VSTS.Common.Severity?$expand=all").Json!;
        severity["defaultValue"]!.GetValue<string>().ShouldBe("3 - Medium");
        severity["allowedValues"]!.AsArray().Count.ShouldBe(4);
        site.Get("_apis/wit/fields/System.AssignedTo").Json!["isIdentity"]!.GetValue<bool>().ShouldBeTrue();
        var areas = site.Get("Shop/_apis/wit/classificationnodes/Areas?$depth=2").Json!;
        areas["children"]!.AsArray().Select(node => (string)node!["name"]!).ShouldBe(["Development", "Network"]);
        areas["children"]![0]!["path"]!.GetValue<string>().ShouldBe(@"\Shop\Area\Development");
        site.Get("_apis/identities?searchFilter=General&filterValue=marco@global.example").Json!["count"]!.GetValue<int>().ShouldBe(1);
    }

    [Theory]
    [InlineData("[]", "settings are a JSON object")]
    [InlineData("""{"nonsense":1}""", "has no setting 'nonsense'")]
    [InlineData("""{"revisionLimit":0}""", "cannot be 0")]
    [InlineData("""{"requiredFields":[{"field":"Nope"}]}""", "cannot be")]
    public void Refuses_settings_that_it_does_not_have(string json, string message) => site.Configure(json).ShouldNotBeNull().ShouldContain(message);
}
