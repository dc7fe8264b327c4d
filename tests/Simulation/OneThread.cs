using System.Runtime.ExceptionServices;

namespace Entente.Simulation.Tests;

/// <summary>Runs work on a thread of its own, without a synchronisation context and with room for deep continuations.</summary>
internal static class OneThread
{
    private const int StackBytes = 16 * 1024 * 1024;

    public static T Run<T>(Func<T> work)
    {
        T result = default!;
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    result = work();
                }
                catch (Exception thrown)
                {
                    failure = ExceptionDispatchInfo.Capture(thrown);
                }
            },
            StackBytes);
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result;
    }
}
