using Entente.Core.Journal;

namespace Entente.Conformance.Tests.Storage;

public abstract partial class JournalConformance
{
    [Fact]
    public async Task Acts_are_numbered_and_chained_in_their_order()
    {
        var added = new List<AuditEntry>();
        for (var i = 1; i <= 3; i++)
            added.Add(await Journal.AuditAsync(Act(i), Cancellation));

        added.Select(entry => entry.N).ShouldBe([1, 2, 3]);
        added.ShouldBe([AuditChain.Next((0, ""), Act(1)), AuditChain.Next((1, added[0].Hash), Act(2)), AuditChain.Next((2, added[1].Hash), Act(3))]);
        (await Reader.AuditAsync(1, 10, Cancellation)).ShouldBe(added);
        (await Reader.AuditAsync(2, 1, Cancellation)).ShouldBe([added[1]]);
    }

    [Fact]
    public async Task Acts_of_many_at_once_make_one_chain()
    {
        await Task.WhenAll(Enumerable.Range(1, 50).Select(i => Journal.AuditAsync(Act(i), Cancellation)));

        var entries = await Reader.AuditAsync(long.MinValue, 100, Cancellation);
        entries.Select(entry => entry.N).ShouldBe(Enumerable.Range(1, 50).Select(i => (long)i));
        entries.Select(entry => entry.Act.On).Distinct().Count().ShouldBe(50);
        for (var i = 1; i < 50; i++)
            entries[i].PreviousHash.ShouldBe(entries[i - 1].Hash);
    }

    [Fact]
    public async Task Every_chain_is_read_from_end_to_end_page_by_page()
    {
        await AppendOnceAsync(Samples.Zendesk, batch => batch with { Sends = Samples.Lane(Samples.Zendesk, Samples.Jira, 3) });
        await AppendOnceAsync(Samples.Jira, batch => batch with { Takes = [Samples.Position(Samples.Message(Samples.Zendesk, Samples.Jira, 1, 2))] });
        await AppendOnceAsync(Samples.Jira, batch => batch);

        var entries = await Pages<StoredEntry>(last => Reader.AllEntriesAsync(last?.TicketId ?? "", last?.Entry.N ?? long.MinValue, 2, Cancellation));
        var lanes = await Pages<LaneMessage>(last => Reader.LanesAsync(last is null ? null : Samples.Position(last), 2, Cancellation));
        var heads = await Pages<ChainHead>(last => Reader.HeadsAsync(last?.TicketId ?? "", 1, Cancellation));

        entries.Select(stored => (stored.TicketId, stored.Entry.N)).ShouldBe([("t1", 1), ("t2", 1), ("t2", 2)]);
        lanes.Select(message => message.Seq).ShouldBe([1, 2, 3], "taken ones, too");
        lanes.ShouldAllBe(message => message.Hash == EntryChain.LaneHash(message) && message.To == Samples.Jira);
        heads.ShouldBe([new ChainHead("t1", 1, entries[0].Entry.Hash), new ChainHead("t2", 2, entries[2].Entry.Hash)]);
    }

    private static AuditAct Act(int second) =>
        new(Samples.At(second), "local-token", "link.pause", $"link-{second}", "done") { Seal = $"seal {second}" };

    private static async Task<List<T>> Pages<T>(Func<T?, Task<IReadOnlyList<T>>> read)
        where T : class
    {
        var all = new List<T>();
        while (await read(all.LastOrDefault()) is { Count: > 0 } page)
            all.AddRange(page);
        return all;
    }
}
