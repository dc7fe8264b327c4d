using Entente.Core.Journal;

namespace Entente.Conformance.Tests.Storage;

public abstract partial class JournalConformance
{
    [Fact]
    public async Task A_notice_makes_its_ticket_and_makes_it_due()
    {
        var notice = Samples.Notice(Samples.Zendesk, "d1", second: 7);

        (await NoticeAsync(notice)).ShouldBeTrue();

        (await ClaimNextAsync("north", 6)).ShouldBeNull();
        var claim = (await ClaimNextAsync("north", 7)).ShouldNotBeNull();
        (await LoadAsync(claim)).Notices.ShouldBe([notice]);
    }

    [Fact]
    public async Task A_notice_waits_at_the_ticket_that_owns_its_native_id()
    {
        var made = new TicketAddress("made-by-the-hub", "infinity", "jr");
        await AppendOnceAsync(made, batch => batch with { Row = Samples.Row(made, nativeId: "10012") });

        await NoticeAsync(Samples.Notice(Samples.Jira, "d1", nativeId: "10012"));

        var claim = (await ClaimNextAsync("north", 0)).ShouldNotBeNull();
        claim.Ticket.ShouldBe(made);
        (await LoadAsync(claim)).Notices.ShouldHaveSingleItem().Ticket.ShouldBe(made);
        (await ClaimNextAsync("north", 0)).ShouldBeNull();
    }

    [Fact]
    public async Task A_native_id_counts_within_its_connection()
    {
        await AppendOnceAsync(Samples.Jira, batch => batch with { Row = Samples.Row(Samples.Jira, nativeId: "35") });

        await NoticeAsync(Samples.Notice(Samples.Zendesk, "d1", nativeId: "35"));

        (await ClaimNextAsync("north", 0)).ShouldNotBeNull().Ticket.ShouldBe(Samples.Zendesk);
    }

    [Fact]
    public async Task Notices_wait_in_the_order_of_their_arrival()
    {
        foreach (var delivery in (string[])["d3", "d1", "d2"])
            await NoticeAsync(Samples.Notice(Samples.Zendesk, delivery));

        (await LoadAsync(await ClaimAsync(Samples.Zendesk))).Notices.Select(notice => notice.Delivery).ShouldBe(["d3", "d1", "d2"]);
    }

    [Fact]
    public async Task A_notice_that_entries_answered_waits_no_longer()
    {
        await NoticeAsync(Samples.Notice(Samples.Zendesk, "d1"));
        await NoticeAsync(Samples.Notice(Samples.Zendesk, "d2"));
        var claim = await ClaimAsync(Samples.Zendesk);

        await AppendAsync(claim, await NextBatchAsync(claim) with { NoticesDone = ["d1"] });

        (await LoadAsync(claim)).Notices.ShouldHaveSingleItem().Delivery.ShouldBe("d2");
    }

    [Fact]
    public async Task A_notice_of_another_ticket_cannot_be_answered()
    {
        await NoticeAsync(Samples.Notice(Samples.Zendesk, "d1"));
        var claim = await ClaimAsync(Samples.Zendesk with { Id = "t3" });
        var batch = await NextBatchAsync(claim) with { NoticesDone = ["d1"] };

        await Should.ThrowAsync<InvalidOperationException>(() => TryAppendAsync(claim, batch));
        (await LoadAsync(claim)).Head.ShouldBe(0);
    }
}
