namespace Entente.Conformance.Tests.PowerCuts;

/// <summary>
/// What a disk holds after the power was cut: all that was synced, and of the rest a random part, in sectors of 512 bytes of which some are torn.
/// </summary>
internal static class CrashImage
{
    private const int SectorBytes = 512;

    public static SortedDictionary<string, byte[]> Of(CrashDisk disk, Random random)
    {
        var luck = Luck.Draw(random);
        var names = disk.DurableNames.ToDictionary(StringComparer.Ordinal);
        foreach (var (name, file) in disk.UnsyncedNames)
            if (luck.IsKept(random))
                CrashDisk.Rename(names, name, file);
        var image = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var (name, file) in names.OrderBy(found => found.Key, StringComparer.Ordinal))
            image[name] = Survivors(file, luck, random).ToArray();
        return image;
    }

    private static GrowingBytes Survivors(CrashFile file, Luck luck, Random random)
    {
        var bytes = file.Durable.Copy();
        var last = luck.IsInOrder ? random.Next(file.Pending.Count + 1) : file.Pending.Count;
        for (var i = 0; i < last; i++)
            if (file.Pending[i] is not { Data: { } data } write)
                KeepCut(bytes, file.Pending[i], luck, random);
            else
                Keep(bytes, write.Offset, data, luck, random);
        return bytes;
    }

    private static void KeepCut(GrowingBytes bytes, Unsynced cut, Luck luck, Random random)
    {
        if (luck.IsKept(random))
            cut.ApplyTo(bytes);
    }

    private static void Keep(GrowingBytes bytes, long offset, byte[] data, Luck luck, Random random)
    {
        for (var at = 0; at < data.Length;)
        {
            var length = (int)Math.Min(SectorBytes - (offset + at) % SectorBytes, data.Length - at);
            var sector = data.AsSpan(at, length);
            if (luck.IsTorn(random))
                Tear(bytes, offset + at, sector, random);
            else if (luck.IsKept(random))
                bytes.Write(offset + at, sector);
            at += length;
        }
    }

    /// <summary>Only the first bytes arrived; behind them lies what lay there, or noise. Bytes beside the write are never touched.</summary>
    private static void Tear(GrowingBytes bytes, long offset, ReadOnlySpan<byte> sector, Random random)
    {
        var whole = random.Next(sector.Length);
        bytes.Write(offset, sector[..whole]);
        if (random.Next(2) == 0)
            return;
        var noise = new byte[sector.Length - whole];
        random.NextBytes(noise);
        bytes.Write(offset + whole, noise);
    }

    /// <summary>How kind a cut is: each kind of cut finds other faults.</summary>
    /// <param name="Kept">Chance of a sector or a name to survive.</param>
    /// <param name="Torn">Chance of a sector to be torn.</param>
    /// <param name="IsInOrder">Nothing after a random point survives.</param>
    private sealed record Luck(double Kept, double Torn, bool IsInOrder)
    {
        public static Luck Draw(Random random) => random.Next(6) switch
        {
            0 => new Luck(0, 0, false),
            1 => new Luck(1, 0, false),
            2 => new Luck(1, 0, true),
            3 => new Luck(0.5, 0.02, false),
            4 => new Luck(0.95, 0.05, false),
            _ => new Luck(1, 0.1, true),
        };

        public bool IsKept(Random random) => random.NextDouble() < Kept;

        public bool IsTorn(Random random) => random.NextDouble() < Torn;
    }
}
