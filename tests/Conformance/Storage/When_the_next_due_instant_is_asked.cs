namespace Entente.Conformance.Tests.Storage;

public abstract partial class JournalConformance
{
    [Fact]
    public async Task There_is_none_when_nothing_waits()
    {
        await ReleaseAsync(await ClaimAsync(Samples.Zendesk), null);

        (await Journal.NextDueAsync(Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task It_is_the_earliest_of_all_tickets()
    {
        await ReleaseAsync(await ClaimAsync(Samples.Zendesk), dueSecond: 50);
        await ReleaseAsync(await ClaimAsync(Samples.Jira), dueSecond: 40);

        (await Journal.NextDueAsync(Cancellation)).ShouldBe(Samples.At(40));
    }

    [Fact]
    public async Task A_claimed_ticket_counts_from_the_end_of_its_lease()
    {
        await NoticeAsync(Samples.Notice(Samples.Zendesk, "d1"));
        await ClaimNextAsync("north", 0);

        (await Journal.NextDueAsync(Cancellation)).ShouldBe(Samples.At(30));
    }
}
