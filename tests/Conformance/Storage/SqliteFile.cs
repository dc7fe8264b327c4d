using Entente.Storage.Sqlite;

namespace Entente.Conformance.Tests.Storage;

/// <summary>A file of SQLite in a folder of its own, for what only a file can show.</summary>
public sealed class SqliteFile : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("entente-");

    public string FullName => Path.Combine(folder.FullName, "journal.db");

    public Task<SqliteStore> OpenAsync() => SqliteStore.OpenAsync(FullName, TestContext.Current.CancellationToken);

    /// <summary>What a power cut now would leave: the file and its log as they lie there, without a goodbye from the store.</summary>
    public SqliteFile Copy()
    {
        var copy = new SqliteFile();
        File.Copy(FullName, copy.FullName, overwrite: true);
        File.Copy(FullName + "-wal", copy.FullName + "-wal");
        return copy;
    }

    public void Dispose() => folder.Delete(recursive: true);
}
