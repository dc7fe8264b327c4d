using Entente.Core.Journal;

namespace Entente.Node.Audit;

/// <summary>Which chains this node moved since the last checkpoint, and how far.</summary>
public sealed class MovedChains
{
    private readonly Lock turn = new();
    private Dictionary<string, ChainMark> moved = new(StringComparer.Ordinal);

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
        var last = batch.Entries[^1];
        var ticket = ChainNames.Ticket(batch.Row.Ticket.Id);
        lock (turn)
        {
            Put(ticket, new ChainMark(last.N, last.Hash));
            foreach (var send in batch.Sends)
                Put(ChainNames.Lane(send), new ChainMark(send.Seq, send.Hash));
        }
    }

    public void Note(string chain, ChainMark mark)
    {
        lock (turn)
            Put(chain, mark);
    }

    /// <summary>Hands them out in order, and begins anew.</summary>
    internal SortedDictionary<string, ChainMark> Take()
    {
        Dictionary<string, ChainMark> taken;
        lock (turn)
            (taken, moved) = (moved, new Dictionary<string, ChainMark>(StringComparer.Ordinal));
        return new SortedDictionary<string, ChainMark>(taken, StringComparer.Ordinal);
    }

    private void Put(string chain, ChainMark mark)
    {
        if (!moved.TryGetValue(chain, out var before) || before.N < mark.N)
            moved[chain] = mark;
    }
}
