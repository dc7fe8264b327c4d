using Entente.Sandbox;

using static Entente.Unit.Tests.Sandbox.AzureDevOps.AzureDevOpsTestSite;

namespace Entente.Unit.Tests.Sandbox.AzureDevOps;

/// <summary>
/// Records in the shapes of Microsoft's own recordings (MicrosoftDocs/vsts-rest-api-specs and Azure/azure-devops-cli-extension, both MIT), cut to
/// what a rule needs.
/// </summary>
public sealed class AzureDevOpsLoadTests
{
    private readonly AzureDevOpsTestSite site = new();

    [Fact]
    public void Keeps_id_revision_times_people_and_unknown_fields()
    {
        var report = Load("""
            {"id":72,"rev":3,"fields":{"System.AreaPath":"Fabrikam-Fiber-Git\\Web","System.TeamProject":"Fabrikam-Fiber-Git",
            "System.IterationPath":"Fabrikam-Fiber-Git","System.WorkItemType":"Product Backlog Item",
            "System.State":"Done","System.Reason":"Work finished",
            "System.CreatedDate":"2015-01-07T18:13:01.807Z","System.CreatedBy":"Jamal Hartnett <fabrikamfiber4@hotmail.com>",
            "System.ChangedDate":"2015-01-07T18:14:01.807Z",
            "System.ChangedBy":{"displayName":"Jamal Hartnett","uniqueName":"fabrikamfiber4@hotmail.com"},
            "System.Title":"First Workitem","WEF_6CB5_Kanban.Column":"New","WEF_6CB5_Kanban.Column.Done":true,"System.History":"Güvenlik açığı",
            "Microsoft.VSTS.Scheduling.Effort":8},"url":"https://dev.azure.com/fabrikam/_apis/wit/workItems/72"}
            """);
        (report.Taken, report.Renumbered).ShouldBe((1, 0));
        report.NotTaken.ShouldBeEmpty();
        report.Created.ShouldBe(new Dictionary<string, int> { ["fields"] = 2, ["projects"] = 1, ["states"] = 1, ["types"] = 1, ["users"] = 1 },
            ignoreOrder: true);
        var item = site.Item(72);
        item["rev"]!.GetValue<int>().ShouldBe(3);
        item["fields"]!["System.CreatedBy"]!["uniqueName"]!.GetValue<string>().ShouldBe("fabrikamfiber4@hotmail.com");
        item["fields"]!["WEF_6CB5_Kanban.Column.Done"]!.GetValue<bool>().ShouldBeTrue();
        site.Get("Fabrikam-Fiber-Git/_apis/wit/workitemtypes/Product%20Backlog%20Item/states").Json!["value"]!.AsArray()
            .Single(state => (string)state!["name"]! == "Done")!["category"]!.GetValue<string>().ShouldBe("Completed");
        site.Imitation.Desk.Find("72").ShouldNotBeNull().StatusChoices.ShouldBe(["New", "Active", "Resolved", "Closed"]);
        site.Get("Fabrikam-Fiber-Git/_apis/wit/workItems/72/comments").Json!["totalCount"]!.GetValue<int>().ShouldBe(1);
        site.Set(72, Operation("test", "/rev", System.Text.Json.Nodes.JsonValue.Create(3)), Add("System.Title", "On")).Json!["rev"]!.GetValue<int>()
            .ShouldBe(4);
        site.Raise().ShouldBe(73);
        site.Get("Fabrikam-Fiber-Git/_apis/wit/reporting/workitemrevisions?$maxPageSize=2").Json!["values"]!.AsArray()
            .Select(each => (int)each!["rev"]!).ShouldBe([1, 2]);
    }

    [Fact]
    public void Renumbers_what_another_organisation_has_too_and_follows_links_within_one()
    {
        var report = Load(
            Record("https://dev.azure.com/one", 16,
                """{"rel":"System.LinkTypes.Hierarchy-Forward","url":"https://dev.azure.com/one/guid/_apis/wit/workItems/20"}"""),
            Record("https://two.visualstudio.com", 16,
                """{"rel":"Hyperlink","url":"https://x.example"},"""
                + """{"rel":"System.LinkTypes.Related","url":"https://two.visualstudio.com/_apis/wit/workItems/20"}"""),
            Record("https://dev.azure.com/one", 20));
        (report.Taken, report.Renumbered).ShouldBe((3, 1));
        report.NotTaken.ShouldBe(["line 2, relations[1]: work item 20 is not in the load"]);
        site.Fields(20)["System.Parent"]!.GetValue<int>().ShouldBe(16);
        site.Item(21)["relations"]!.AsArray().ShouldHaveSingleItem()!["rel"]!.GetValue<string>().ShouldBe("Hyperlink");
    }

    [Fact]
    public void Takes_a_record_of_four_fields_and_names_what_is_none()
    {
        var report = Load(
            """{"id":5,"rev":1,"fields":{"System.Id":5,"System.WorkItemType":"Task","System.State":"To Do","System.Title":"Short"}}""",
            "not json", """{"id":6}""", """{"id":0,"fields":{}}""", "");
        report.Taken.ShouldBe(1);
        report.NotTaken.Select(line => line.Split(':')[0]).ShouldBe(["line 2, $", "line 3, fields", "line 4, id"]);
        site.Fields(5)["System.TeamProject"]!.GetValue<string>().ShouldBe("Shop");
        site.Query("SELECT [System.Id] FROM WorkItems WHERE [System.State] = 'To Do'").ShouldBe([5]);
    }

    private static string Record(string root, long id, string relations = "") => $$"""
        {"id":{{id}},"rev":1,"fields":{"System.TeamProject":"P","System.WorkItemType":"Task","System.State":"To Do","System.Title":"T",
        "System.CreatedDate":"2026-03-31T18:36:26.23Z"},"relations":[{{relations}}],"url":"{{root}}/_apis/wit/workItems/{{id}}"}
        """;

    private LoadReport Load(params string[] lines) => site.Imitation.Load(lines.Select(line => line.ReplaceLineEndings(" ")), site.Now);
}
