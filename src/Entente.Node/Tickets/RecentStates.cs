using Entente.Core.Sync;

namespace Entente.Node.Tickets;

/// <summary>
/// States that this node's turns left, by the hash of the entry that they stand at: an equal chain folds to an equal state (Invariant 11), so a turn
/// that finds the hash need not read the stored copy. Bounded by the size of the copies; when one generation is full the one before is forgotten.
/// </summary>
public sealed class RecentStates
{
    private const long GenerationBytes = 16 * 1024 * 1024;

    private readonly Lock turn = new();
    private Dictionary<string, Left> young = new(StringComparer.Ordinal);
    private Dictionary<string, Left> old = new(StringComparer.Ordinal);
    private long bytes;

    /// <summary>The state of a ticket whose newest entry has this hash; null when it is not remembered.</summary>
    public TicketState? Find(string ticketId, string headHash)
    {
        lock (turn)
        {
            var left = young.GetValueOrDefault(ticketId) ?? old.GetValueOrDefault(ticketId);
            return left?.HeadHash == headHash ? left.State : null;
        }
    }

    /// <param name="storedBytes">Length of the stored copy.</param>
    public void Remember(string headHash, TicketState state, int storedBytes)
    {
        lock (turn)
        {
            if (bytes > GenerationBytes)
                (old, young, bytes) = (young, new Dictionary<string, Left>(StringComparer.Ordinal), 0);
            bytes += storedBytes - (young.TryGetValue(state.Address.Id, out var before) ? before.StoredBytes : 0);
            young[state.Address.Id] = new Left(headHash, state, storedBytes);
        }
    }

    private sealed record Left(string HeadHash, TicketState State, int StoredBytes);
}
