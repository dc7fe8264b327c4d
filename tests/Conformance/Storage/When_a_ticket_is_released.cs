namespace Entente.Conformance.Tests.Storage;

public abstract partial class JournalConformance
{
    [Fact]
    public async Task A_released_ticket_without_due_instant_rests_until_something_arrives()
    {
        await ReleaseAsync(await ClaimAsync(Samples.Zendesk), null);

        (await ClaimNextAsync("north", 100_000)).ShouldBeNull();
        await NoticeAsync(Samples.Notice(Samples.Zendesk, "d1", second: 200));
        (await ClaimNextAsync("north", 200)).ShouldNotBeNull();
    }

    [Fact]
    public async Task What_arrived_after_the_load_makes_the_released_ticket_due_at_once()
    {
        var claim = await ClaimAsync(Samples.Zendesk);
        await LoadAsync(claim);
        await NoticeAsync(Samples.Notice(Samples.Zendesk, "d1", second: 2));

        await ReleaseAsync(claim, dueSecond: 1000);

        (await ClaimNextAsync("north", 2)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_message_that_arrived_after_the_load_makes_the_released_ticket_due()
    {
        var claim = await ClaimAsync(Samples.Jira, "south");
        await LoadAsync(claim);
        await SendAsync(Samples.Lane(Samples.Zendesk, Samples.Jira, 1));

        await ReleaseAsync(claim, null);

        (await ClaimNextAsync("north", 1)).ShouldNotBeNull().Ticket.ShouldBe(Samples.Jira);
    }

    [Fact]
    public async Task What_the_owner_loaded_does_not_wake_the_ticket_again()
    {
        var claim = await ClaimAsync(Samples.Zendesk);
        await NoticeAsync(Samples.Notice(Samples.Zendesk, "d1", second: 2));
        await LoadAsync(claim);

        await ReleaseAsync(claim, dueSecond: 1000);

        (await ClaimNextAsync("north", 999)).ShouldBeNull();
        (await ClaimNextAsync("north", 1000)).ShouldNotBeNull();
    }

    [Fact]
    public async Task What_arrived_before_a_claim_that_never_loaded_still_wakes_the_ticket()
    {
        await NoticeAsync(Samples.Notice(Samples.Zendesk, "d1", second: 2));
        var claim = await ClaimAsync(Samples.Zendesk, second: 3);

        await ReleaseAsync(claim, null);

        (await ClaimNextAsync("north", 3)).ShouldNotBeNull();
    }

    [Fact]
    public async Task An_arrival_does_not_put_off_an_earlier_due_instant()
    {
        await ReleaseAsync(await ClaimAsync(Samples.Zendesk), dueSecond: 5);
        await NoticeAsync(Samples.Notice(Samples.Zendesk, "d1", second: 8));

        (await ClaimNextAsync("north", 5)).ShouldNotBeNull();
    }

    [Fact]
    public async Task An_arrival_during_the_claim_does_not_put_off_an_earlier_due_instant()
    {
        var claim = await ClaimAsync(Samples.Zendesk);
        await LoadAsync(claim);
        await NoticeAsync(Samples.Notice(Samples.Zendesk, "d1", second: 8));

        await ReleaseAsync(claim, dueSecond: 5);

        (await ClaimNextAsync("north", 5)).ShouldNotBeNull();
    }
}
