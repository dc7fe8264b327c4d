using Entente.Core.Journal;

namespace Entente.Conformance.Tests.Storage;

public abstract partial class JournalConformance
{
    [Fact]
    public async Task A_message_comes_out_as_it_went_in()
    {
        var sent = Samples.Lane(Samples.Zendesk, Samples.Jira, 1)[0];
        await SendAsync([sent]);

        var received = (await LoadAsync(await ClaimAsync(Samples.Jira))).Inbox.ShouldHaveSingleItem();

        received.Envelope.ShouldBe(sent.Envelope);
        (received with { Envelope = sent.Envelope }).ShouldBe(sent);
    }

    [Fact]
    public async Task Lanes_come_by_twin_and_sender_each_in_its_order()
    {
        var servicenow = new TicketAddress("t0", "infinity", "sn");
        await SendAsync([.. Samples.Lane(Samples.Zendesk, Samples.Jira, 2, twin: "twin-2"), .. Samples.Lane(Samples.Zendesk, Samples.Jira, 2)]);
        await AppendOnceAsync(servicenow, batch => batch with { Sends = Samples.Lane(servicenow, Samples.Jira, 1, twin: "twin-2") });

        (await LoadAsync(await ClaimAsync(Samples.Jira))).Inbox.Select(message => (message.Twin, message.FromTicket, message.Seq))
            .ShouldBe([("twin-1", "t1", 1), ("twin-1", "t1", 2), ("twin-2", "t0", 1), ("twin-2", "t1", 1), ("twin-2", "t1", 2)]);
    }

    [Fact]
    public async Task What_was_taken_does_not_come_again()
    {
        var lane = Samples.Lane(Samples.Zendesk, Samples.Jira, 3);
        await SendAsync(lane);

        await TakeAsync(Samples.Position(lane[1]));

        (await LoadAsync(await ClaimAsync(Samples.Jira))).Inbox.ShouldHaveSingleItem().Seq.ShouldBe(3);
    }

    [Fact]
    public async Task Taking_one_lane_leaves_the_others()
    {
        var lane = Samples.Lane(Samples.Zendesk, Samples.Jira, 1);
        await SendAsync([.. lane, .. Samples.Lane(Samples.Zendesk, Samples.Jira, 1, twin: "twin-2")]);

        await TakeAsync(Samples.Position(lane[0]));

        (await LoadAsync(await ClaimAsync(Samples.Jira))).Inbox.ShouldHaveSingleItem().Twin.ShouldBe("twin-2");
    }

    [Fact]
    public async Task A_take_never_goes_back()
    {
        var lane = Samples.Lane(Samples.Zendesk, Samples.Jira, 2);
        await SendAsync(lane);
        await TakeAsync(Samples.Position(lane[1]));

        await Should.ThrowAsync<InvalidOperationException>(() => TakeAsync(Samples.Position(lane[0])));
    }

    [Fact]
    public async Task What_was_never_sent_cannot_be_taken()
    {
        var lane = Samples.Lane(Samples.Zendesk, Samples.Jira, 2);
        await SendAsync(lane[..1]);

        await Should.ThrowAsync<InvalidOperationException>(() => TakeAsync(Samples.Position(lane[1])));
        await Should.ThrowAsync<InvalidOperationException>(() => TakeAsync(Samples.Position(lane[0]) with { Twin = "twin-9" }));
    }

    [Fact]
    public async Task A_take_into_the_next_epoch_leaves_the_rest_of_the_old_one_behind()
    {
        var next = Samples.Lane(Samples.Zendesk, Samples.Jira, 2, epoch: 2);
        await SendAsync(Samples.Lane(Samples.Zendesk, Samples.Jira, 2));
        await SendAsync(next);

        await TakeAsync(Samples.Position(next[0]));

        (await LoadAsync(await ClaimAsync(Samples.Jira))).Inbox.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            message => message.Epoch.ShouldBe(2),
            message => message.Seq.ShouldBe(2));
    }

    private Task TakeAsync(LanePosition position) => AppendOnceAsync(Samples.Jira, batch => batch with { Takes = [position] });
}
