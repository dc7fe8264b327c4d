using Entente.Sandbox.People;

namespace Entente.Unit.Tests.Sandbox.ServiceNow;

/// <summary>People in the browser.</summary>
public sealed class ServiceNowDeskTests
{
    private readonly ServiceNowDriver now = new();

    [Fact]
    public void A_caller_raises_and_an_agent_works_to_the_end()
    {
        var key = Act("carol", DeskVerb.Raise, null, "Since nine.\n<b>", "Checkout is blank").Key.ShouldNotBeNull();
        Act("john", DeskVerb.Reply, key, "Looking").Refusal.ShouldBeNull();
        Act("john", DeskVerb.Note, key, "Keep quiet").Refusal.ShouldBeNull();
        Act("john", DeskVerb.ChangePriority, key, "2 - High").Refusal.ShouldBeNull();
        Act("john", DeskVerb.ChangeField, key, "Architecture", field: "Assignment group").Refusal.ShouldBeNull();
        Act("john", DeskVerb.ChangeStatus, key, "On Hold").Refusal.ShouldBeNull();
        Act("john", DeskVerb.ChangeStatus, key, "Resolved").Refusal.ShouldBeNull();
        var ticket = now.Imitation.Desk.Find(key)!;
        ticket.BodyHtml.ShouldBe("<p>Since nine.<br>&lt;b&gt;</p>");
        ticket.Comments.Select(comment => $"{comment.Author} {comment.IsPublic}").ShouldBe(["John Architect True", "John Architect False"]);
        var fields = ticket.Fields.ToDictionary();
        (fields["State"], fields["Priority"]).ShouldBe(("Resolved", "2 - High"));
        (fields["Caller"], fields["Assignment group"]).ShouldBe(("Carol Caller", "Architecture"));
        fields["Resolution code"].ShouldBe("Solution provided");
        var row = now.Imitation.Desk.List().ShouldHaveSingleItem();
        (row.Key, row.Status, row.Priority).ShouldBe((key, "Resolved", "2 - High"));
    }

    [Fact]
    public void Sets_the_class_that_a_rule_may_share_by()
    {
        var key = Act("john", DeskVerb.Raise, null, "x", "Slow").Key!;
        var field = now.Imitation.Desk.Find(key)!.Editable[0];
        (field.Name, field.Value).ShouldBe(("Class", ""));
        field.Choices.ShouldBe(["", "Bug", "Request", "Change", "Network"]);
        Act("elaine", DeskVerb.ChangeField, key, "Network", field: "Class").Refusal.ShouldBeNull();
        now.Find("u_class=network").ShouldBe([key]);
    }

    [Theory]
    [InlineData("carol", DeskVerb.Note, "x", "ACL Exception Update Failed due to security constraints")]
    [InlineData("john", DeskVerb.ChangeStatus, "Done", "Done is no state of Incident")]
    [InlineData("john", DeskVerb.ChangePriority, "asap", "asap is no priority")]
    [InlineData("entente.integration", DeskVerb.Reply, "x", "Nobody here is called entente.integration")]
    public void Says_why_not(string actor, DeskVerb verb, string text, string refusal) => Act(actor, verb, Raise(), text).Refusal.ShouldBe(refusal);

    [Fact]
    public void Reads_closed_records_and_files_but_offers_no_change()
    {
        var key = Raise();
        var id = now.Find($"number={key}", "sys_id")[0];
        var upload = $"/api/now/attachment/file?table_name=incident&table_sys_id={id}&file_name=a.txt";
        now.Send("POST", upload, "hello"u8.ToArray(), ("Content-Type", "text/plain"));
        now.Change(id, """{"state":"7","close_code":"Duplicate","close_notes":"x"}""").Status.ShouldBe(200);
        var ticket = now.Imitation.Desk.Find(id)!;
        (ticket.StatusChoices.Count, ticket.Editable.Count).ShouldBe((0, 0));
        Act("john", DeskVerb.Reply, key, "late").Refusal!.ShouldContain("aborted by Business Rule");
        now.As = null;
        now.Get(ticket.Files.ShouldHaveSingleItem().Address).Text.ShouldBe("hello");
    }

    [Theory]
    [InlineData("/nav_to.do?uri=incident.do%3Fsys_id%3D0123", "/incident.do?sys_id=0123")]
    [InlineData("/nav_to.do?uri=incident.do?sys_id=0123", "/incident.do?sys_id=0123")]
    [InlineData("/now/nav/ui/classic/params/target/incident.do%3Fsys_id%3D0123", "/incident.do?sys_id=0123")]
    [InlineData("/nav_to.do?uri=incident.do%3Fsysparm_query%3Dnumber%3DINC0010001", "/incident.do?sys_id=INC0010001")]
    public void Leads_the_product_s_own_addresses_to_the_page(string address, string page)
    {
        now.As = null;
        var answer = now.Get(address);
        (answer.Status, answer.Header("Location")).ShouldBe((302, page));
    }

    private string Raise() => Act("john", DeskVerb.Raise, null, "x", "Slow").Key!;

    private DeskOutcome Act(string actor, DeskVerb verb, string? key, string text, string? title = null, string? field = null) =>
        now.Imitation.Desk.Act(new DeskAction(verb, actor, key, title, text) { Field = field }, now.Now);
}
