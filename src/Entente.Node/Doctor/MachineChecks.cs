namespace Entente.Node.Doctor;

/// <summary>What of this machine a hub relies on: its data folder, the space there, and that nobody else reads key and secrets.</summary>
public static class MachineChecks
{
    private const long LeastBytes = 256L << 20;
    private const long FewBytes = 1L << 30;

    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead
        | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <param name="freeBytes">Space that is left where a folder lies.</param>
    public static IEnumerable<Finding> Run(string dataFolder, Func<string, long> freeBytes)
    {
        if (!Directory.Exists(dataFolder))
        {
            yield return Finding.Wrong("data.missing", dataFolder, "There is no data folder.", "Name the hub's with --data; `entente up` makes one.");
            yield break;
        }

        yield return Space(dataFolder, freeBytes(Path.GetFullPath(dataFolder)));
        yield return Private(dataFolder);
    }

    /// <summary>The space that is left on the disk of a folder.</summary>
    public static long FreeBytes(string folder) => new DriveInfo(folder).AvailableFreeSpace;

    private static Finding Space(string folder, long free) => free switch
    {
        < LeastBytes => Finding.Wrong(
            "disk.low", folder, $"{free >> 20} MiB are free: the store will refuse what comes.",
            "Make space, or move the data folder to a larger disk."),
        < FewBytes => Finding.Note("disk.few", folder, $"{free >> 20} MiB are free."),
        _ => Finding.Ok("disk.free", folder, $"{free >> 30} GiB are free."),
    };

    private static Finding Private(string folder)
    {
        var key = DataFolder.Key(folder);
        if (!File.Exists(key))
            return Finding.Wrong(
                "key.missing", key, "There is no key: no secret can be read.",
                "Restore it from your backup, or set every secret anew after the next start.");
        if (new FileInfo(key).Length != 32)
            return Finding.Wrong("key.damaged", key, "The key has not the length of one.", "Restore it from your backup.");
        var secrets = DataFolder.Secrets(folder);
        var open = OperatingSystem.IsWindows()
            ? []
            : (Directory.Exists(secrets) ? Directory.EnumerateFiles(secrets) : []).Append(key).Where(IsOpen).Order(StringComparer.Ordinal).ToList();
        return open.Count == 0
            ? Finding.Ok("key.private", key, "Key and secrets are readable by their owner alone.")
            : Finding.Wrong(
                "key.open", open[0], $"{open.Count} of key and secrets can be read by others than their owner.",
                $"chmod 600 {string.Join(' ', open)}, and set new tokens if somebody may have read them.");
    }

    private static bool IsOpen(string path) => !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0;
}
