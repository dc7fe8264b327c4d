namespace Entente.Conformance.Tests.Storage;

public abstract partial class JournalConformance
{
    [Fact]
    public async Task Nothing_is_claimed_when_nothing_is_due() => (await ClaimNextAsync("north", 0)).ShouldBeNull();

    [Fact]
    public async Task The_ticket_that_has_been_due_longest_is_claimed_first()
    {
        await NoticeAsync(Samples.Notice(Samples.Zendesk, "d1", second: 5));
        await NoticeAsync(Samples.Notice(Samples.Jira, "d2", second: 3));

        var claim = (await ClaimNextAsync("north", 10)).ShouldNotBeNull();

        claim.Ticket.ShouldBe(Samples.Jira);
        claim.Owner.ShouldBe("north");
        claim.LeaseUntil.ShouldBe(Samples.At(40));
    }

    [Fact]
    public async Task Tickets_due_at_the_same_instant_are_claimed_by_id()
    {
        await NoticeAsync(Samples.Notice(Samples.Jira, "d1"));
        await NoticeAsync(Samples.Notice(Samples.Zendesk, "d2"));

        (await ClaimNextAsync("north", 0)).ShouldNotBeNull().Ticket.Id.ShouldBe("t1");
        (await ClaimNextAsync("north", 0)).ShouldNotBeNull().Ticket.Id.ShouldBe("t2");
    }

    [Fact]
    public async Task A_ticket_that_is_due_later_waits_until_then()
    {
        await ReleaseAsync(await ClaimAsync(Samples.Zendesk), dueSecond: 60);

        (await ClaimNextAsync("north", 59)).ShouldBeNull();
        (await ClaimNextAsync("north", 60)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_ticket_under_a_running_lease_is_claimed_by_nobody()
    {
        await NoticeAsync(Samples.Notice(Samples.Zendesk, "d1"));
        await ClaimNextAsync("north", 0);

        (await ClaimNextAsync("south", 29)).ShouldBeNull();
        (await ClaimNextAsync("north", 29)).ShouldBeNull();
    }

    [Fact]
    public async Task A_ticket_whose_lease_ran_out_is_claimed_by_another_under_a_higher_fence()
    {
        await NoticeAsync(Samples.Notice(Samples.Zendesk, "d1"));
        var lost = (await ClaimNextAsync("north", 0)).ShouldNotBeNull();

        var claim = (await ClaimNextAsync("south", 30)).ShouldNotBeNull();

        claim.Ticket.ShouldBe(lost.Ticket);
        claim.Fence.ShouldBe(lost.Fence + 1);
    }

    [Fact]
    public async Task A_named_ticket_is_made_when_it_does_not_exist()
    {
        var claim = await ClaimAsync(Samples.Zendesk);

        claim.Ticket.ShouldBe(Samples.Zendesk);
        claim.Fence.ShouldBe(1);
        var work = await LoadAsync(claim);
        (work.Head, work.HeadHash, work.State).ShouldBe((0, "", null));
    }

    [Fact]
    public async Task A_named_ticket_is_refused_while_the_lease_of_another_runs()
    {
        await ClaimAsync(Samples.Zendesk, "north");

        (await TryClaimAsync(Samples.Zendesk, "south", 29)).ShouldBeNull();
        (await TryClaimAsync(Samples.Zendesk, "south", 30)).ShouldNotBeNull().Fence.ShouldBe(2);
    }

    [Fact]
    public async Task A_named_ticket_is_claimed_anew_by_its_owner_and_the_first_claim_is_void()
    {
        var first = await ClaimAsync(Samples.Zendesk, "north");
        var second = await ClaimAsync(Samples.Zendesk, "north", second: 1);

        second.Fence.ShouldBe(first.Fence + 1);
        (await Journal.RenewAsync(first, Lease, Samples.At(2), Cancellation)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_named_ticket_whose_owner_died_is_due_when_its_lease_ends()
    {
        await ClaimAsync(Samples.Zendesk, "north");

        (await ClaimNextAsync("south", 29)).ShouldBeNull();
        (await ClaimNextAsync("south", 30)).ShouldNotBeNull().Ticket.ShouldBe(Samples.Zendesk);
    }
}
