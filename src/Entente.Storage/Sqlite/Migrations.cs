namespace Entente.Storage.Sqlite;

/// <summary>
/// Brings a file to this program's schema: the numbered scripts beside this file, each once, each in a transaction of its own, so that one that
/// was killed half-way begins again (RELIABILITY D12). A file that a newer program migrated is taken when that only added
/// (<see cref="MigrationMark"/>).
/// </summary>
internal static class Migrations
{
    private static IEnumerable<MigrationScript> Scripts => MigrationScript.In("Sqlite/Migrations/");

    /// <param name="scripts">How many at most, in their order: what an earlier release had.</param>
    public static void Run(Session session, int scripts = int.MaxValue)
    {
        session["CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, hash TEXT NOT NULL, readable_since TEXT) WITHOUT ROWID"].Run();
        if (!HasMarks(session)) // made before there were marks
            session["ALTER TABLE migration ADD COLUMN readable_since TEXT"].Run();
        RequireReadable(session);
        foreach (var script in Scripts.Take(scripts))
            Run(session, script);
    }

    /// <summary>Refuses a file that a newer release changed. One from before there were marks says of none that it can be read.</summary>
    public static void RequireReadable(Session session)
    {
        var mark = HasMarks(session) ? "readable_since" : "NULL";
        MigrationMark.Require(Newest, session[$"SELECT name, {mark} FROM migration WHERE name > $1 ORDER BY name"].All(
            row => (row.GetString(0), row.TextOrNull(1)), Newest));
    }

    /// <summary>
    /// Refuses to copy a file that is not at this program's schema: what a newer release added would silently be left out.
    /// </summary>
    public static void RequireSame(Session session)
    {
        var found = session["SELECT max(name) FROM migration"].First(row => row.TextOrNull(0));
        if (found != Newest)
            throw new StorageException(
                StorageFault.SchemaChanged,
                $"The store is at migration {found}, this program at {Newest}: back it up with the release that runs it.");
    }

    private static string Newest => Scripts.Last().Name;

    private static bool HasMarks(Session session) =>
        session["SELECT 1 FROM pragma_table_info('migration') WHERE name = 'readable_since'"].First(row => row.GetInt64(0)) == 1;

    private static void Run(Session session, MigrationScript script)
    {
        var done = session["SELECT hash FROM migration WHERE name = $1"].First(row => row.GetString(0), script.Name);
        if (done == script.Hash)
            return;
        if (done is not null)
            throw new StorageException(
                StorageFault.SchemaChanged,
                $"Migration {script.Name} is not the one that made this file. Start the release that did, or restore a backup.");

        session["BEGIN IMMEDIATE"].Run();
        RunScript(session, script.Text);
        session["INSERT INTO migration (name, hash, readable_since) VALUES ($1, $2, $3)"].Run(script.Name, script.Hash, script.ReadableSince);
        session["COMMIT"].Run();
    }

    /// <summary>The scripts of this program by name, ordinal order, each with the hash that a file keeps of it.</summary>
    public static SortedDictionary<string, string> Hashes() =>
        new(Scripts.ToDictionary(script => script.Name, script => script.Hash), StringComparer.Ordinal);

    /// <summary>A script is many statements.</summary>
    private static void RunScript(Session session, string text)
    {
        using var script = session.Connection.CreateCommand();
        script.CommandText = text;
        script.ExecuteNonQuery();
    }
}
