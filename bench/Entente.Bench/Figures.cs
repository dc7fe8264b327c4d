namespace Entente.Bench;

/// <summary>What one round of one contender showed.</summary>
/// <param name="ChangesPerSecond">From the first change to the last one's last trace.</param>
/// <param name="LatencyP50">Milliseconds from the hint's acceptance to the durable confirmation of the write.</param>
/// <param name="CpuPerChange">Milliseconds of processor time of the whole process, user and system.</param>
/// <param name="AllocatedPerChange">Bytes allocated on the managed heap.</param>
/// <param name="PeakMemory">Largest working set seen, in bytes; the process is shared, so it never falls far from one round to the next.</param>
internal sealed record Figures(
    double ChangesPerSecond, double LatencyP50, double LatencyP99, double CpuPerChange, double AllocatedPerChange, double PeakMemory)
{
    /// <summary>What the contender counted itself, per change.</summary>
    public SortedDictionary<string, double> PerChange { get; init; } = new(StringComparer.Ordinal);
}

/// <summary>One round of both.</summary>
internal sealed record Round(Figures? Hub, Figures? Relay);

/// <summary>The target does not show what the source has: the figures are worth nothing.</summary>
internal sealed class WrongResultException(string message) : Exception(message);
