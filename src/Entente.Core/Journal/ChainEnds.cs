using System.Runtime.CompilerServices;

namespace Entente.Core.Journal;

/// <summary>Where every chain of a store ends now.</summary>
public static class ChainEnds
{
    private const int PageRows = 2000;

    public static async IAsyncEnumerable<(string Chain, ChainMark Mark)> AllAsync(
        IChainReader store, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var audit = new ChainMark(0, "");
        await foreach (var entry in ChainPages.AuditAsync(store, PageRows, Pass, cancellation))
            audit = new ChainMark(entry.N, entry.Hash);
        if (audit.N > 0)
            yield return (ChainNames.Audit, audit);
        await foreach (var head in ChainPages.HeadsAsync(store, PageRows, Pass, cancellation))
            yield return (ChainNames.Ticket(head.TicketId), new ChainMark(head.N, head.Hash));
        (string Lane, ChainMark Mark)? end = null;
        await foreach (var message in ChainPages.LanesAsync(store, PageRows, Pass, cancellation))
        {
            var lane = ChainNames.Lane(message);
            if (end is { } ended && ended.Lane != lane)
                yield return ended;
            end = (lane, new ChainMark(message.Seq, message.Hash));
        }

        if (end is { } last)
            yield return last;
    }

    /// <summary>Damage is for <see cref="ChainCheck"/> to tell.</summary>
    private static void Pass(string record, string what)
    {
    }
}
