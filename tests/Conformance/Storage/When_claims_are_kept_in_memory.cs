using Entente.Core.Journal;
using Entente.Storage.InMemory;
using Entente.Storage.Sqlite;

namespace Entente.Conformance.Tests.Storage;

/// <summary>What the store of one file knows beside the file: it never forgets, doubles or reorders what the file would say.</summary>
public sealed class When_claims_are_kept_in_memory : IAsyncLifetime
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private static readonly StoreTuning Unsynced = new(Synchronous: "OFF");
    private readonly SqliteFile file = new();
    private SqliteStore store = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => store = await SqliteStore.OpenAsync(file.FullName, Unsynced, Cancellation);

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        file.Dispose();
    }

    [Theory]
    [InlineData(false)] // read page by page from the file
    [InlineData(true)] // known in memory until there are too many
    public async Task More_tickets_than_memory_knows_are_claimed_in_order_and_once(bool isKnown)
    {
        if (isKnown)
            (await store.NextDueAsync(Cancellation)).ShouldBeNull();
        var due = Enumerable.Range(0, 9000).ToDictionary(Address, n => n / 50);
        await Task.WhenAll(due.Select(ticket => NoticeAsync(ticket.Key, ticket.Value)));
        await NoticeAsync(Address(8999), -1); // far behind the horizon, and woken before all others
        due[Address(8999)] = -1;
        var first = (await ClaimAsync(1000)).ShouldNotBeNull();
        await store.LoadAsync(first, null, Cancellation);
        await store.ReleaseAsync(first, Samples.At(175), Cancellation);
        due[first.Ticket] = 175;

        var claimed = new List<string>();
        while (await ClaimAsync(1000) is { } claim)
            claimed.Add(claim.Ticket.Id);

        first.Ticket.ShouldBe(Address(8999));
        claimed.ShouldBe(due.OrderBy(ticket => ticket.Value).ThenBy(ticket => ticket.Key.Id, StringComparer.Ordinal).Select(ticket => ticket.Key.Id));
    }

    [Theory]
    [InlineData(true)] // by name
    [InlineData(false)] // as what is due
    public async Task A_write_behind_the_next_claim_is_fenced_even_in_one_transaction(bool isNamed)
    {
        await store.NextDueAsync(Cancellation); // so that a take-over needs no reading first
        for (var round = 0; round < 100; round++)
        {
            var ticket = Address(round);
            var stale = (await store.ClaimTicketAsync(ticket, "north", Lease, Samples.At(round * 100), Cancellation)).ShouldNotBeNull();
            var batch = Samples.Batch(ticket, await store.LoadAsync(stale, null, Cancellation)) with { Release = new Release(null) };
            var busy = NoticeAsync(Address(1000 + round), 1_000_000);

            var now = Samples.At(round * 100 + 50);
            var taking = isNamed
                ? store.ClaimTicketAsync(ticket, "south", Lease, now, Cancellation)
                : store.ClaimAsync("south", Lease, now, Cancellation);
            var writing = store.AppendAsync(stale, batch, Cancellation);
            await busy;

            var owner = (await taking).ShouldNotBeNull();
            owner.Ticket.ShouldBe(ticket);
            (await writing).ShouldBe(AppendOutcome.Fenced);
            (await store.LoadAsync(owner, null, Cancellation)).Head.ShouldBe(0);
            (await store.AppendAsync(owner, batch with { Release = null }, Cancellation)).ShouldBe(AppendOutcome.Appended);
            await store.ReleaseAsync(owner, null, Cancellation);
        }
    }

    [Fact]
    public async Task A_ticket_given_back_as_it_is_taken_over_is_due_after_a_crash()
    {
        for (var round = 0; round < 50; round++)
        {
            var lost = (await store.ClaimTicketAsync(Address(round), "north", Lease, Samples.At(0), Cancellation)).ShouldNotBeNull();
            var busy = NoticeAsync(Address(1000 + round), 1_000_000);
            var giving = store.ReleaseAsync(lost, null, Cancellation);
            var taking = store.ClaimTicketAsync(Address(round), "south", Lease, Samples.At(50), Cancellation);
            await Task.WhenAll(busy, giving);
            (await taking).ShouldNotBeNull();
        }

        using var left = file.Copy();
        await using var after = await left.OpenAsync();
        for (var round = 0; round < 50; round++)
            (await after.ClaimAsync("north", Lease, Samples.At(50), Cancellation)).ShouldNotBeNull();
        (await after.ClaimAsync("north", Lease, Samples.At(50), Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task A_load_beside_commits_is_whole_and_never_older_than_what_was_answered()
    {
        var claim = (await store.ClaimTicketAsync(Samples.Zendesk, "north", Lease, Samples.At(0), Cancellation)).ShouldNotBeNull();
        var answered = 0L;
        var writing = WriteAsync();
        while (!writing.IsCompleted)
        {
            var least = Volatile.Read(ref answered);
            var work = await store.LoadAsync(claim, null, Cancellation);
            work.Head.ShouldBeGreaterThanOrEqualTo(least);
            if (work.State is { } state)
                (state.At + state.Since.Count).ShouldBe(work.Head);
            work.Notices.Count.ShouldBeInRange((int)least, (int)least + 500);
            await Task.Yield();
        }

        await writing;
        (await store.LoadAsync(claim, null, Cancellation)).Notices.Select(notice => notice.Delivery)
            .ShouldBe(Enumerable.Range(0, 300).Select(n => $"n{n}"));

        async Task WriteAsync()
        {
            var work = new TicketWork(0, "", null, [], []);
            for (var n = 0; n < 300; n++)
            {
                var batch = Samples.Batch(claim.Ticket, work) with { State = null };
                await store.NoticeAsync(Samples.Notice(claim.Ticket, $"n{n}"), Cancellation);
                (await store.AppendAsync(claim, batch, Cancellation)).ShouldBe(AppendOutcome.Appended);
                work = new TicketWork(batch.Entries[0].N, batch.Entries[0].Hash, null, [], []);
                Volatile.Write(ref answered, work.Head);
            }
        }
    }

    [Fact]
    public async Task What_was_pushed_out_of_memory_is_read_back_whole()
    {
        var sender = (await store.ClaimTicketAsync(Samples.Zendesk, "north", Lease, Samples.At(0), Cancellation)).ShouldNotBeNull();
        var owners = new List<Claim>();
        for (var n = 0; n < 40; n++)
            owners.Add((await store.ClaimTicketAsync(Address(n), "north", Lease, Samples.At(0), Cancellation)).ShouldNotBeNull());

        for (var round = 1; round <= 3; round++)
        {
            foreach (var owner in owners)
            {
                await SendAsync(sender, owner.Ticket);
                await NoticeAsync(owner.Ticket, round, $"round {round}");
                await LoadAsync(owner);
            }

            foreach (var owner in owners)
                (await LoadAsync(owner)).ShouldBe((round, round));
        }

        async Task<(int, int)> LoadAsync(Claim owner)
        {
            var work = await store.LoadAsync(owner, null, Cancellation);
            return (work.Inbox.Count, work.Notices.Count);
        }
    }

    [Fact]
    public async Task Fences_rise_over_openings_with_and_without_a_goodbye()
    {
        var first = (await store.ClaimTicketAsync(Samples.Zendesk, "north", Lease, Samples.At(0), Cancellation)).ShouldNotBeNull();
        using var left = file.Copy();
        long second;
        await using (var crashed = await left.OpenAsync())
            second = (await crashed.ClaimAsync("north", Lease, Samples.At(0), Cancellation)).ShouldNotBeNull().Fence;
        await using var closed = await left.OpenAsync();

        second.ShouldBeGreaterThan(first.Fence);
        (await closed.ClaimAsync("north", Lease, Samples.At(0), Cancellation)).ShouldNotBeNull().Fence.ShouldBeGreaterThan(second);
    }

    [Fact]
    public async Task A_copy_made_while_tickets_are_held_owes_them()
    {
        await NoticeAsync(Address(1), 0);
        (await ClaimAsync(0)).ShouldNotBeNull();
        (await store.ClaimTicketAsync(Address(2), "north", Lease, Samples.At(0), Cancellation)).ShouldNotBeNull();
        var copy = new InMemoryStore();
        await copy.Copy().WriteAsync(
            new SqliteCopy(file.FullName).ReadAsync(Cancellation),
            _ => Task.FromResult<IReadOnlyList<KeyValuePair<string, string>>>([]),
            Cancellation);

        (await copy.ClaimAsync("south", Lease, Samples.At(0), Cancellation)).ShouldNotBeNull().Ticket.ShouldBe(Address(1));
        (await copy.ClaimAsync("south", Lease, Samples.At(0), Cancellation)).ShouldNotBeNull().Ticket.ShouldBe(Address(2));
    }

    private static TicketAddress Address(int n) => new($"a{n:D5}", "mercuri", "zd");

    private Task<Claim?> ClaimAsync(int second) => store.ClaimAsync("north", TimeSpan.FromHours(1), Samples.At(second), Cancellation);

    private Task NoticeAsync(TicketAddress ticket, int second, string name = "") =>
        store.NoticeAsync(Samples.Notice(ticket, $"{ticket.Id} {second} {name}", second, nativeId: ticket.Id), Cancellation);

    /// <summary>150 KB, so that forty tickets with three of them do not fit into memory.</summary>
    private async Task SendAsync(Claim sender, TicketAddress to)
    {
        var work = await store.LoadAsync(sender, null, Cancellation);
        var before = sent.GetValueOrDefault(to.Id);
        var message = Samples.Chained(new LaneMessage(
            $"twin {to.Id}", sender.Ticket.Id, to, 1, (before?.Seq ?? 0) + 1, "replica", new byte[150_000], before?.Hash ?? "", ""));
        sent[to.Id] = message;
        (await store.AppendAsync(sender, Samples.Batch(sender.Ticket, work) with { Sends = [message] }, Cancellation))
            .ShouldBe(AppendOutcome.Appended);
    }

    private readonly Dictionary<string, LaneMessage> sent = new(StringComparer.Ordinal);
}
