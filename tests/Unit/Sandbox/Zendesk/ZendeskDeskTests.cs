using Entente.Sandbox.People;
using Entente.Sandbox.Zendesk;

namespace Entente.Unit.Tests.Sandbox.Zendesk;

/// <summary>People in the browser, and records that are loaded.</summary>
public sealed class ZendeskDeskTests
{
    private readonly ZendeskDriver zendesk = new();

    [Fact]
    public void A_shopper_raises_an_agent_solves_and_the_shopper_reopens()
    {
        var raised = Act(DeskVerb.Raise, ZendeskSeed.RequesterEmail, null, "It fails", "Checkout");
        raised.Refusal.ShouldBeNull();
        Act(DeskVerb.ChangeStatus, ZendeskSeed.AgentEmail, raised.Key, "solved").Refusal.ShouldBeNull();
        Act(DeskVerb.Reply, ZendeskSeed.RequesterEmail, raised.Key, "still").Refusal.ShouldBeNull();
        var ticket = zendesk.Imitation.Desk.Find(raised.Key!)!;
        ticket.Title.ShouldBe("Checkout");
        ticket.Fields.Single(field => field.Key == "Status").Value.ShouldBe("open");
        ticket.Fields.Single(field => field.Key == "Assignee").Value.ShouldBe("Ana Agent");
        ticket.Comments.ShouldHaveSingleItem().Author.ShouldBe("Sam Shopper");
    }

    [Theory]
    [InlineData(DeskVerb.Note, ZendeskSeed.RequesterEmail, "x")]
    [InlineData(DeskVerb.ChangePriority, ZendeskSeed.AgentEmail, "asap")]
    [InlineData(DeskVerb.ChangeStatus, ZendeskSeed.AgentEmail, "done")]
    [InlineData(DeskVerb.Reply, "nobody@example.com", "x")]
    public void Refuses_in_the_products_own_words(DeskVerb verb, string actor, string text) =>
        Act(verb, actor, $"{zendesk.Create()}", text).Refusal.ShouldNotBeNullOrEmpty();

    [Fact]
    public void Lists_the_last_changed_first()
    {
        var (first, _) = (zendesk.Create(), zendesk.Create());
        zendesk.Advance(1);
        zendesk.Update(first, """{"priority":"low"}""");
        zendesk.Imitation.Desk.List().Select(row => row.Key).ShouldBe(["1", "2"]);
    }

    [Fact]
    public void Loads_records_keeps_ids_and_renumbers_repeats()
    {
        string[] lines =
        [
            """{"id":543,"status":"new","subject":"Q","description":"Indeed","requester_id":20014192,"submitter_id":20014182,"group_id":20001662,"""
                + """ "tags":["a"],"created_at":"2012-10-26T22:11:06Z","updated_at":"2012-10-26T22:11:06Z","via":{"channel":"api","source":{}}}""",
            """{"id":543,"status":"closed","subject":"Again","description":"Old","requester_id":20014192,"assignee_id":20014182,"""
                + """ "custom_fields":[{"id":5,"value":"x"}],"surprise":1}""",
            """{"id":7,"status":"new" """,
            "",
            """{"id":8,"status":"lost","requester_id":1}""",
            """{"id":9,"status":"open"}""",
        ];
        var report = zendesk.Imitation.Load(lines, zendesk.Now);
        (report.Taken, report.Renumbered).ShouldBe((2, 1));
        report.Created.ShouldBe(new Dictionary<string, int> { ["groups"] = 1, ["ticket_fields"] = 1, ["users"] = 2 }, ignoreOrder: true);
        report.NotTaken.Select(line => line.Split(':')[0]).ShouldBe(["line 2", "line 3", "line 5", "line 6"]);
        report.NotTaken[0].ShouldContain("surprise");
        zendesk.Ticket(543)["updated_at"]!.ToString().ShouldBe("2012-10-26T22:11:06Z");
        zendesk.Get("/api/v2/tickets/543/comments").Json["comments"]![0]!["plain_body"]!.ToString().ShouldBe("Indeed");
        zendesk.Update(544, """{"status":"open"}""").Status.ShouldBe(422);
        zendesk.Create().ShouldBe(545);
    }

    private DeskOutcome Act(DeskVerb verb, string actor, string? key, string text, string? title = null) =>
        zendesk.Imitation.Desk.Act(new DeskAction(verb, actor, key, title, text), zendesk.Now);
}
