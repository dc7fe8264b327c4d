using Entente.Core.Sync;

namespace Entente.Node.Tickets;

/// <summary>
/// States that this node's turns left, with the hash of the entry that they stand at: a turn that finds the journal there need not read what is
/// stored. Bounded by what they weigh; when one generation is full the one before is forgotten.
/// </summary>
internal sealed class RecentStates
{
    private const long GenerationBytes = 16 * 1024 * 1024;

    private readonly Lock turn = new();
    private Dictionary<string, RecentState> young = new(StringComparer.Ordinal);
    private Dictionary<string, RecentState> old = new(StringComparer.Ordinal);
    private long bytes;

    /// <summary>The state that a ticket was left with; null when it is not remembered.</summary>
    public RecentState? Find(string ticketId)
    {
        lock (turn)
            return young.TryGetValue(ticketId, out var left) || old.TryGetValue(ticketId, out left) ? left : null;
    }

    public void Remember(RecentState left)
    {
        var ticketId = left.State.Address.Id;
        lock (turn)
        {
            if (bytes > GenerationBytes)
                (old, young, bytes) = (young, new Dictionary<string, RecentState>(StringComparer.Ordinal), 0);
            bytes += left.Lag.Weight - (young.TryGetValue(ticketId, out var before) ? before.Lag.Weight : 0);
            young[ticketId] = left;
        }
    }
}

/// <summary>A ticket's state at the entry with this hash.</summary>
internal sealed record RecentState(string HeadHash, TicketState State, StateLag Lag);
