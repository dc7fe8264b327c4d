using Entente.Core.Journal;

namespace Entente.Conformance.Tests.Storage;

public abstract partial class JournalConformance
{
    [Fact]
    public async Task All_that_was_acknowledged_is_there_again()
    {
        var lane = Samples.Lane(Samples.Zendesk, Samples.Jira, 2);
        await NoticeAsync(Samples.Notice(Samples.Zendesk, "d1"));
        await SendAsync(lane);
        await TakeAsync(Samples.Position(lane[0]));
        await Journal.WriteValueAsync("poll/zd", "cursor-1", Cancellation);
        await PauseAsync(30);

        await ReopenAsync();

        var sender = await LoadAsync(await ClaimAsync(Samples.Zendesk));
        (sender.Head, sender.Notices.Count).ShouldBe((1, 1));
        (await LoadAsync(await ClaimAsync(Samples.Jira))).Inbox.ShouldHaveSingleItem().Seq.ShouldBe(2);
        (await Journal.ReadValueAsync("poll/zd", Cancellation)).ShouldBe("cursor-1");
        (await TokensAsync(1, 60, second: 0)).AskAgainAt.ShouldBe(Samples.At(30));
        (await NoticeAsync(Samples.Notice(Samples.Zendesk, "d1"))).ShouldBeFalse();
    }

    [Fact]
    public async Task A_claim_from_before_is_fenced_by_the_next_owner()
    {
        var before = await ClaimAsync(Samples.Zendesk, "north");
        await ReopenAsync();

        (await ClaimNextAsync("south", 30)).ShouldNotBeNull().Fence.ShouldBeGreaterThan(before.Fence);
        (await TryAppendAsync(before, Samples.Batch(Samples.Zendesk, new TicketWork(0, "", null, [], [])))).ShouldBe(AppendOutcome.Fenced);
    }

    [Fact]
    public async Task What_arrived_and_was_not_loaded_still_wakes_the_ticket()
    {
        var claim = await ClaimAsync(Samples.Zendesk);
        await LoadAsync(claim);
        await NoticeAsync(Samples.Notice(Samples.Zendesk, "d1", second: 2));
        await ReopenAsync();

        await ReleaseAsync(claim, null);

        (await ClaimNextAsync("north", 2)).ShouldNotBeNull();
    }
}
