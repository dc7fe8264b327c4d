using Entente.Node.Tickets;
using Entente.Storage;

using Microsoft.Extensions.Logging;

namespace Entente.Node.Access;

/// <summary>Puts in force here what another node was given: looks when it is told of a change, and every few seconds.</summary>
internal sealed class SecretWatch(HubContext hub, SecretStore secrets, SecretIntake intake, ILogger log)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(3);
    private IReadOnlyDictionary<string, string> known = secrets.Versions();

    /// <summary>Looks until cancelled.</summary>
    public async Task RunAsync(WakeSignal changed, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                Look();
                await changed.WaitAsync(LongestWait, hub.Time, cancellation);
            }
            catch (StorageException failure)
            {
                log.LogWarning("Secrets cannot be looked at: {Failure}", failure.Message);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                // Stopping is no failure.
            }
        }
    }

    private void Look()
    {
        var found = secrets.Versions();
        foreach (var (name, version) in found)
            if (known.GetValueOrDefault(name) != version)
                intake.TakeStored(name);
        known = found;
    }
}
