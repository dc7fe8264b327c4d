using Entente.Core.Journal;

namespace Entente.Conformance.Tests.Storage;

public abstract partial class JournalConformance
{
    [Fact]
    public async Task A_send_makes_the_receiver_and_makes_it_due()
    {
        await SendAsync(Samples.Lane(Samples.Zendesk, Samples.Jira, 1));

        (await ClaimNextAsync("north", 100)).ShouldNotBeNull().Ticket.ShouldBe(Samples.Jira);
    }

    [Theory]
    [InlineData(2, "a lane begins at 1")]
    [InlineData(0, "a lane begins at 1")]
    public async Task A_lane_that_does_not_begin_at_one_is_refused(long seq, string reason)
    {
        var claim = await ClaimAsync(Samples.Zendesk);
        var batch = await NextBatchAsync(claim) with { Sends = [Samples.Message(Samples.Zendesk, Samples.Jira, 1, seq)] };

        await Should.ThrowAsync<InvalidOperationException>(() => TryAppendAsync(claim, batch), reason);
    }

    [Theory]
    [InlineData(4, "a gap")]
    [InlineData(2, "a repetition")]
    [InlineData(1, "a repetition")]
    public async Task A_send_that_is_not_the_next_is_refused_and_the_batch_with_it(long seq, string reason)
    {
        await SendAsync(Samples.Lane(Samples.Zendesk, Samples.Jira, 2));
        var claim = await ClaimAsync(Samples.Zendesk);
        var batch = await NextBatchAsync(claim) with { Sends = [Samples.Message(Samples.Zendesk, Samples.Jira, 1, seq)] };

        await Should.ThrowAsync<InvalidOperationException>(() => TryAppendAsync(claim, batch), reason);

        (await LoadAsync(claim)).Head.ShouldBe(1);
        (await LoadAsync(await ClaimAsync(Samples.Jira))).Inbox.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_gap_within_one_batch_is_refused()
    {
        var lane = Samples.Lane(Samples.Zendesk, Samples.Jira, 3);

        await Should.ThrowAsync<InvalidOperationException>(() => SendAsync([lane[0], lane[2]]));
    }

    [Fact]
    public async Task An_envelope_that_does_not_name_the_one_before_is_refused()
    {
        var lane = Samples.Lane(Samples.Zendesk, Samples.Jira, 2);

        await Should.ThrowAsync<InvalidOperationException>(() => SendAsync([lane[0], lane[1] with { PreviousHash = "forged" }]));
    }

    [Fact]
    public async Task A_lane_goes_on_in_the_next_batch()
    {
        var lane = Samples.Lane(Samples.Zendesk, Samples.Jira, 3);
        await SendAsync(lane[..2]);
        await SendAsync(lane[2..]);

        (await LoadAsync(await ClaimAsync(Samples.Jira))).Inbox.Select(message => message.Seq).ShouldBe([1, 2, 3]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_lane_goes_on_with_what_the_owner_has_at_hand(int first)
    {
        var lane = Samples.Lane(Samples.Zendesk, Samples.Jira, 3);
        var claim = await ClaimAsync(Samples.Zendesk);
        var batch = await NextBatchAsync(claim) with { Sends = lane[..first] };
        (await TryAppendAsync(claim, batch)).ShouldBe(AppendOutcome.Appended);
        var last = batch.Entries[^1];
        batch = Samples.Batch(claim.Ticket, new TicketWork(last.N, last.Hash, null, [], [])) with { Sends = lane[first..] };
        (await TryAppendAsync(claim, batch)).ShouldBe(AppendOutcome.Appended);

        (await LoadAsync(await ClaimAsync(Samples.Jira))).Inbox.Select(message => message.Seq).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task A_new_epoch_begins_at_one()
    {
        await SendAsync(Samples.Lane(Samples.Zendesk, Samples.Jira, 2));
        await SendAsync(Samples.Lane(Samples.Zendesk, Samples.Jira, 1, epoch: 2));

        (await LoadAsync(await ClaimAsync(Samples.Jira))).Inbox.Select(message => (message.Epoch, message.Seq)).ShouldBe([(1, 1), (1, 2), (2, 1)]);
    }

    private Task SendAsync(LaneMessage[] messages) => AppendOnceAsync(Samples.Zendesk, batch => batch with { Sends = messages });
}
