using Entente.Node.Tickets;

namespace Entente.Node.Network;

/// <summary>
/// For how long the writing that is under way may still begin a call. The lease was looked at before; a process that is frozen right after that look
/// would send, when it wakes, what another owner has long probed and sent itself. So it is looked at once more where the request leaves, on the clock
/// that nobody sets (RELIABILITY 2.1, C02).
/// </summary>
internal static class CallRight
{
    private static readonly AsyncLocal<Granted?> Current = new();

    /// <summary>Holds for what the calling method awaits from here on.</summary>
    /// <param name="left">What is left of the lease.</param>
    public static void Grant(TimeProvider time, TimeSpan left) => Current.Value = new Granted(time.GetTimestamp(), left);

    /// <summary>Throws <see cref="FencedException"/> when a call that takes this long would outlive the lease that it was granted under.</summary>
    public static void Require(TimeProvider time, TimeSpan deadline)
    {
        if (Current.Value is { } granted && granted.Left - time.GetElapsedTime(granted.At) < deadline)
            throw new FencedException();
    }

    private sealed record Granted(long At, TimeSpan Left);
}
