using System.Collections.Concurrent;

using Entente.Core.Journal;
using Entente.Core.Tickets;

namespace Entente.Node.Network;

/// <summary>
/// What trackers asked not to be called for now: an endpoint or a whole connection. A refusal pauses the narrowest thing that it names (DESIGN 4).
/// This node keeps it from the next call on; what closes a whole connection is told to the other nodes through the journal.
/// </summary>
public sealed class CallPauses
{
    private const string Everything = "";
    private readonly ConcurrentDictionary<(string Connection, string Endpoint), DateTimeOffset> closed = new();

    /// <summary>Until when a call must not be made; null when it may.</summary>
    public DateTimeOffset? Until(string connection, string endpoint, DateTimeOffset now)
    {
        var whole = Open(connection, Everything, now);
        var own = Open(connection, endpoint, now);
        return whole is null || own > whole ? own : whole;
    }

    /// <summary>Closes what a failure names; nothing for one that concerns a single ticket.</summary>
    public async Task PauseAsync(
        IJournal journal, string connection, ConnectorException failure, DateTimeOffset until, CancellationToken cancellation)
    {
        if (failure.Scope == FailureScope.Ticket)
            return;
        var isEndpoint = failure is { Scope: FailureScope.Endpoint, Endpoint.Length: > 0 };
        closed.AddOrUpdate((connection, isEndpoint ? failure.Endpoint : Everything), until, (_, known) => known > until ? known : until);
        if (!isEndpoint)
            await journal.PauseAsync(connection, CallBudget.Calls, until, cancellation);
    }

    private DateTimeOffset? Open(string connection, string endpoint, DateTimeOffset now)
    {
        if (!closed.TryGetValue((connection, endpoint), out var until))
            return null;
        if (until > now)
            return until;
        closed.TryRemove(KeyValuePair.Create((connection, endpoint), until));
        return null;
    }
}
