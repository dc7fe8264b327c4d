namespace Entente.Storage.Sealed;

/// <summary>Sealed secrets as files of one node, <c>NAME.secret</c>.</summary>
public sealed class FolderSealed(string folder) : ISealedStore
{
    private const string Extension = ".secret";

    public byte[]? Read(string name) => File.Exists(PathOf(name)) ? File.ReadAllBytes(PathOf(name)) : null;

    public void Write(string name, byte[] bytes) => PrivateFile.Write(PathOf(name), bytes);

    public bool Remove(string name)
    {
        var exists = File.Exists(PathOf(name));
        File.Delete(PathOf(name));
        return exists;
    }

    public IReadOnlyDictionary<string, string> Versions()
    {
        var versions = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (Directory.Exists(folder))
            foreach (var file in new DirectoryInfo(folder).EnumerateFiles($"*{Extension}"))
                versions[Path.GetFileNameWithoutExtension(file.Name)] = $"{file.LastWriteTimeUtc.Ticks}";
        return versions;
    }

    private string PathOf(string name) => Path.Combine(folder, name + Extension);
}
