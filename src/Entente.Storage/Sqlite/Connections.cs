using Microsoft.Data.Sqlite;

namespace Entente.Storage.Sqlite;

/// <summary>Connections to one file, each with the settings that its promise needs.</summary>
internal static class Connections
{
    private const int BusySeconds = 30;
    private const int MemoryStatus = 9; // SQLITE_CONFIG_MEMSTATUS

    /// <summary>
    /// SQLite counts every piece of memory under one lock for all connections; nobody asks for the count. Heeded before its first use in the
    /// process and refused after it, which only costs the counting.
    /// </summary>
    static Connections()
    {
        SQLitePCL.Batteries_V2.Init();
        _ = SQLitePCL.raw.sqlite3_config(MemoryStatus, 0);
    }

    /// <summary>The one that writes, as the product opens it.</summary>
    public static SqliteConnection OpenWriter(string path) => OpenWriter(path, StoreTuning.Product);

    /// <summary>
    /// The one that writes. <c>synchronous=FULL</c>: what COMMIT returned for has been synced (Invariant 1). No checkpoint inside a commit.
    /// </summary>
    public static SqliteConnection OpenWriter(string path, StoreTuning tuning) => Open(
        path,
        SqliteOpenMode.ReadWriteCreate,
        tuning.Vfs,
        $"PRAGMA journal_mode=WAL; PRAGMA synchronous={tuning.Synchronous}; PRAGMA wal_autocheckpoint=0; PRAGMA journal_size_limit=67108864; "
            + "PRAGMA secure_delete=FAST; PRAGMA cache_size=-65536;"); // 64 MiB: the one cache that no other's commit empties

    /// <summary>The one that moves committed pages from the log to the file, beside the writer.</summary>
    public static SqliteConnection OpenCheckpointer(string path, StoreTuning tuning) => Open(
        path, SqliteOpenMode.ReadWrite, tuning.Vfs, $"PRAGMA synchronous={tuning.Synchronous}; PRAGMA wal_autocheckpoint=0;");

    /// <summary>Sees what was committed when its transaction began, and can write nothing.</summary>
    public static SqliteConnection OpenReader(string path, StoreTuning tuning) =>
        Open(path, SqliteOpenMode.ReadOnly, tuning.Vfs, "PRAGMA query_only=ON;");

    /// <summary>The one that fills a new file, which nobody knows before it is whole and synced.</summary>
    public static SqliteConnection OpenNew(string path, string settings) => Open(path, SqliteOpenMode.ReadWriteCreate, null, settings);

    private static SqliteConnection Open(string path, SqliteOpenMode mode, string? vfs, string settings)
    {
        var address = new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = BusySeconds };
        if (vfs is not null)
            address.Vfs = vfs;
        var connection = new SqliteConnection(address.ConnectionString);
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = $"PRAGMA busy_timeout={BusySeconds * 1000}; {settings}";
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
