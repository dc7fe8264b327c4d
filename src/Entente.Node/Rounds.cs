namespace Entente.Node;

/// <summary>The loops of a node that look again and again.</summary>
internal static class Rounds
{
    /// <summary>Takes a step, rests, and begins anew until cancelled, which is no failure. What a step throws ends the loop.</summary>
    public static async Task RepeatAsync(
        this TimeProvider time, TimeSpan rest, Func<CancellationToken, Task> step, CancellationToken cancellation)
    {
        try
        {
            while (!cancellation.IsCancellationRequested)
            {
                await step(cancellation);
                await Task.Delay(rest, time, cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Stopping is no failure.
        }
    }
}
