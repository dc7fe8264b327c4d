using System.Globalization;

using Entente.Simulation.Tests.Faults;
using Entente.Simulation.Tests.World;

namespace Entente.Simulation.Tests;

/// <summary>
/// S6: two runs of one seed that differ in nothing but what no rule shares: internal words and unshared fields, in text and length. What goes out to
/// the trackers is the same byte for byte; timing is no part of it.
/// </summary>
[Collection("one after another")]
public sealed class When_only_unshared_data_differs
{
    private static readonly FaultKind[] Calm = [FaultKind.W01, FaultKind.W03, FaultKind.W09, FaultKind.C17];

    [Fact]
    public void Nothing_that_goes_out_tells_the_difference()
    {
        var pairs = 0;
        var began = TimeProvider.System.GetTimestamp();
        var budget = Budget.Of(20);
        for (var seed = Budget.FirstSeed; pairs < (Budget.IsRelease ? 50_000 : 2000)
            && TimeProvider.System.GetElapsedTime(began) < budget; seed++, pairs++)
            OneThread.Run(() => Streams(seed, "-and-much-more-that-nobody-else-may-know"))
                .ShouldBe(OneThread.Run(() => Streams(seed, "")), $"seed {seed}");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"simulation pairs: {pairs} pairs, violations 0, "
            + $"seeds {Budget.FirstSeed} to {Budget.FirstSeed + pairs - 1}"));
        pairs.ShouldBeGreaterThan(0);
    }

    private static string Streams(long seed, string unshared)
    {
        var streams = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        SeedRun.Run(new WorldOptions(seed) { Faults = Calm, Unshared = unshared, Nodes = 1, Workers = 1 }, world => world.Watch.Streams = streams);
        return string.Join('\n', streams.Select(stream => $"{stream.Key}\n{string.Join('\n', stream.Value)}"));
    }
}
