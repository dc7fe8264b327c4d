namespace Entente.Unit.Tests.Sandbox.Jira;

public sealed class JiraTransitionTests
{
    private const string Resolved = ",\"fields\":{\"resolution\":{\"name\":\"Done\"}}";

    private readonly JiraTestSite site = new();

    [Fact]
    public void Offers_only_what_leaves_the_state()
    {
        var key = site.Raise();
        Offered(key).ShouldBe(["11", "21", "91"]);
        site.Transition(key, "11").Status.ShouldBe(204);
        Offered(key).ShouldBe(["21", "51", "81", "91"]);
    }

    [Fact]
    public void Hides_review_until_someone_is_assigned()
    {
        var key = site.Raise(more: $",\"assignee\":{{\"accountId\":\"{JiraTestSite.JohnId}\"}}");
        site.Transition(key, "11");
        Offered(key).ShouldContain("41");
    }

    [Fact]
    public void Refuses_a_transition_that_is_not_offered()
    {
        var key = site.Raise();
        var refused = site.Transition(key, "51", Resolved);
        refused.Status.ShouldBe(400);
        refused.Message!.ShouldContain("not valid for the current state");
    }

    [Fact]
    public void Tells_and_demands_the_fields_of_the_screen()
    {
        var key = site.Raise();
        site.Transition(key, "11");
        var resolve = site.Get($"/issue/{key}/transitions?expand=transitions.fields&transitionId=51").Json!["transitions"]![0]!;
        resolve["fields"]!["resolution"]!["required"]!.GetValue<bool>().ShouldBeTrue();
        resolve["fields"]!["resolution"]!["allowedValues"]!.AsArray().Count.ShouldBe(4);
        var refused = site.Transition(key, "51");
        refused.Status.ShouldBe(400);
        refused.Error("resolution").ShouldBe("Resolution is required.");
        site.Transition(key, "51", ",\"fields\":{\"summary\":\"y\"}").Error("summary").ShouldNotBeNull();
    }

    [Fact]
    public void Sets_and_clears_the_resolution_and_its_date()
    {
        var key = site.Raise();
        site.Transition(key, "11");
        site.Transition(key, "51", Resolved + $",\"update\":{{\"comment\":[{{\"add\":{{\"body\":{JiraTestSite.Document("done")}}}}}]}}")
            .Status.ShouldBe(204);
        var fields = site.Fields(key);
        fields["resolution"]!["name"]!.GetValue<string>().ShouldBe("Done");
        fields["resolutiondate"].ShouldNotBeNull();
        fields["comment"]!["total"]!.GetValue<int>().ShouldBe(1);
        site.Transition(key, "71").Status.ShouldBe(204);
        site.Fields(key)["resolution"].ShouldBeNull();
        site.Fields(key)["resolutiondate"].ShouldBeNull();
    }

    [Fact]
    public void Refuses_to_resolve_a_postmortem_without_its_root_cause()
    {
        var key = site.Raise(more: ",\"labels\":[\"postmortem\"]");
        site.Transition(key, "11");
        var refused = site.Transition(key, "51", Resolved);
        refused.Status.ShouldBe(400);
        refused.Error("customfield_10901")!.ShouldStartWith("Root cause is required");
        site.Fields(key)["status"]!["name"]!.GetValue<string>().ShouldBe("In Progress");
        var cause = $",\"fields\":{{\"resolution\":{{\"name\":\"Done\"}},\"customfield_10901\":{JiraTestSite.Document("A bad deploy")}}}";
        site.Transition(key, "51", cause).Status.ShouldBe(204);
    }

    [Fact]
    public void Keeps_closed_issues_from_being_edited()
    {
        var key = site.Raise();
        foreach (var (id, more) in new[] { ("11", ""), ("51", Resolved), ("61", "") })
            site.Transition(key, id, more).Status.ShouldBe(204);
        site.Get($"/issue/{key}/editmeta").Json!["fields"]!.AsObject().Count.ShouldBe(0);
        site.Put($"/issue/{key}", """{"fields":{"summary":"y"}}""").Error("summary").ShouldNotBeNull();
        site.Post($"/issue/{key}/comment", $$"""{"body":{{JiraTestSite.Document("still talking")}}}""").Status.ShouldBe(201);
    }

    [Fact]
    public void Runs_another_workflow_in_another_project()
    {
        var key = site.Raise(project: "KAN");
        Offered(key).ShouldBe(["21", "31"]);
        site.Transition(key, "31").Status.ShouldBe(204);
        site.Fields(key)["resolution"]!["name"]!.GetValue<string>().ShouldBe("Done");
    }

    [Fact]
    public void Takes_a_workflow_from_code()
    {
        site.Jira.World.FindProject("KAN")!.Workflow = new("One way", "10000", [new("5", "Finish", "10003")], []);
        Offered(site.Raise(project: "KAN")).ShouldBe(["5"]);
    }

    [Fact]
    public void Answers_409_when_told_to_and_400_without_a_transition()
    {
        var key = site.Raise();
        site.Configure("""{"conflictWrites":1}""");
        site.Transition(key, "11").Status.ShouldBe(409);
        site.Post($"/issue/{key}/transitions", "{}").Status.ShouldBe(400);
    }

    private IEnumerable<string> Offered(string key) =>
        site.Get($"/issue/{key}/transitions").Json!["transitions"]!.AsArray().Select(transition => (string)transition!["id"]!).Order();
}
