namespace Entente.Storage;

/// <summary>
/// How far back a migration can be read. A script that begins with a comment <c>-- Readable since 0003: …</c> only adds: a program whose newest
/// migration is 0003 or later may go on using the store. Without the mark only programs that know the script may.
/// </summary>
internal static class MigrationMark
{
    private const string Mark = "-- Readable since ";
    private const int Digits = 4;

    /// <summary>The oldest migration that a program must know to use a store with this script.</summary>
    public static string Of(string name, string script)
    {
        var line = script.Split('\n').TakeWhile(text => text.StartsWith("--", StringComparison.Ordinal))
            .FirstOrDefault(text => text.StartsWith(Mark, StringComparison.Ordinal));
        return line is null ? Number(name) : line.Substring(Mark.Length, Digits);
    }

    /// <summary>Refuses a store with migrations that this program does not know, unless all of them can be read by it.</summary>
    /// <param name="newest">Name of this program's newest script.</param>
    /// <param name="unknown">Migrations of the store that come after it, with their mark; null for one that was written without.</param>
    /// <exception cref="StorageException">A newer release must be used.</exception>
    public static void Require(string newest, IEnumerable<(string Name, string? ReadableSince)> unknown)
    {
        foreach (var (name, since) in unknown)
            if (string.CompareOrdinal(since ?? Number(name), Number(newest)) > 0)
                throw new StorageException(
                    StorageFault.TooNew,
                    $"A newer release changed this store by migration {name}, which this release cannot read "
                    + $"(it knows up to {newest}). Start the newer "
                    + "release again; or restore a backup that was made before the upgrade: entente restore FILE --data EMPTY-PLACE.");
    }

    private static string Number(string name) => name[..Digits];
}
