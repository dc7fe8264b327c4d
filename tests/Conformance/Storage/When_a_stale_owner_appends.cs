using Entente.Core.Journal;

namespace Entente.Conformance.Tests.Storage;

public abstract partial class JournalConformance
{
    [Fact]
    public async Task A_stale_owner_is_fenced_and_nothing_of_its_batch_is_written()
    {
        var stale = await ClaimAsync(Samples.Zendesk, "north");
        var batch = await NextBatchAsync(stale) with
        {
            Sends = Samples.Lane(Samples.Zendesk, Samples.Jira, 1),
            Effects = [Samples.Effect(Samples.Zendesk, "e1")],
        };
        var owner = await ClaimAsync(Samples.Zendesk, "south", second: 30);

        (await TryAppendAsync(stale, batch)).ShouldBe(AppendOutcome.Fenced);

        (await LoadAsync(owner)).Head.ShouldBe(0);
        (await EntriesAsync(Samples.Zendesk)).ShouldBeEmpty();
        (await Reader.EffectsAsync(null, Cancellation)).ShouldBeEmpty();
        (await LoadAsync(await ClaimAsync(Samples.Jira))).Inbox.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_stale_owner_is_fenced_even_when_its_batch_would_be_refused()
    {
        var stale = await ClaimAsync(Samples.Zendesk, "north");
        var batch = await NextBatchAsync(stale) with { Sends = Samples.Lane(Samples.Zendesk, Samples.Jira, 2)[1..] };
        await ClaimAsync(Samples.Zendesk, "south", second: 30);

        (await TryAppendAsync(stale, batch)).ShouldBe(AppendOutcome.Fenced);
    }

    [Fact]
    public async Task An_owner_that_gave_the_ticket_back_is_fenced()
    {
        var claim = await ClaimAsync(Samples.Zendesk);
        var batch = await NextBatchAsync(claim);
        await ReleaseAsync(claim, null);

        (await TryAppendAsync(claim, batch)).ShouldBe(AppendOutcome.Fenced);
    }

    [Fact]
    public async Task A_batch_on_an_older_head_is_fenced()
    {
        var claim = await ClaimAsync(Samples.Zendesk);
        var batch = await NextBatchAsync(claim);
        await AppendAsync(claim, batch);

        (await TryAppendAsync(claim, batch)).ShouldBe(AppendOutcome.Fenced);
        (await EntriesAsync(Samples.Zendesk)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_stale_release_leaves_the_new_owner_alone()
    {
        var stale = await ClaimAsync(Samples.Zendesk, "north");
        var owner = await ClaimAsync(Samples.Zendesk, "south", second: 30);

        await ReleaseAsync(stale, dueSecond: 31);

        (await ClaimNextAsync("north", 31)).ShouldBeNull();
        (await Journal.RenewAsync(owner, Lease, Samples.At(31), Cancellation)).ShouldBeTrue();
    }
}
