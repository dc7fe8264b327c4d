namespace Entente.Unit.Tests.Sandbox.Jira;

/// <summary>Records in the shape in which Jira Server and Cloud return them (version 2), cut to what a rule needs.</summary>
public sealed class JiraLoadTests
{
    private const string People =
        "\"author\":{\"name\":\"admin\",\"key\":\"admin\",\"displayName\":\"The Admin\"}"
        + ",\"updateAuthor\":{\"accountId\":\"5c5f\",\"displayName\":\"Cloud User\"}";

    private readonly JiraTestSite site = new();

    [Fact]
    public void Keeps_id_key_times_comments_and_history()
    {
        var report = Load(Record("EE-7", 10063, """
            "status":{"id":"10068","name":"已完成","statusCategory":{"key":"done"}},"resolution":{"id":"9","name":"完成"},
            "description":"h1. Hello\n\n*bold*","labels":["dc"],
            """ + $$$"""
            "comment":{"total":2,"comments":[
             {"id":"501","body":"first","created":"2020-06-12T08:13:13.360+0800",{{{People}}}},
             {"id":"502","body":"second","created":"2020-06-12T08:14:13.360+0800","jsdPublic":false,{{{People}}}}]}
            """, """
            ,"changelog":{"total":1,"histories":[{"id":"77","author":{"accountId":"5c5f","displayName":"Cloud User"},
             "created":"2020-06-13T08:13:13.360+0800",
             "items":[{"field":"status","fieldtype":"jira","fieldId":"status","from":"1","fromString":"新建","to":"10068","toString":"已完成"}]}]}
            """));
        (report.Taken, report.Renumbered).ShouldBe((1, 0));
        report.NotTaken.ShouldBeEmpty();
        report.Created
            .ShouldBe(new Dictionary<string, int> { ["projects"] = 1, ["resolutions"] = 1, ["statuses"] = 1, ["users"] = 2 }, ignoreOrder: true);

        var issue = site.Get("/rest/api/2/issue/10063?expand=changelog").Json!;
        issue["key"]!.GetValue<string>().ShouldBe("EE-7");
        var fields = issue["fields"]!;
        fields["created"]!.GetValue<string>().ShouldBe("2020-06-11T20:13:13.360-0400");
        fields["status"]!["name"]!.GetValue<string>().ShouldBe("已完成");
        fields["status"]!["statusCategory"]!["key"]!.GetValue<string>().ShouldBe("done");
        fields["description"]!.GetValue<string>().ShouldBe("h1. Hello\n\n*bold*");
        fields["comment"]!["comments"]!.AsArray().Select(comment => (string)comment!["id"]!).ShouldBe(["501", "502"]);
        fields["comment"]!["comments"]![0]!["author"]!["displayName"]!.GetValue<string>().ShouldBe("The Admin");
        fields["comment"]!["comments"]![1]!["jsdPublic"]!.GetValue<bool>().ShouldBeFalse();
        issue["changelog"]!["histories"]![0]!["id"]!.GetValue<string>().ShouldBe("77");
        site.Search("project = EE AND statusCategory = Done").ShouldBe(["EE-7"]);
    }

    [Fact]
    public void Renumbers_what_is_there_already_and_never_takes_a_later_records_place()
    {
        var report = Load(Record("TES-1", 10001), Record("TES-1", 10001), Record("TES-2", 10002));
        (report.Taken, report.Renumbered).ShouldBe((3, 1));
        site.Get("/issue/10001").Json!["key"]!.GetValue<string>().ShouldBe("TES-1");
        site.Get("/issue/10002").Json!["key"]!.GetValue<string>().ShouldBe("TES-2");
        site.Get("/issue/10003").Json!["key"]!.GetValue<string>().ShouldBe("TES-3");
        site.Raise(project: "TES", type: "Task").ShouldBe("TES-4");
    }

    [Fact]
    public void Lets_a_loaded_issue_move_on_and_be_edited()
    {
        Load(Record("EE-1", 20001, """ "status":{"id":"1","name":"新建","statusCategory":{"key":"new"}},"customfield_10067":"Mexican" """));
        var offered = site.Get("/issue/EE-1/transitions").Json!["transitions"]!.AsArray();
        offered.Select(transition => (string)transition!["to"]!["name"]!).ShouldBe(["To Do", "In Progress", "Done"]);
        site.Transition("EE-1", "31").Status.ShouldBe(204);
        site.Put("/issue/EE-1", """{"fields":{"customfield_10067":"Thai"}}""").Status.ShouldBe(204);
        site.Fields("EE-1")["customfield_10067"]!.GetValue<string>().ShouldBe("Thai");
    }

