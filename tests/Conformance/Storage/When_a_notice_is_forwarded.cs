using Entente.Core.Journal;

namespace Entente.Conformance.Tests.Storage;

public abstract partial class JournalConformance
{
    private static readonly TicketAddress MadeByHub = new("made-by-the-hub", "infinity", "jr");

    [Fact]
    public async Task A_forwarded_notice_moves_to_the_other_ticket_and_makes_it_due()
    {
        await ForwardAsync(Samples.Notice(MadeByHub, "d1", second: 4));

        (await LoadAsync(await ClaimAsync(Samples.Jira))).Notices.ShouldBeEmpty();
        var claim = (await ClaimNextAsync("north", 4)).ShouldNotBeNull();
        claim.Ticket.ShouldBe(MadeByHub);
        (await LoadAsync(claim)).Notices.ShouldHaveSingleItem().Delivery.ShouldBe("d1");
    }

    [Fact]
    public async Task A_forwarded_notice_stays_known()
    {
        await ForwardAsync(Samples.Notice(MadeByHub, "d1", second: 4));

        (await NoticeAsync(Samples.Notice(Samples.Jira, "d1"))).ShouldBeFalse();
    }

    [Fact]
    public async Task A_notice_is_not_forwarded_to_the_ticket_that_forwards_it() =>
        await Should.ThrowAsync<InvalidOperationException>(() => ForwardAsync(Samples.Notice(Samples.Jira, "d1")));

    private async Task ForwardAsync(Notice forward)
    {
        await NoticeAsync(Samples.Notice(Samples.Jira, "d1"));
        await AppendOnceAsync(Samples.Jira, batch => batch with { NoticesDone = ["d1"], Forward = forward });
    }
}
