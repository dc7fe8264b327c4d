using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Entente.Node.Cases;

/// <summary>
/// Tells whoever listens that a case changed, after the change is durable. It carries no content, only the case's id: a listener reads again.
/// One that does not keep up loses nothing but repetitions.
/// </summary>
public sealed class ChangeFeed
{
    private readonly ConcurrentDictionary<Channel<string>, bool> listeners = new();

    /// <summary>How many listen now.</summary>
    public int Listeners => listeners.Count;

    /// <summary>Tells the other nodes, where there are any.</summary>
    public Action<string>? Elsewhere { get; init; }

    /// <summary>This node changed a case.</summary>
    /// <param name="caseId">Empty for a ticket without one.</param>
    public void Tell(string caseId)
    {
        Hear(caseId);
        Elsewhere?.Invoke(caseId);
    }

    /// <summary>Another node changed a case.</summary>
    public void Hear(string caseId)
    {
        foreach (var listener in listeners.Keys)
            listener.Writer.TryWrite(caseId);
    }

    /// <summary>Ids of cases that change from now on, until cancelled.</summary>
    public async IAsyncEnumerable<string> ListenAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var channel = Channel.CreateBounded<string>(new BoundedChannelOptions(256) { FullMode = BoundedChannelFullMode.DropOldest });
        listeners[channel] = true;
        try
        {
            await foreach (var caseId in channel.Reader.ReadAllAsync(cancellation))
                yield return caseId;
        }
        finally
        {
            listeners.TryRemove(channel, out _);
        }
    }
}
