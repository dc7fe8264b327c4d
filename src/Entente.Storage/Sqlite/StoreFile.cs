namespace Entente.Storage.Sqlite;

/// <summary>
/// The right to be the one process that writes a file, held on a lock file beside it; the system takes it back when the process dies
/// (RELIABILITY D10).
/// </summary>
internal sealed class StoreFile : IDisposable
{
    private readonly FileStream held;

    private StoreFile(string path, FileStream held)
    {
        Path = path;
        this.held = held;
    }

    public string Path { get; }

    /// <summary>Makes folder and file where they do not exist, readable by this account only: SQLite gives the log the file's own rights.</summary>
    public static StoreFile Hold(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        FileStream? held = null;
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            held = Open(path + ".lock", FileShare.None);
            Open(path, FileShare.ReadWrite).Dispose();
            return new StoreFile(path, held);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            held?.Dispose();
            throw held is null && IsTaken(failure)
                ? new StorageException(
                    StorageFault.InUse, $"Another process has {path} open. Stop it, or give this one a data folder of its own.", failure)
                : new StorageException(
                    StorageFault.Broken,
                    $"{path} cannot be opened: {failure.Message} Its folder must be there and writable by this account.", failure);
        }
    }

    public void Dispose() => held.Dispose();

    /// <summary>The error of a file that somebody else holds: of Windows, of Linux, of macOS.</summary>
    private static bool IsTaken(Exception failure) => failure is IOException && failure.HResult is unchecked((int)0x80070020) or 11 or 35;

    private static FileStream Open(string path, FileShare share)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = share };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }
}
