namespace Entente.Demo.Trackers;

/// <summary>What every tracker's administrator can do for the hub.</summary>
internal interface ITrackerDesk
{
    /// <summary>
    /// Has the tracker call <paramref name="hook"/> for every change; an earlier registration of the hub's is taken away. Answers the secret by which
    /// the hub knows its calls: the offered one, unless the tracker chooses its own.
    /// </summary>
    Task<string> RegisterAsync(Uri hook, string offered, CancellationToken cancellation);
}
