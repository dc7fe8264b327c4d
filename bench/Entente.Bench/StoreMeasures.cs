namespace Entente.Bench;
internal static class StoreMeasures
{
    public static Task<string> RunAsync(BenchOptions options, TimeProvider time, CancellationToken cancellation) => Task.FromResult("");
}
