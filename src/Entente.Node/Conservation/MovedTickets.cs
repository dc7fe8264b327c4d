namespace Entente.Node.Conservation;

/// <summary>Tickets that moved since somebody asked, each once, the first to move first.</summary>
public sealed class MovedTickets
{
    /// <summary>What is beyond it is met by the sweep over all tickets.</summary>
    private const int Most = 10_000;

    private readonly Lock turn = new();
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly Queue<string> waiting = new();

    public void Add(string ticketId)
    {
        lock (turn)
            if (waiting.Count < Most && known.Add(ticketId))
                waiting.Enqueue(ticketId);
    }

    /// <summary>Hands out at most so many.</summary>
    public IReadOnlyList<string> Take(int most)
    {
        var taken = new List<string>();
        lock (turn)
            while (taken.Count < most && waiting.TryDequeue(out var ticket))
            {
                known.Remove(ticket);
                taken.Add(ticket);
            }

        return taken;
    }
}
