using Entente.Core.Journal;

namespace Entente.Conformance.Tests.Storage;

public abstract partial class JournalConformance
{
    [Fact]
    public async Task A_batch_that_releases_makes_the_ticket_due_at_its_instant()
    {
        var claim = await ClaimAsync(Samples.Zendesk);

        await AppendAsync(claim, await NextBatchAsync(claim) with { Release = new Release(Samples.At(1000)) });

        (await ClaimNextAsync("north", 999)).ShouldBeNull();
        (await ClaimNextAsync("north", 1000)).ShouldNotBeNull().Ticket.ShouldBe(Samples.Zendesk);
    }

    [Fact]
    public async Task A_batch_that_releases_ends_the_claim()
    {
        var claim = await ClaimAsync(Samples.Zendesk);
        await AppendAsync(claim, await NextBatchAsync(claim) with { Release = new Release(null) });

        (await TryAppendAsync(claim, Samples.Batch(Samples.Zendesk, await LoadAsync(claim)))).ShouldBe(AppendOutcome.Fenced);
        (await Journal.ClaimTicketAsync(Samples.Zendesk, "south", Lease, Samples.At(1), Cancellation)).ShouldNotBeNull();
    }

    [Fact]
    public async Task What_arrived_after_the_load_makes_a_ticket_due_that_a_batch_releases()
    {
        var claim = await ClaimAsync(Samples.Zendesk);
        var batch = await NextBatchAsync(claim);
        await NoticeAsync(Samples.Notice(Samples.Zendesk, "d1", second: 2));

        await AppendAsync(claim, batch with { Release = new Release(Samples.At(1000)) });

        (await ClaimNextAsync("north", 2)).ShouldNotBeNull();
    }

    [Fact]
    public async Task What_the_owner_loaded_does_not_wake_a_ticket_that_a_batch_releases()
    {
        var claim = await ClaimAsync(Samples.Zendesk);
        await NoticeAsync(Samples.Notice(Samples.Zendesk, "d1", second: 2));

        await AppendAsync(claim, await NextBatchAsync(claim) with { Release = new Release(Samples.At(1000)) });

        (await ClaimNextAsync("north", 999)).ShouldBeNull();
    }

    [Fact]
    public async Task A_fenced_batch_releases_nothing()
    {
        var lost = await ClaimAsync(Samples.Zendesk);
        var batch = await NextBatchAsync(lost) with { Release = new Release(Samples.At(5)) };
        var owner = (await Journal.ClaimTicketAsync(Samples.Zendesk, "south", Lease, Samples.At(100), Cancellation)).ShouldNotBeNull();

        (await TryAppendAsync(lost, batch)).ShouldBe(AppendOutcome.Fenced);

        (await ClaimNextAsync("north", 101)).ShouldBeNull();
        (await Journal.RenewAsync(owner, Lease, Samples.At(102), Cancellation)).ShouldBeTrue();
    }
}
