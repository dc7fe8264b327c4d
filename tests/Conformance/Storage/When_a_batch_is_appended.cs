using Entente.Core.Journal;

namespace Entente.Conformance.Tests.Storage;

public abstract partial class JournalConformance
{
    [Fact]
    public async Task Appended_entries_come_back_as_they_were()
    {
        var claim = await ClaimAsync(Samples.Zendesk);
        var batch = await NextBatchAsync(claim, entries: 3);

        await AppendAsync(claim, batch);

        (await EntriesAsync(Samples.Zendesk)).Select(stored => stored.Entry).ShouldBe(batch.Entries, new EntryComparer());
    }

    [Fact]
    public async Task The_next_owner_finds_head_hash_and_state()
    {
        var claim = await ClaimAsync(Samples.Zendesk);
        var batch = await NextBatchAsync(claim, entries: 2);
        await AppendAsync(claim, batch);
        await ReleaseAsync(claim, null);

        var work = await LoadAsync(await ClaimAsync(Samples.Zendesk, "south"));

        (work.Head, work.HeadHash).ShouldBe((2, batch.Entries[1].Hash));
        work.State.ShouldNotBeNull().ShouldSatisfyAllConditions(
            state => state.At.ShouldBe(2),
            state => state.Copy.ShouldBe(batch.State),
            state => state.Since.ShouldBeEmpty());
    }

    [Fact]
    public async Task One_claim_appends_batch_after_batch()
    {
        var claim = await ClaimAsync(Samples.Zendesk);
        for (var i = 0; i < 3; i++)
            await AppendAsync(claim, await NextBatchAsync(claim));

        (await LoadAsync(claim)).Head.ShouldBe(3);
    }

    [Fact]
    public async Task A_batch_without_entries_is_refused()
    {
        var claim = await ClaimAsync(Samples.Zendesk);
        var batch = await NextBatchAsync(claim) with { Entries = [] };

        await Should.ThrowAsync<ArgumentException>(() => TryAppendAsync(claim, batch));
    }

    [Fact]
    public async Task Entries_with_a_gap_are_refused()
    {
        var claim = await ClaimAsync(Samples.Zendesk);
        var batch = await NextBatchAsync(claim, entries: 3);

        await Should.ThrowAsync<InvalidOperationException>(
            () => TryAppendAsync(claim, batch with { Entries = [batch.Entries[0], batch.Entries[2]] }));
    }

    [Fact]
    public async Task Entries_that_do_not_chain_are_refused()
    {
        var claim = await ClaimAsync(Samples.Zendesk);
        var batch = await NextBatchAsync(claim) with { Entries = [Samples.Entry(1, ""), Samples.Entry(2, "forged")] };

        await Should.ThrowAsync<InvalidOperationException>(() => TryAppendAsync(claim, batch));
    }

    [Fact]
    public async Task A_batch_that_does_not_continue_the_chain_is_refused()
    {
        var claim = await ClaimAsync(Samples.Zendesk);
        await AppendAsync(claim, await NextBatchAsync(claim));
        var batch = await NextBatchAsync(claim) with { Entries = [Samples.Entry(2, "forged")] };

        await Should.ThrowAsync<InvalidOperationException>(() => TryAppendAsync(claim, batch));
        (await LoadAsync(claim)).Head.ShouldBe(1);
    }

    [Fact]
    public async Task A_row_of_another_ticket_is_refused()
    {
        var claim = await ClaimAsync(Samples.Zendesk);
        var batch = await NextBatchAsync(claim);

        await Should.ThrowAsync<ArgumentException>(() => TryAppendAsync(claim, batch with { Row = Samples.Row(Samples.Jira) }));
        await Should.ThrowAsync<ArgumentException>(() => TryAppendAsync(claim, batch with { Effects = [Samples.Effect(Samples.Jira, "e1")] }));
        await Should.ThrowAsync<ArgumentException>(
            () => TryAppendAsync(claim, batch with { Sends = Samples.Lane(Samples.Jira, Samples.Zendesk, 1) }));
    }

    [Fact]
    public async Task A_native_id_belongs_to_one_ticket()
    {
        await AppendOnceAsync(Samples.Jira, batch => batch with { Row = Samples.Row(Samples.Jira, nativeId: "10012") });
        var other = Samples.Jira with { Id = "t3" };
        var claim = await ClaimAsync(other);
        var second = await NextBatchAsync(claim) with { Row = Samples.Row(other, nativeId: "10012") };

        await Should.ThrowAsync<InvalidOperationException>(() => TryAppendAsync(claim, second));
        (await LoadAsync(claim)).Head.ShouldBe(0);
    }

    private sealed class EntryComparer : IEqualityComparer<JournalEntry>
    {
        public bool Equals(JournalEntry? one, JournalEntry? other) =>
            one is not null && other is not null
            && one.Payload.SequenceEqual(other.Payload) && one.Salt.SequenceEqual(other.Salt)
            && one == other with { Payload = one.Payload, Salt = one.Salt };

        public int GetHashCode(JournalEntry entry) => entry.N.GetHashCode();
    }
}
