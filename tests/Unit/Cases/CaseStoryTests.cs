using Entente.Core.Cases;
using Entente.Core.Sync;
using Entente.Unit.Tests.Connectors.Http;
using Entente.Unit.Tests.House;
using Entente.Unit.Tests.Node.Pages;

namespace Entente.Unit.Tests.Cases;

/// <summary>The read model of a case over four tickets, told by their journals.</summary>
public sealed class CaseStoryTests
{
    [Fact]
    public async Task The_checkout_story_is_told_whole()
    {
        var story = await TellAsync();

        story.Title.ShouldBe(CheckoutStory.Title);
        story.Parties.ShouldBe(["mercuri", "infinity", "global"]);
        story.Tickets.Select(ticket => ticket.Name).ShouldBe(["zd:#35", "jr:SHOP-12", "sn:INC0010023", "ado:318"]);
        story.Custody.Select(held => held.Party).ShouldBe(["mercuri", "infinity", "global", "infinity", "global", "infinity", "mercuri"]);
        story.Handoffs.Select(handoff => handoff.Reason).ShouldBe(["forward", "forward", "rejected", "forward", "done", "done"]);
        story.Handoffs.Count(handoff => handoff.Rejected is not null).ShouldBe(1);
        story.Handoffs.Select(handoff => handoff.AcceptedBy).ShouldBe(["Elaine Moss", "", "", "David Rao", "John Reyes", "Maya Ortiz"]);
        story.Course.Where(span => span.Onus == CaseCourse.Requester).Select(span => span.To - span.From).ShouldBe([TimeSpan.FromMinutes(51)]);
        (story.Standing.State, story.Standing.Holder, story.Standing.Priority).ShouldBe(("resolved", "", "P2"));
        story.Standing.Resolution!.By.ShouldBe("Maya Ortiz");
    }

    [Fact]
    public async Task The_conversation_is_one_thread_with_each_remark_once()
    {
        var remarks = (await TellAsync()).Remarks;

        remarks.Count.ShouldBe(10);
        remarks[0].IsDescription.ShouldBeTrue();
        remarks.Select(remark => remark.At).ShouldBeInOrder();
        remarks.Select(remark => remark.Party).Distinct().ShouldBe(["mercuri", "infinity", "global"]);
    }

    [Fact]
    public async Task A_story_half_told_says_who_has_it()
    {
        var standing = (await TellAsync(acts: 20)).Standing;

        (standing.Holder, standing.Onus).ShouldBe(("global", "global"));
        standing.By!.Accepted.ShouldBeNull();
        standing.IsOver.ShouldBeFalse();
    }

    [Fact]
    public void Internal_notes_of_nobody_are_told()
    {
        var life = new TicketLife();
        var note = CheckoutStory.Zendesk.Comment(CheckoutStory.At("26 09:00"), "9", "Maya Ortiz", "secret", isPublic: false);
        foreach (var (fact, n) in StoryTicketCast.Takes("case", CheckoutStory.Zendesk, note.Created, "", note).Select((fact, i) => (fact, i + 1)))
            life.Add(n, note.Created, fact);
        life.Add(3, note.Created, new Happened([CheckoutStory.Zendesk.Said(note)]));
        var story = CaseStory.Of("case", "", [new ToldTicket("case", "jr", "infinity", "SHOP-1", life)], note.Created);

        story.Remarks.ShouldBeEmpty();
        story.Events.ShouldBeEmpty();
        story.Arrivals.ShouldBeEmpty();
    }

    [Fact]
    public void A_remark_withdrawn_on_one_way_is_withdrawn_on_all()
    {
        var at = CheckoutStory.At("26 09:00");
        var comment = CheckoutStory.Zendesk.Comment(at, "9", "Maya Ortiz", "too much said");
        var empty = ((Taken)StoryTicketCast.Takes("case", CheckoutStory.Zendesk, at)[0]).Envelope;
        var withdrawal = new Taken("twin", 2, "", empty with { WithdrawnComments = ["zd:9"] }, []);
        var (jira, serviceNow) = (new TicketLife(), new TicketLife());
        jira.Add(1, at, StoryTicketCast.Takes("case", CheckoutStory.Zendesk, at, "", comment)[0]);
        serviceNow.Add(1, at, StoryTicketCast.Takes("case", CheckoutStory.Jira, at, "", comment)[0]);
        jira.Add(2, at, withdrawal);

        var told = CaseStory.Of(
            "case", "", [new ToldTicket("a", "jr", "infinity", "SHOP-1", jira), new ToldTicket("b", "sn", "infinity", "INC1", serviceNow)], at);

        var remark = told.Remarks.ShouldHaveSingleItem();
        remark.IsWithdrawn.ShouldBeTrue();
        remark.Body.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void An_erased_entry_is_passed_over()
    {
        var life = new TicketLife();
        life.Add(1, CheckoutStory.At("26 09:00"), null);

        life.Next.ShouldBe(2);
        CaseStory.Of("case", "", [new ToldTicket("case", "zd", "mercuri", null, life)], CheckoutStory.Evening).Standing.State.ShouldBe("");
    }

    private static async Task<CaseStory> TellAsync(int? acts = null)
    {
        var stage = new StoryStage(Path.Combine(Repository.Root, "accords"), new ManualTime(CheckoutStory.Evening));
        await CheckoutStory.PlayAsync(stage, 0, acts);
        return (await stage.Hub.Cases.FindAsync(CheckoutStory.CaseId, CancellationToken.None)).ShouldNotBeNull();
    }
}
