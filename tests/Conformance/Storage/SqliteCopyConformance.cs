using Entente.Core.Journal;
using Entente.Storage.Copies;
using Entente.Storage.Sqlite;

namespace Entente.Conformance.Tests.Storage;

public sealed class SqliteCopyConformance : CopyConformance, IDisposable
{
    /// <summary>Tables of the file that no copy has, each with the reason.</summary>
    private static readonly Dictionary<string, string> LeftOut = new(StringComparer.Ordinal)
    {
        ["migration"] = "says how the file is laid out, not what it holds",
        ["payload"] = "part of the canonical entry",
        ["budget"] = "refills within a minute",
    };

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("entente-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact] // a new table needs the decision whether backups carry it
    public async Task Every_table_is_copied_or_left_out_for_a_reason()
    {
        await using (await OpenAsync("source"))
        {
        }

        using var session = new Session(Connections.OpenReader(PathOf("source"), StoreTuning.Product));
        var tables = session["SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"].All(row => row.GetString(0));
        tables.Except(LeftOut.Keys).Order(StringComparer.Ordinal).ShouldBe(StoreTables.All.Select(table => table.Name).Order(StringComparer.Ordinal));
    }

    protected override async Task<IJournal> OpenAsync(string name) => await SqliteStore.OpenAsync(PathOf(name), Cancellation);

    protected override IStoreCopy CopyOf(string name) => new SqliteCopy(PathOf(name));

    private string PathOf(string name) => Path.Combine(folder.FullName, name, "entente.db");
}
