using Entente.Core.Journal;

namespace Entente.Conformance.Tests.Storage;

public abstract partial class JournalConformance
{
    [Fact]
    public async Task A_new_ticket_has_no_state() => (await LoadAsync(await ClaimAsync(Samples.Zendesk))).State.ShouldBeNull();

    [Fact]
    public async Task Entries_without_a_copy_of_the_state_come_whole()
    {
        var claim = await ClaimAsync(Samples.Zendesk);
        var batch = await NextBatchAsync(claim, entries: 2);
        await AppendAsync(claim, batch with { State = null });

        var state = (await LoadAsync(claim)).State.ShouldNotBeNull();

        (state.At, state.Copy).ShouldBe((0, null));
        Payloads(state).ShouldBe(Payloads(batch));
    }

    [Fact]
    public async Task The_newest_copy_comes_with_the_payloads_of_what_was_appended_since()
    {
        var claim = await ClaimAsync(Samples.Zendesk);
        await AppendAsync(claim, await NextBatchAsync(claim));
        var copied = await NextBatchAsync(claim, entries: 2);
        await AppendAsync(claim, copied);
        var since = await NextBatchAsync(claim, entries: 11);
        await AppendAsync(claim, since with { State = null });
        await ReopenAsync();

        var state = (await LoadAsync(await ClaimAsync(Samples.Zendesk, "south", 60))).State.ShouldNotBeNull();

        state.At.ShouldBe(3);
        state.Copy.ShouldBe(copied.State);
        Payloads(state).ShouldBe(Payloads(since));
    }

    [Fact]
    public async Task Another_ticket_s_entries_are_not_among_what_came_since()
    {
        var (zendesk, jira) = (await ClaimAsync(Samples.Zendesk), await ClaimAsync(Samples.Jira));
        await AppendAsync(zendesk, await NextBatchAsync(zendesk));
        await AppendAsync(jira, await NextBatchAsync(jira, entries: 3) with { State = null });

        (await LoadAsync(zendesk)).State.ShouldNotBeNull().Since.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_state_that_the_owner_remembers_is_left_out_until_something_is_appended()
    {
        var claim = await ClaimAsync(Samples.Zendesk);
        var batch = await NextBatchAsync(claim);
        await AppendAsync(claim, batch);
        var known = batch.Entries[^1].Hash;

        (await Journal.LoadAsync(claim, known, Cancellation)).ShouldSatisfyAllConditions(
            work => work.State.ShouldBeNull(),
            work => (work.Head, work.HeadHash).ShouldBe((1, known)));

        await AppendAsync(claim, await NextBatchAsync(claim) with { State = null });
        (await Journal.LoadAsync(claim, known, Cancellation)).State.ShouldNotBeNull().Since.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_refused_append_leaves_the_copy_as_it_was()
    {
        var stale = await ClaimAsync(Samples.Zendesk);
        await AppendAsync(stale, await NextBatchAsync(stale));
        var late = await NextBatchAsync(stale);
        var owner = await ClaimAsync(Samples.Zendesk, "south", 60);

        (await TryAppendAsync(stale, late)).ShouldBe(AppendOutcome.Fenced);

        (await LoadAsync(owner)).State.ShouldNotBeNull().At.ShouldBe(1);
    }

    private static IEnumerable<string> Payloads(StoredState state) => state.Since.Select(Convert.ToHexString);

    private static IEnumerable<string> Payloads(Batch batch) => batch.Entries.Select(entry => Convert.ToHexString(entry.Payload));
}
