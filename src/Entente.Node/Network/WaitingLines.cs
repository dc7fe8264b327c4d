namespace Entente.Node.Network;

/// <summary>
/// When the tickets that wait for a connection's spent budget ask again. Each gets a place in a line instead of all waking together, and a quarter of
/// the budget is kept for what came just now: a bulk edit of 50,000 tickets does not hold up a single new one (RELIABILITY C11).
/// </summary>
public sealed class WaitingLines
{
    /// <summary>Calls that a turn makes, about: a read, a write, what belongs to them.</summary>
    private const int CallsATurn = 3;

    private const double FreshShare = 0.25;
    private static readonly TimeSpan FreshWait = TimeSpan.FromSeconds(30);
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, (DateTimeOffset Fresh, DateTimeOffset Others)> ends = new(StringComparer.Ordinal);

    /// <summary>When a ticket may ask again.</summary>
    /// <param name="isFresh">What it waits with came a moment ago. It stands in the short line, unless that has grown long too.</param>
    /// <param name="first">The earliest instant at which the budget grants anything.</param>
    public DateTimeOffset Place(string connection, int callsPerMinute, bool isFresh, DateTimeOffset first)
    {
        var turn = TimeSpan.FromMinutes(1.0 * CallsATurn / callsPerMinute);
        lock (gate)
        {
            var (fresh, rest) = ends.TryGetValue(connection, out var known)
                ? (Later(known.Fresh, first), Later(known.Others, first))
                : (first, first);
            if (isFresh && fresh - first <= FreshWait)
            {
                ends[connection] = (fresh + (turn / FreshShare), rest);
                return fresh;
            }

            ends[connection] = (fresh, rest + (turn / (1 - FreshShare)));
            return rest;
        }
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
