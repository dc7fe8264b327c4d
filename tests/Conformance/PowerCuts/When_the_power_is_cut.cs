using System.Globalization;
using Entente.Storage.Sqlite;

namespace Entente.Conformance.Tests.PowerCuts;

/// <summary>
/// RELIABILITY S3 and P13: acknowledged means on disk. <c>ENTENTE_POWER_CUTS</c> says how many cuts (2,000 by default, 50,000 for a release),
/// <c>ENTENTE_POWER_SEED</c> with which seed the runs begin.
/// </summary>
public sealed class When_the_power_is_cut
{
    private const int Rounds = 4;

    private static readonly int Cuts = Number("ENTENTE_POWER_CUTS") ?? 2000;
    private static readonly int FirstSeed = Number("ENTENTE_POWER_SEED") ?? 1;

    [Fact]
    public async Task Nothing_acknowledged_is_lost_and_the_control_loses()
    {
        var product = await RunAsync(new StoreTuning(CrashVfs.Name, OperationsPerPass: 20), Cuts);
        var control = await RunAsync(new StoreTuning(CrashVfs.Name, Synchronous: "NORMAL", OperationsPerPass: 20), Cuts / 10);

        Console.WriteLine(
            $"power cuts: {product.Sum.Cuts} cuts ({product.Sum.Again} amid recovery), {product.Sum.Lost} lost, {product.Sum.Corrupt} corrupt; "
            + $"control synchronous=NORMAL: {control.Sum.Lost} of {control.Sum.Cuts} lost, {control.Sum.Corrupt} corrupt; "
            + $"seeds {FirstSeed} to {product.LastSeed}");
        product.Sum.Findings.ShouldBeEmpty();
        product.Sum.Cuts.ShouldBeGreaterThanOrEqualTo(Cuts);
        control.Sum.Lost.ShouldBeGreaterThan(0, "the cuts find nothing where something must be found");
        control.Sum.Corrupt.ShouldBe(0);
    }

    private static async Task<(PowerCutSum Sum, int LastSeed)> RunAsync(StoreTuning tuning, int cuts)
    {
        var (sum, seed) = (PowerCutSum.Nothing, FirstSeed - 1);
        while (sum.Cuts < cuts && sum.Findings.Count < 1000)
            sum = sum.And(await new PowerCutRun(++seed, tuning).RunAsync(Rounds));
        return (sum, seed);
    }

    private static int? Number(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
