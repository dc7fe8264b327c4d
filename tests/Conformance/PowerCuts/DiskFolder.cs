namespace Entente.Conformance.Tests.PowerCuts;

/// <summary>A folder whose store lies on a <see cref="CrashDisk"/>; what is truly in it is the file by which the store keeps others out.</summary>
internal sealed class DiskFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("entente-");

    public DiskFolder(CrashDisk disk) => CrashVfs.Mount(folder.FullName, disk);

    public string Path => folder.FullName;

    public string StorePath => System.IO.Path.Combine(folder.FullName, "journal.db");

    public void Dispose()
    {
        CrashVfs.Unmount(folder.FullName);
        folder.Delete(recursive: true);
    }
}
