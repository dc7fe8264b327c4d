namespace Entente.Conformance.Tests.PowerCuts;

/// <summary>
/// A disk that can lose its power. Names, too, are durable only when their folder was synced: as the Unix layer of SQLite does, a new log or
/// rollback journal syncs it with its first sync.
/// </summary>
internal sealed class CrashDisk
{
    private readonly Dictionary<string, CrashFile> names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CrashFile> durableNames = new(StringComparer.Ordinal);
    private readonly List<(string Name, CrashFile? File)> unsyncedNames = [];

    public CrashDisk()
    {
    }

    /// <summary>The disk as an image left it.</summary>
    public CrashDisk(IReadOnlyDictionary<string, byte[]> image)
    {
        foreach (var (name, bytes) in image)
            names[name] = durableNames[name] = CrashFile.Found(name, bytes);
    }

    /// <summary>Everything below happens under this lock: a cut falls between two steps.</summary>
    public Lock Turn { get; } = new();

    /// <summary>Steps so far that changed something.</summary>
    public long Steps { get; private set; }

    /// <summary>Asked before each step: a result code of SQLite with which it fails, or 0. Called under <see cref="Turn"/>.</summary>
    public Func<DiskRequest, int>? Fault { get; set; }

    /// <summary>Told after each step that changed something, under <see cref="Turn"/>.</summary>
    public Action<DiskRequest>? Done { get; set; }

    /// <summary>What stands between the durable state and the running one, for an image.</summary>
    public IEnumerable<KeyValuePair<string, CrashFile>> DurableNames => durableNames.OrderBy(found => found.Key, StringComparer.Ordinal);

    public IReadOnlyList<(string Name, CrashFile? File)> UnsyncedNames => unsyncedNames;

    public CrashFile? Find(string name) => names.GetValueOrDefault(name);

    public CrashFile Create(string name)
    {
        var file = new CrashFile(name);
        names[name] = file;
        unsyncedNames.Add((name, file));
        Finish(DiskStep.Open, name);
        return file;
    }

    public void Write(CrashFile file, long offset, ReadOnlySpan<byte> data)
    {
        file.Write(offset, data);
        Finish(DiskStep.Write, file.Name);
    }

    public void Truncate(CrashFile file, long length)
    {
        file.Truncate(length);
        Finish(DiskStep.Truncate, file.Name);
    }

    public void Sync(CrashFile file, bool isFolderToo)
    {
        file.Sync();
        if (isFolderToo)
            SyncFolder();
        Finish(DiskStep.Sync, file.Name);
    }

    public void Delete(string name, bool isFolderToo)
    {
        names.Remove(name);
        unsyncedNames.Add((name, null));
        if (isFolderToo)
            SyncFolder();
        Finish(DiskStep.Delete, name);
    }

    /// <summary>The code with which the next step must fail, or 0.</summary>
    public int FaultOf(DiskStep step, string name) => Fault?.Invoke(new DiskRequest(Steps + 1, step, name)) ?? 0;

    private void SyncFolder()
    {
        foreach (var (name, file) in unsyncedNames)
            Rename(durableNames, name, file);
        unsyncedNames.Clear();
    }

    public static void Rename(Dictionary<string, CrashFile> among, string name, CrashFile? file)
    {
        if (file is null)
            among.Remove(name);
        else
            among[name] = file;
    }

    private void Finish(DiskStep step, string name)
    {
        Steps++;
        Done?.Invoke(new DiskRequest(Steps, step, name));
    }
}
