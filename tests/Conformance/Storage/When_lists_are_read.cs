namespace Entente.Conformance.Tests.Storage;

public abstract partial class JournalConformance
{
    [Fact]
    public async Task Tickets_are_listed_by_party_and_in_pages_by_id()
    {
        foreach (var id in (string[])["c", "a", "d", "b"])
            await AppendOnceAsync(Samples.Zendesk with { Id = id }, batch => batch);
        await AppendOnceAsync(Samples.Jira, batch => batch);

        (await TicketIdsAsync("mercuri", null, 3)).ShouldBe(["a", "b", "c"]);
        (await TicketIdsAsync("mercuri", "c", 3)).ShouldBe(["d"]);
        (await TicketIdsAsync(null, "c", 3)).ShouldBe(["d", "t2"]);
    }

    [Fact]
    public async Task A_ticket_is_listed_from_its_first_append_on()
    {
        await NoticeAsync(Samples.Notice(Samples.Zendesk, "d1"));
        (await Reader.TicketAsync("t1", Cancellation)).ShouldBeNull();
        (await TicketIdsAsync(null, null, 10)).ShouldBeEmpty();
        var row = Samples.Row(Samples.Zendesk, nativeId: "35", key: "#35", second: 9);

        await AppendOnceAsync(Samples.Zendesk, batch => batch with { Row = row });

        (await Reader.TicketAsync("t1", Cancellation)).ShouldBe(row);
    }

    [Fact]
    public async Task A_key_that_was_reused_names_the_newest_ticket()
    {
        var moved = Samples.Jira with { Id = "t3" };
        await AppendOnceAsync(moved, batch => batch with { Row = Samples.Row(moved, "10012", "SHOP-12", second: 5) });
        await AppendOnceAsync(Samples.Jira, batch => batch with { Row = Samples.Row(Samples.Jira, "10099", "SHOP-12", second: 9) });

        (await Reader.TicketByKeyAsync("jr", "SHOP-12", Cancellation)).ShouldNotBeNull().Ticket.ShouldBe(Samples.Jira);
        (await Reader.TicketByKeyAsync("zd", "SHOP-12", Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task Entries_are_read_from_a_number_on_up_to_a_limit()
    {
        var claim = await ClaimAsync(Samples.Zendesk);
        await AppendAsync(claim, await NextBatchAsync(claim, entries: 5));

        (await Reader.EntriesAsync("t1", 2, 3, Cancellation)).Select(stored => stored.Entry.N).ShouldBe([2, 3, 4]);
    }

    [Fact]
    public async Task Sides_are_listed_by_party_and_state_with_their_newest_state()
    {
        var parked = Samples.Side(Samples.Zendesk, "twin-1", "Parked") with { Parked = """{"reason":"jira.unauthorized"}""" };
        await AppendOnceAsync(Samples.Jira, batch => batch with { Sides = [Samples.Side(Samples.Jira, "twin-1")] });
        await AppendOnceAsync(
            Samples.Zendesk, batch => batch with { Sides = [Samples.Side(Samples.Zendesk, "twin-2"), Samples.Side(Samples.Zendesk, "twin-1")] });
        await AppendOnceAsync(Samples.Zendesk, batch => batch with { Sides = [parked] });

        (await Reader.SidesAsync(null, null, Cancellation)).Select(side => (side.TicketId, side.Twin))
            .ShouldBe([("t1", "twin-1"), ("t1", "twin-2"), ("t2", "twin-1")]);
        (await Reader.SidesAsync("mercuri", "Parked", Cancellation)).ShouldBe([parked]);
        (await Reader.SidesAsync("infinity", "Parked", Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Changes_are_listed_in_order_and_counted_by_link_and_state()
    {
        var zendesk = new[] { Samples.Change(Samples.Zendesk, 1, 2), Samples.Change(Samples.Zendesk, 1, 1), Samples.Change(Samples.Zendesk, 10, 1) };
        await AppendOnceAsync(Samples.Zendesk, batch => batch with { Changes = zendesk });
        await AppendOnceAsync(Samples.Zendesk, batch => batch with { Changes = [zendesk[0] with { State = "applied", ReplicaSeq = 4 }] });
        await AppendOnceAsync(Samples.Jira, batch => batch with { Changes = [Samples.Change(Samples.Jira, 1, 1) with { Link = "pm-ops" }] });

        (await Reader.ChangesAsync(null, Cancellation)).Select(change => (change.TicketId, change.Seq, change.N, change.State))
            .ShouldBe([("t1", 1, 1, "pending"), ("t1", 1, 2, "applied"), ("t1", 10, 1, "pending"), ("t2", 1, 1, "pending")]);
        (await Reader.ChangesAsync("t2", Cancellation)).Count.ShouldBe(1);
        var counts = await Reader.ChangeCountsAsync(Cancellation);
        counts.Keys.ShouldBe(["care-pm", "pm-ops"]);
        counts["care-pm"].ShouldBe([new("applied", 1), new("pending", 2)]);
    }

    [Fact]
    public async Task What_waits_is_counted()
    {
        await AppendOnceAsync(Samples.Zendesk, batch => batch with
        {
            Effects =
            [
                Samples.Effect(Samples.Zendesk, "a") with { State = "planned" }, Samples.Effect(Samples.Zendesk, "b") with { State = "ambiguous" },
                Samples.Effect(Samples.Zendesk, "c") with { State = "ambiguous" }, Samples.Effect(Samples.Zendesk, "d") with { State = "confirmed" },
            ],
        });
        await Journal.NoticeAsync(Samples.Notice(Samples.Jira, "hint"), Cancellation);

        var later = Samples.At(86_400);
        var due = await Journal.NextDueAsync(Cancellation);
        var backlog = await Reader.BacklogAsync(later, Cancellation);

        (backlog.Planned, backlog.InFlight, backlog.Ambiguous, backlog.OpenEffects).ShouldBe((1, 0, 2, 3));
        backlog.TicketsDue.ShouldBeGreaterThan(0);
        backlog.OldestDue.ShouldBe(due);
        (await Reader.BacklogAsync(Samples.At(-86_400), Cancellation)).TicketsDue.ShouldBe(0);
    }

    [Fact]
    public async Task Effects_are_listed_by_ticket_and_id()
    {
        await AppendOnceAsync(Samples.Jira, batch => batch with { Effects = [Samples.Effect(Samples.Jira, "a")] });
        await AppendOnceAsync(
            Samples.Zendesk, batch => batch with { Effects = [Samples.Effect(Samples.Zendesk, "z"), Samples.Effect(Samples.Zendesk, "b")] });

        (await Reader.EffectsAsync(null, Cancellation)).Select(effect => effect.Id).ShouldBe(["b", "z", "a"]);
        (await Reader.EffectsAsync("t1", Cancellation)).Select(effect => effect.Id).ShouldBe(["b", "z"]);
        (await Reader.EffectAsync("a", Cancellation)).ShouldBe(Samples.Effect(Samples.Jira, "a"));
        (await Reader.EffectAsync("c", Cancellation)).ShouldBeNull();
    }

    private async Task<IEnumerable<string>> TicketIdsAsync(string? party, string? after, int limit) =>
        (await Reader.TicketsAsync(party, after, limit, Cancellation)).Select(row => row.Ticket.Id);
}
