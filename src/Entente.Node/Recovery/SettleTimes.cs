using System.Collections.Immutable;
using System.Globalization;

using Entente.Core.Tickets;

namespace Entente.Node.Recovery;

/// <summary>
/// How long a connection's request may still be applied after we gave it up. It begins as the connection's setting and is raised by itself when a
/// tracker was later than that: the raised time is a named value, so that it outlives the process and holds for every node, and is never lowered by
/// itself.
/// </summary>
public sealed class SettleTimes
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private ImmutableSortedDictionary<string, TimeSpan> raised = ImmutableSortedDictionary.Create<string, TimeSpan>(StringComparer.Ordinal);
    private long readAt = long.MinValue;

    /// <summary>The settle time in force: the setting, or what it was raised to.</summary>
    public TimeSpan Of(ConnectionSettings settings) => IsRaised(settings.Id, out var longer) && longer > settings.Settle ? longer : settings.Settle;

    /// <summary>Reads the raised times again if they are half a minute old.</summary>
    public async Task RefreshAsync(HubContext hub, CancellationToken cancellation)
    {
        var known = Interlocked.Read(ref readAt);
        if (known != long.MinValue && hub.Time.GetElapsedTime(known) < Freshness)
            return;
        Interlocked.Exchange(ref readAt, hub.Time.GetTimestamp());
        foreach (var connection in hub.Connections.Keys)
            if (await hub.Journal.ReadValueAsync(Name(connection), cancellation) is { } text
                && double.TryParse(text, CultureInfo.InvariantCulture, out var seconds))
                Know(connection, TimeSpan.FromSeconds(seconds));
    }

    /// <summary>
    /// Raises a connection's settle time to half as long again as a request was late; nothing when that is within what is waited already.
    /// </summary>
    /// <param name="lateness">From the deadline of the first request to the duplicate's creation.</param>
    public async Task RaiseAsync(HubContext hub, string connection, TimeSpan lateness, CancellationToken cancellation)
    {
        var settings = hub.Connections[connection];
        if (lateness <= Of(settings))
            return;
        var wanted = TimeSpan.FromSeconds(Math.Ceiling(Math.Min(lateness.TotalSeconds * 1.5, Longest.TotalSeconds)));
        await hub.Journal.WriteValueAsync(Name(connection), wanted.TotalSeconds.ToString(CultureInfo.InvariantCulture), cancellation);
        Know(connection, wanted);
    }

    private bool IsRaised(string connection, out TimeSpan longer) => Volatile.Read(ref raised).TryGetValue(connection, out longer);

    private void Know(string connection, TimeSpan settle) => ImmutableInterlocked.Update(ref raised, times => times.SetItem(connection, settle));

    private static string Name(string connection) => $"settle:{connection}";
}
