using Entente.Core.Journal;

namespace Entente.Node.Audit;

/// <summary>Which chains this node moved since the last checkpoint, and how far.</summary>
public sealed class MovedChains
{
    private readonly Lock turn = new();
    private SortedDictionary<string, ChainMark> moved = new(StringComparer.Ordinal);

    /// <summary>How many chains wait to be named.</summary>
    public int Count
    {
        get
        {
            lock (turn)
                return moved.Count;
        }
    }

    /// <summary>A batch is durable.</summary>
    public void Note(Batch batch)
    {
        lock (turn)
        {
            var last = batch.Entries[^1];
            Put(ChainNames.Ticket(batch.Row.Ticket.Id), new ChainMark(last.N, last.Hash));
            foreach (var send in batch.Sends)
                Put(ChainNames.Lane(send), new ChainMark(send.Seq, send.Hash));
        }
    }

    public void Note(string chain, ChainMark mark)
    {
        lock (turn)
            Put(chain, mark);
    }

    /// <summary>Hands them out, and begins anew.</summary>
    internal SortedDictionary<string, ChainMark> Take()
    {
        lock (turn)
        {
            var taken = moved;
            moved = new SortedDictionary<string, ChainMark>(StringComparer.Ordinal);
            return taken;
        }
    }

    private void Put(string chain, ChainMark mark)
    {
        if (!moved.TryGetValue(chain, out var before) || before.N < mark.N)
            moved[chain] = mark;
    }
}
