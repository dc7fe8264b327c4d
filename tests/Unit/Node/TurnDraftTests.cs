using Entente.Core.Journal;
using Entente.Core.Sync;
using Entente.Node.Tickets;

namespace Entente.Unit.Tests.Node;

/// <summary>What of a turn is durable when, and when a lease is prolonged.</summary>
public sealed class TurnDraftTests
{
    private static readonly TicketAddress Ticket = new("ticket-1", "mercuri", "zd");

    private readonly HubInMemory hub = new();

    [Fact] // Invariant 2
    public async Task An_outcome_is_durable_before_anything_else_is_called()
    {
        var (draft, _) = await BeginAsync();
        draft.Ticket.Record(new Happened([]));
        draft.NoteOutcome();

        await draft.EnsureOwnedAsync(TimeSpan.FromSeconds(3), CancellationToken.None);

        (await KindsAsync()).ShouldBe(["happened"]);
    }

    [Fact]
    public async Task An_outcome_is_kept_though_what_follows_it_fails()
    {
        var (draft, _) = await BeginAsync();
        draft.Ticket.Record(new Happened([]));
        draft.NoteOutcome();
        draft.Ticket.Record(new Gone(hub.Time.GetUtcNow()));

        await draft.SaveOutcomeAsync();

        (await KindsAsync()).ShouldBe(["happened"]);
        draft.State.IsGone.ShouldBeFalse();
    }

    [Fact]
    public async Task A_decision_that_can_be_made_again_waits_for_the_next_commit()
    {
        var (draft, _) = await BeginAsync();
        draft.Ticket.Record(new Happened([]));

        await draft.EnsureOwnedAsync(TimeSpan.FromSeconds(3), CancellationToken.None);
        await draft.SaveOutcomeAsync();
        (await KindsAsync()).ShouldBeEmpty();

        await draft.EndAsync(null, CancellationToken.None);
        (await KindsAsync()).ShouldBe(["happened"]);
    }

    [Fact]
    public async Task A_turn_s_end_gives_the_ticket_back_with_its_last_batch_or_without_one()
    {
        var (draft, _) = await BeginAsync();
        draft.Ticket.Record(new Happened([]));
        await draft.EndAsync(null, CancellationToken.None);

        var (empty, _) = await BeginAsync("another");
        await empty.EndAsync(null, CancellationToken.None);

        (await ClaimAsync("third")).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_lost_claim_is_found_out_before_a_call_once_half_of_the_lease_is_over()
    {
        var (draft, _) = await BeginAsync();
        hub.Time.Advance(Workers.Lease + TimeSpan.FromSeconds(1));
        (await ClaimAsync("another")).ShouldNotBeNull();

        await Should.ThrowAsync<FencedException>(() => draft.EnsureOwnedAsync(TimeSpan.FromSeconds(3), CancellationToken.None));
    }

    [Theory]
    [InlineData(10, 3, false)]
    [InlineData(50, 3, true)]
    [InlineData(10, 70, true)]
    public async Task A_lease_is_prolonged_when_half_is_over_or_the_call_may_outlast_it(int secondsGone, int secondsOfCall, bool isProlonged)
    {
        var (draft, claim) = await BeginAsync();
        hub.Time.Advance(TimeSpan.FromSeconds(secondsGone));

        await draft.EnsureOwnedAsync(TimeSpan.FromSeconds(secondsOfCall), CancellationToken.None);

        hub.Time.Advance(claim.LeaseUntil - hub.Time.GetUtcNow());
        (await ClaimAsync("another") is null).ShouldBe(isProlonged);
    }

    [Fact] // Invariant 11
    public async Task A_copy_of_the_state_is_stored_now_and_then_and_what_came_since_is_folded()
    {
        var (draft, claim) = await BeginAsync();
        var copies = new SortedSet<long>();
        for (var n = 1; n <= 600; n++)
        {
            draft.Ticket.Record(new FollowedUp($"{n - 1}", $"{n}"));
            await draft.CommitAsync(CancellationToken.None);
            var work = await hub.Hub.Journal.LoadAsync(claim, null, CancellationToken.None);
            copies.Add(work.State!.At);
            TicketFold.Resume(Ticket, work.State).NativeId.ShouldBe($"{n}");
        }

        copies.Count.ShouldBeInRange(3, 10); // one of them is 0: no copy yet
    }

    [Fact]
    public async Task A_turn_goes_on_from_the_state_that_the_last_one_left_or_from_what_another_node_stored_since()
    {
        var (first, claim) = await BeginAsync();
        first.Ticket.Record(new FollowedUp("1", "2"));
        await first.EndAsync(null, CancellationToken.None);
        (await LoadedTicket.OfAsync(hub.Hub, claim, CancellationToken.None)).State.ShouldBeSameAs(first.State);

        var other = (await ClaimAsync("other node")).ShouldNotBeNull();
        var work = await hub.Hub.Journal.LoadAsync(other, null, CancellationToken.None);
        var elsewhere = new TicketDraft(first.State, work, hub.Hub.Book, hub.Hub.Chain, hub.Hub.Now);
        elsewhere.Record(new FollowedUp("2", "3"));
        await hub.Hub.Journal.AppendAsync(other, elsewhere.TakeBatch().ShouldNotBeNull(), CancellationToken.None);

        (await LoadedTicket.OfAsync(hub.Hub, other, CancellationToken.None)).State.NativeId.ShouldBe("3");
    }

    private async Task<(TurnDraft Draft, Claim Claim)> BeginAsync(string owner = "test")
    {
        var claim = (await ClaimAsync(owner)).ShouldNotBeNull();
        return (new TurnDraft(hub.Hub, claim, await LoadedTicket.OfAsync(hub.Hub, claim, CancellationToken.None)), claim);
    }

    private Task<Claim?> ClaimAsync(string owner) =>
        hub.Hub.Journal.ClaimTicketAsync(Ticket, owner, Workers.Lease, hub.Time.GetUtcNow(), CancellationToken.None);

    private async Task<IReadOnlyList<string>> KindsAsync() =>
        [.. (await hub.Hub.Reader.EntriesAsync(Ticket.Id, 1, 100, CancellationToken.None)).Select(entry => entry.Entry.Kind)];
}
