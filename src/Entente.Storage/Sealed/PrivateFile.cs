namespace Entente.Storage.Sealed;

/// <summary>Files that this account alone may read.</summary>
public static class PrivateFile
{
    /// <summary>Replaces a file when the new bytes are on disk.</summary>
    public static void Write(string path, byte[] bytes)
    {
        var temporary = WriteBeside(path, bytes);
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Makes a file that is not there yet. False when another process just made it, which stays.</summary>
    public static bool TryCreate(string path, byte[] bytes)
    {
        var temporary = WriteBeside(path, bytes);
        try
        {
            File.Move(temporary, path, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(temporary);
            return false;
        }
    }

    /// <summary>A new file to be written and read as a stream.</summary>
    public static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }

    private static string WriteBeside(string path, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = $"{path}.{Environment.ProcessId}.new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(temporary, options);
        file.Write(bytes);
        file.Flush(flushToDisk: true);
        return temporary;
    }
}
