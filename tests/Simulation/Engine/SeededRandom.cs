namespace Entente.Simulation.Tests.Engine;

/// <summary>
/// All chance of a run, from its seed (SplitMix64). Parts of the run draw from streams of their own, so that one more draw in one part changes
/// nothing in another.
/// </summary>
internal sealed class SeededRandom(ulong seed)
{
    private ulong state = seed;

    /// <summary>A stream of its own for a part of the run.</summary>
    public static SeededRandom Of(long seed, string part)
    {
        var mixed = unchecked((ulong)seed * 0x9E3779B97F4A7C15UL) ^ 0xD1B54A32D192ED03UL;
        foreach (var letter in part)
            mixed = unchecked((mixed ^ letter) * 0x100000001B3UL);
        return new SeededRandom(mixed);
    }

    public ulong Next()
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15UL;
            var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9UL;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
            return mixed ^ (mixed >> 31);
        }
    }

    /// <summary>From 0 to below <paramref name="limit"/>.</summary>
    public int Below(int limit) => (int)(Next() % (ulong)limit);

    public int Between(int least, int most) => least + Below(most - least + 1);

    public bool Chance(int percent) => Below(100) < percent;

    public T Pick<T>(IReadOnlyList<T> among) => among[Below(among.Count)];

    public TimeSpan Span(TimeSpan least, TimeSpan most) => TimeSpan.FromTicks(least.Ticks + (long)(Next() % (ulong)(most.Ticks - least.Ticks + 1)));

    public TimeSpan Millis(int least, int most) => TimeSpan.FromMilliseconds(Between(least, most));
}
