using System.Runtime.CompilerServices;

namespace Entente.Core.Journal;

/// <summary>Chains as streams. A store that gives a row again instead of going on is told as a finding: damaged keys can do that.</summary>
internal static class ChainPages
{
    private const string Repeats = "The store cannot be read beyond it: its key is damaged.";

    public static async IAsyncEnumerable<AuditEntry> AuditAsync(
        IChainReader store, int rows, Action<string, string> find, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var from = long.MinValue; ;)
        {
            var page = await store.AuditAsync(from, rows, cancellation);
            foreach (var entry in page)
                yield return entry;
            if (page.Count < rows)
                yield break;
            if (page[^1].N == long.MaxValue || page[^1].N < from)
            {
                find($"audit {page[^1].N}", Repeats);
                yield break;
            }

            from = page[^1].N + 1;
        }
    }

    public static async IAsyncEnumerable<StoredEntry> EntriesAsync(
        IChainReader store, int rows, Action<string, string> find, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var before = (Ticket: "", N: long.MinValue);
        for (var page = await store.AllEntriesAsync(before.Ticket, before.N, rows, cancellation); ;)
        {
            var last = page.Count == rows ? (Ticket: page[^1].TicketId, page[^1].Entry.N) : before;
            var isStuck = page.Count == rows && (string.CompareOrdinal(last.Ticket, before.Ticket) < 0 || last == before);
            var next = page.Count == rows && !isStuck ? store.AllEntriesAsync(last.Ticket, last.N, rows, cancellation) : null;
            foreach (var entry in page)
                yield return entry;
            if (isStuck)
                find($"ticket {last.Ticket} entry {last.N}", Repeats);
            if (next is null)
                yield break;
            (before, page) = (last, await next);
        }
    }

    public static async IAsyncEnumerable<ChainHead> HeadsAsync(
        IChainReader store, int rows, Action<string, string> find, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var ticket = ""; ;)
        {
            var page = await store.HeadsAsync(ticket, rows, cancellation);
            foreach (var head in page)
                yield return head;
            if (page.Count < rows)
                yield break;
            if (string.CompareOrdinal(page[^1].TicketId, ticket) <= 0)
            {
                find($"ticket {page[^1].TicketId}", Repeats);
                yield break;
            }

            ticket = page[^1].TicketId;
        }
    }

    public static async IAsyncEnumerable<LaneMessage> LanesAsync(
        IChainReader store, int rows, Action<string, string> find, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (LanePosition? after = null; ;)
        {
            var page = await store.LanesAsync(after, rows, cancellation);
            foreach (var message in page)
                yield return message;
            if (page.Count < rows)
                yield break;
            var last = new LanePosition(page[^1].Twin, page[^1].FromTicket, page[^1].Epoch, page[^1].Seq);
            if (last == after)
            {
                find($"lane {last.Twin}/{last.FromTicket}/{last.Epoch} envelope {last.Seq}", Repeats);
                yield break;
            }

            after = last;
        }
    }
}
