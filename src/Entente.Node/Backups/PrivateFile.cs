namespace Entente.Node.Backups;

/// <summary>Files that only this account may read.</summary>
internal static class PrivateFile
{
    public static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }

    public static void Write(string path, byte[] bytes)
    {
        using var file = Create(path);
        file.Write(bytes);
        file.Flush(flushToDisk: true);
    }
}
