using Microsoft.Extensions.Logging;

namespace Entente.Node.Intake;

/// <summary>One poller a connection. A connection that was given a new secret is polled anew at once.</summary>
internal sealed class PollerLoops(HubContext hub, ILogger log) : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, CancellationTokenSource> running = new(StringComparer.Ordinal);
    private readonly List<Task> loops = [];
    private bool isStopped;

    public void Serve(string connection)
    {
        lock (gate)
        {
            if (isStopped)
                return;
            if (running.Remove(connection, out var earlier))
                earlier.Cancel(); // its loop ends by itself; what it was storing is stored
            var stopping = running[connection] = new CancellationTokenSource();
            var poller = new Poller(hub, connection, log);
            loops.RemoveAll(loop => loop.IsCompletedSuccessfully);
            loops.Add(Hub.Start(() => poller.RunAsync(stopping.Token)));
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (gate)
        {
            isStopped = true;
            foreach (var one in running.Values)
                one.Cancel();
        }

        await Task.WhenAll(loops);
    }
}
