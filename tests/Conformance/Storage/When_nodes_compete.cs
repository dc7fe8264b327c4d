using System.Collections.Concurrent;
using Entente.Core.Journal;

namespace Entente.Conformance.Tests.Storage;

public abstract partial class JournalConformance
{
    private const int TicketCount = 200;
    private const int RoundsPerTicket = 5;

    [Fact]
    public async Task Every_ticket_has_one_owner_at_a_time_and_ends_at_its_exact_head()
    {
        for (var i = 0; i < TicketCount; i++)
            await NoticeAsync(Samples.Notice(new TicketAddress($"t{i:000}", "mercuri", "zd"), $"d{i}"));
        var owned = new ConcurrentDictionary<string, string>();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(node => Task.Run(() => WorkAsync($"node-{node}", owned), Cancellation)));

        var rows = await Reader.TicketsAsync(null, null, 1000, Cancellation);
        rows.Count.ShouldBe(TicketCount);
        foreach (var row in rows)
            (await EntriesAsync(row.Ticket)).Select(stored => stored.Entry.N).ShouldBe(Enumerable.Range(1, RoundsPerTicket).Select(n => (long)n));
        (await Journal.NextDueAsync(Cancellation)).ShouldBeNull();
    }

    private async Task WorkAsync(string node, ConcurrentDictionary<string, string> owned)
    {
        while (await ClaimNextAsync(node, 1) is { } claim)
        {
            owned.TryAdd(claim.Ticket.Id, node).ShouldBeTrue($"{claim.Ticket.Id} has two owners");
            var work = await LoadAsync(claim);
            await AppendAsync(claim, Samples.Batch(claim.Ticket, work));
            owned.TryRemove(claim.Ticket.Id, out _);
            await ReleaseAsync(claim, work.Head + 1 < RoundsPerTicket ? 1 : null);
        }
    }
}
