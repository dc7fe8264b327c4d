using Entente.Sandbox.People;

using static Entente.Unit.Tests.Sandbox.AzureDevOps.AzureDevOpsTestSite;

namespace Entente.Unit.Tests.Sandbox.AzureDevOps;

public sealed class AzureDevOpsDeskTests
{
    private readonly AzureDevOpsTestSite site = new();

    [Fact]
    public void Raises_answers_and_moves_a_bug_by_hand()
    {
        var key = Act(DeskVerb.Raise, null, "It hurts\n<script>", "Help").Key.ShouldNotBeNull();
        Act(DeskVerb.Reply, key, "Looking").Refusal.ShouldBeNull();
        Act(DeskVerb.ChangePriority, key, "1").Refusal.ShouldBeNull();
        Act(DeskVerb.ChangeStatus, key, "Blocked").Refusal.ShouldBeNull();
        var ticket = site.Imitation.Desk.Find(key).ShouldNotBeNull();
        ticket.BodyHtml.ShouldBe("<div>It hurts<br>&lt;script&gt;</div>");
        ticket.Comments.ShouldHaveSingleItem().BodyHtml.ShouldBe("<div>Looking</div>");
        ticket.StatusChoices.ShouldBe(["New", "Active", "Resolved", "Closed"]);
        ticket.Fields.ShouldContain(KeyValuePair.Create("Reason", "Moved to state Blocked"));
        var row = site.Imitation.Desk.List().ShouldHaveSingleItem();
        (row.Key, row.Title, row.Status, row.Priority).ShouldBe((key, "Help", "Blocked", "1"));
        site.Fields(long.Parse(key))["System.CreatedBy"]!["displayName"]!.GetValue<string>().ShouldBe("David");
    }

    [Fact]
    public void Is_refused_by_the_same_rules_in_the_product_s_words()
    {
        var key = site.Raise().ToString();
        site.Configure("""{"requiredFields":[{"state":"Closed","field":"Custom.Holder"}]}""").ShouldBeNull();
        Act(DeskVerb.ChangeStatus, key, "Closed").Refusal.ShouldBe("TF401320: Rule Error for field Holder. Error code: Required, InvalidEmpty.");
        Act(DeskVerb.ChangePriority, key, "7").Refusal.ShouldNotBeNull().ShouldContain("not in the list of supported values");
        Act(DeskVerb.Note, key, "Quiet").Refusal.ShouldNotBeNull().ShouldContain("no internal notes");
        Act(DeskVerb.Reply, "99", "x").Refusal.ShouldNotBeNull().ShouldStartWith("TF401232");
    }

    [Fact]
    public void Shows_stored_html_without_what_could_act()
    {
        const string steps = "<a href=\"javascript:x\" onclick=\"y\">1 < 2</a><img src=x onerror=z>";
        var id = site.Raise(more: "," + Add("Microsoft.VSTS.TCM.ReproSteps", steps));
        var html = site.Imitation.Desk.Find(id.ToString()).ShouldNotBeNull().BodyHtml;
        html.ShouldBe("<a>1 &lt; 2</a><img src=\"x\">");
        site.Imitation.Desk.Actors.ShouldBe(["David", "Entente Integration", "Marco"]);
    }

    private DeskOutcome Act(DeskVerb verb, string? key, string text, string? title = null) =>
        site.Imitation.Desk.Act(new(verb, "David", key, title, text), site.Now);
}