    [Fact]
    public void Makes_fields_of_the_shape_that_the_values_have()
    {
        Load(Record("EE-1", 20001, """
            "customfield_10001":12,"customfield_10002":{"id":"5","value":"A"},"customfield_10003":[{"id":"6","value":"B"}],
             "customfield_10004":"2020-06-12",
            "customfield_10005":["x","y"],"customfield_10006":{"anything":[1]},"customfield_10007":null,"customfield_10008":"text",
             "customfield_10009":1,
            "sprint":{"id":1}
            """), Record("EE-2", 20002, "\"customfield_10009\":\"now a text\""));
        var types = site.Get("/field").Json!.AsArray().ToDictionary(field => (string)field!["id"]!, field => (string)field!["schema"]!["type"]!);
        string[] ids =
        [
            .. Enumerable.Range(10001, 9).Select(number => $"customfield_{number}"), "sprint",
        ];
        ids.Select(id => types[id]).ShouldBe(["number", "option", "array", "date", "array", "any", "any", "string", "any", "any"]);
        var fields = site.Fields("EE-1").AsObject();
        fields["customfield_10006"]!.ToJsonString().ShouldBe("""{"anything":[1]}""");
        fields.ContainsKey("customfield_10007").ShouldBeTrue();
        fields["customfield_10002"]!["value"]!.GetValue<string>().ShouldBe("A");
        site.Fields("EE-2").AsObject().ContainsKey("customfield_10006").ShouldBeFalse();
        site.Put("/issue/EE-1", """{"fields":{"customfield_10006":"x"}}""").Status.ShouldBe(400);
    }

    [Fact]
    public void Gives_a_field_another_id_where_the_site_has_one_of_that_id()
    {
        var report = Load(Record("EE-1", 20001, "\"customfield_10902\":\"text\""));
        report.NotTaken.ShouldHaveSingleItem().ShouldContain("kept as customfield_10908");
        site.Fields("EE-1")["customfield_10908"]!.GetValue<string>().ShouldBe("text");
    }

    [Fact]
    public void Relates_issues_of_the_load_and_names_what_it_cannot()
    {
        var report = Load(
            Record("EE-1", 20001, """
                "attachment":[{"id":"1","filename":"a.png"}],"comment":{"total":3,"comments":[]},
                "issuelinks":[{"id":"8","type":{"name":"Blocks"},"outwardIssue":{"id":"20002","key":"EE-2"}},{"id":"9","type":{"name":"Blocks"},
                 "inwardIssue":{"id":"5","key":"X-1"}}]
                """),
            Record("EE-2", 20002, """
                "issuetype":{"id":"7","name":"子任务","subtask":true},"parent":{"id":"20001","key":"EE-1"},
                "issuelinks":[{"id":"8","type":{"name":"Blocks"},"inwardIssue":{"id":"20001","key":"EE-1"}}]
                """),
            "not json",
            """{"id":"1","key":"EE-3"}""",
            """{"id":"1","key":"lonely","fields":{}}""");
        report.Taken.ShouldBe(2);
        report.NotTaken.Select(line => line.Split(':')[0]).Order().ShouldBe(
        [
            "line 1, fields.attachment[0]", "line 1, fields.comment", "line 1, fields.issuelinks[1]", "line 3, $", "line 4, fields", "line 5, key",
        ]);
        site.Fields("EE-1")["issuelinks"]!.AsArray().ShouldHaveSingleItem()!["outwardIssue"]!["key"]!.GetValue<string>().ShouldBe("EE-2");
        site.Fields("EE-1")["subtasks"]![0]!["key"]!.GetValue<string>().ShouldBe("EE-2");
    }

    [Fact]
    public void Keeps_people_of_two_servers_apart()
    {
        Load(
            Record("EE-1", 20001, "\"reporter\":{\"name\":\"admin\",\"displayName\":\"One\"}"),
            Record("EE-2", 20002, "\"reporter\":{\"name\":\"admin\",\"displayName\":\"Two\"}")
                .Replace("one.example", "two.example", StringComparison.Ordinal));
        site.Fields("EE-1")["reporter"]!["displayName"]!.GetValue<string>().ShouldBe("One");
        site.Fields("EE-2")["reporter"]!["displayName"]!.GetValue<string>().ShouldBe("Two");
    }

    private Entente.Sandbox.LoadReport Load(params string[] lines) => site.Jira.Load(lines, site.Now);

    private static string Record(string key, long id, string fields = "", string more = "")
    {
        var rest = string.IsNullOrWhiteSpace(fields) ? "" : "," + fields;
        return $$$"""
            {"id":"{{{id}}}","key":"{{{key}}}","self":"http://one.example/rest/api/2/issue/{{{id}}}","fields":{"summary":"s",
             "created":"2020-06-12T08:13:13.360+0800",
            "updated":"2020-06-13T08:13:13.360+0800","project":{"id":"10700","key":"{{{key.Split('-')[0]}}}","name":"P"}{{{rest}}}}{{{more}}}}
            """.ReplaceLineEndings(" ");
    }
}
