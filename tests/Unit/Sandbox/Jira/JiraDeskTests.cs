using Entente.Sandbox.People;

namespace Entente.Unit.Tests.Sandbox.Jira;

public sealed class JiraDeskTests
{
    private readonly JiraTestSite site = new();

    [Fact]
    public void Raises_answers_notes_and_moves_an_issue_by_hand()
    {
        var key = Act(DeskVerb.Raise, null, "It hurts\n<script>", "Help").Key.ShouldNotBeNull();
        Act(DeskVerb.Reply, key, "Looking").Refusal.ShouldBeNull();
        Act(DeskVerb.Note, key, "Keep quiet").Refusal.ShouldBeNull();
        Act(DeskVerb.ChangePriority, key, "High").Refusal.ShouldBeNull();
        Act(DeskVerb.ChangeStatus, key, "In Progress").Refusal.ShouldBeNull();
        Act(DeskVerb.ChangeStatus, key, "Done").Refusal.ShouldBeNull();
        var ticket = site.Jira.Desk.Find(key).ShouldNotBeNull();
        ticket.BodyHtml.ShouldBe("<p>It hurts<br/>&lt;script&gt;</p>");
        ticket.Comments.Select(comment => comment.IsPublic).ShouldBe([true, false]);
        ticket.StatusChoices.ShouldBe(["Closed", "To Do"]);
        var row = site.Jira.Desk.List().ShouldHaveSingleItem();
        (row.Key, row.Title, row.Status, row.Priority).ShouldBe((key, "Help", "Done", "High"));
        site.Fields(key)["reporter"]!["displayName"]!.GetValue<string>().ShouldBe("Elaine");
        site.Fields(key)["comment"]!["comments"]![1]!["jsdPublic"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public void Is_refused_by_the_same_workflow()
    {
        var key = site.Raise(more: ",\"labels\":[\"postmortem\"]");
        Act(DeskVerb.ChangeStatus, key, "Done").Refusal.ShouldBe("The workflow of SHOP has no way from To Do to Done.");
        Act(DeskVerb.ChangeStatus, key, "In Progress").Refusal.ShouldBeNull();
        Act(DeskVerb.ChangeStatus, key, "Done").Refusal.ShouldNotBeNull().ShouldStartWith("Root cause is required");
    }

    [Theory]
    [InlineData("Nobody", "SHOP-1", "High", "Nobody here is called Nobody.")]
    [InlineData("John", "SHOP-9", "High", "There is no issue SHOP-9.")]
    [InlineData("John", "SHOP-1", "Urgent", "Priority name 'Urgent' is not valid")]
    public void Says_why_not(string actor, string key, string text, string refusal)
    {
        site.Raise();
        site.Jira.Desk.Act(new(DeskVerb.ChangePriority, actor, key, null, text), site.Now).Refusal.ShouldBe(refusal);
    }

    [Fact]
    public void Names_those_who_can_act()
    {
        site.Jira.Desk.Title.ShouldBe("Infinity's Jira");
        site.Jira.Desk.Actors.ShouldBe(["Elaine", "Integration", "John"]);
        site.Jira.Desk.Find("SHOP-1").ShouldBeNull();
    }

    private DeskOutcome Act(DeskVerb verb, string? key, string text, string? title = null) =>
        site.Jira.Desk.Act(new(verb, "Elaine", key, title, text), site.Now);
}
