using System.Globalization;

namespace Entente.Simulation.Tests;

/// <summary>How long a suite may take: <c>./test</c> gives each a share, <c>./test --release</c> the sizes of the specification.</summary>
internal static class Budget
{
    /// <summary>True for release sizes: time does not end a suite, its size does.</summary>
    public static bool IsRelease { get; } = Environment.GetEnvironmentVariable("ENTENTE_SIMULATION") == "release";

    /// <summary>The share of one suite, scaled by <c>ENTENTE_SIMULATION_SHARE</c> in percent.</summary>
    public static TimeSpan Of(int seconds) => IsRelease ? TimeSpan.FromDays(7) : TimeSpan.FromSeconds(seconds * Percent / 100.0);

    private static int Percent { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("ENTENTE_SIMULATION_SHARE"), NumberStyles.None, CultureInfo.InvariantCulture, out var share)
            ? share : 100;

    /// <summary>The first seed: another one each day of a long campaign, 1 for a run that everybody can repeat.</summary>
    public static long FirstSeed { get; } =
        long.TryParse(Environment.GetEnvironmentVariable("ENTENTE_SIMULATION_FROM"), NumberStyles.None, CultureInfo.InvariantCulture, out var from)
            ? from : 1;
}
