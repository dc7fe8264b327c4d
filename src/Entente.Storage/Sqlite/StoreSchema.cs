using Microsoft.Data.Sqlite;

namespace Entente.Storage.Sqlite;

/// <summary>A file's schema against this program's, without touching the file.</summary>
/// <param name="Behind">Migrations that the next opening would make.</param>
/// <param name="Ahead">Migrations of a newer program that only added: the file is taken as it is.</param>
/// <param name="Different">Migrations that are not those that made the file: it is refused.</param>
public sealed record StoreSchema(IReadOnlyList<string> Behind, IReadOnlyList<string> Ahead, IReadOnlyList<string> Different)
{
    /// <summary>Null where there is no store yet. Another process may have it open.</summary>
    /// <exception cref="StorageException">The file cannot be read as a store, or a newer program changed it.</exception>
    public static StoreSchema? Read(string path)
    {
        if (!File.Exists(path))
            return null;
        try
        {
            using var session = new Session(Connections.OpenReader(path, StoreTuning.Product));
            var made = session["SELECT name, hash FROM migration"].All(row => KeyValuePair.Create(row.GetString(0), row.GetString(1)))
                .ToDictionary(StringComparer.Ordinal);
            var known = Migrations.Hashes();
            Migrations.RequireReadable(session);
            return new StoreSchema(
                [.. known.Keys.Where(name => !made.ContainsKey(name))],
                [.. made.Keys.Where(name => !known.ContainsKey(name)).Order(StringComparer.Ordinal)],
                [.. known.Where(one => made.TryGetValue(one.Key, out var hash) && hash != one.Value).Select(one => one.Key)]);
        }
        catch (SqliteException failure)
        {
            throw new StorageException(StorageFault.Broken, $"{path} cannot be read as a store: {failure.Message}", failure);
        }
    }
}
