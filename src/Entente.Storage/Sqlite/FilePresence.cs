using System.Runtime.InteropServices;
using SQLitePCL;

namespace Entente.Storage.Sqlite;

/// <summary>
/// Whether what is written still has its name. Unix lets a program write on into a file that was deleted or replaced, and all of it is gone when
/// the program ends (RELIABILITY D14).
/// </summary>
internal sealed class FilePresence(string path, bool isOfSystem)
{
    private const int HasMoved = 20; // SQLITE_FCNTL_HAS_MOVED

    private readonly string log = $"{path}-wal";

    public static FilePresence Of(string path, StoreTuning tuning) => new(path, tuning.Vfs is null);

    /// <summary>What is missing, as a sentence; null when nothing is.</summary>
    public string? Missing(Session writer)
    {
        if (FileControl(writer.Connection.Handle!, "main", HasMoved, out var hasMoved) == raw.SQLITE_OK && hasMoved != 0)
            return $"{path} was deleted or replaced while the store had it open.";
        return isOfSystem && !File.Exists(log) ? $"{log} was deleted while the store had it open." : null;
    }

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_file_control")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    private static extern int FileControl(sqlite3 database, [MarshalAs(UnmanagedType.LPUTF8Str)] string name, int what, out int answer);
}
