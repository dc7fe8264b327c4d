using System.Runtime.CompilerServices;

using Entente.Storage.Blobs;
using Entente.Storage.Copies;

using Microsoft.Data.Sqlite;

namespace Entente.Storage.Sqlite;

/// <summary>
/// The embedded store as canonical rows. Reading is one read transaction beside a running hub, which goes on writing; the file's log grows while it
/// lasts. Writing fills a new file beside, checks it, syncs it, and then gives it its name: under that it is whole or not there.
/// </summary>
public sealed class SqliteCopy(string path) : IStoreCopy
{
    private const string Unchecked = "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-65536;";

    private readonly string path = Path.GetFullPath(path);

    public string Kind => "sqlite";

    public Task<string> VersionAsync(CancellationToken cancellation) => Task.FromResult(
        Ask(session => session["SELECT max(name) FROM migration"].First(row => row.TextOrNull(0)) ?? "") ?? "");

    public Task<bool> IsEmptyAsync(CancellationToken cancellation) => Task.FromResult(Ask(session =>
        session["SELECT EXISTS (SELECT 1 FROM ticket) OR EXISTS (SELECT 1 FROM notice) OR EXISTS (SELECT 1 FROM audit)"]
            .First(row => row.GetInt64(0))) == 0);

    public async IAsyncEnumerable<StoreRow> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        if (!File.Exists(path))
            throw new StorageException(StorageFault.Broken, $"There is no store at {path}.");
        using var session = new Session(Connections.OpenReader(path, StoreTuning.Product));
        session["BEGIN"].Run();
        Migrations.RequireSame(session);
        await foreach (var row in RowsAsync(session, cancellation))
            yield return row;
        session["COMMIT"].Run();
    }

    public async Task WriteAsync(IAsyncEnumerable<StoreRow> rows, StoreCheck check, CancellationToken cancellation)
    {
        using var file = StoreFile.Hold(path);
        if (!await IsEmptyAsync(cancellation))
            throw new StorageException(StorageFault.NotEmpty, $"{path} is not empty.");
        var unfinished = path + ".restoring";
        File.Delete(unfinished);
        try
        {
            await FillAsync(unfinished, rows, check, cancellation);
            Publish(unfinished);
        }
        catch (SqliteException failure)
        {
            throw new StorageException(StorageFault.Broken, $"{unfinished} cannot be written: {failure.Message}", failure);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task FillAsync(string into, IAsyncEnumerable<StoreRow> rows, StoreCheck check, CancellationToken cancellation)
    {
        using var session = new Session(Connections.OpenNew(into, Unchecked));
        Migrations.Run(session);
        session["BEGIN"].Run();
        var inserts = StoreTables.All.ToDictionary(table => table.Name, table => CopySql.Insert(table), StringComparer.Ordinal);
        await foreach (var row in rows.WithCancellation(cancellation))
            Insert(session, inserts[row.Table.Name], row);
        session[CopySql.MarkTaken].Run();
        var values = await check(RowsAsync(session, cancellation));
        foreach (var (name, text) in values)
            session["INSERT INTO value (name, text) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET text = excluded.text"].Run(name, text);
        session["COMMIT"].Run();
    }

    private static void Insert(Session session, string sql, StoreRow row)
    {
        if (!ReferenceEquals(row.Table, StoreTables.Entry))
        {
            session[sql].Run([.. row.Values]);
            return;
        }

        // No payload has the id 0: an erased one stays erased.
        var payload = row.Values[4] is null ? 0 : session[CopySql.Payload].First(made => made.GetInt64(0), row.Values[4], row.Bytes(5));
        session[sql].Run(row.Values[0], row.Values[1], row.Values[2], row.Values[3], payload, row.Values[6], row.Values[7], row.Values[8]);
    }

    /// <summary>An empty store that was here goes with its log, so that the log is not taken for the new file's.</summary>
    private void Publish(string finished)
    {
        using (var written = new FileStream(finished, FileMode.Open, FileAccess.ReadWrite))
            written.Flush(flushToDisk: true);
        File.Delete(path + "-wal");
        File.Delete(path + "-shm");
        File.Move(finished, path, overwrite: true);
        FolderSync.Sync(Path.GetDirectoryName(path)!);
    }

    private static async IAsyncEnumerable<StoreRow> RowsAsync(Session session, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var table in StoreTables.All)
            foreach (var row in session.Each(CopySql.Select(table), found => Read(table, found)))
            {
                cancellation.ThrowIfCancellationRequested();
                yield return row;
            }

        await Task.CompletedTask;
    }

    private static StoreRow Read(StoreTable table, Row row) => new(table, [.. table.Columns.Select((column, i) => Read(column, row, i))]);

    private static object? Read(StoreColumn column, Row row, int i) => row.IsDBNull(i)
        ? null
        : column.Kind switch
        {
            ColumnKind.Text => row.GetString(i),
            ColumnKind.Number => row.GetInt64(i),
            ColumnKind.Bytes => row.GetBytes(i),
        };

    /// <summary>Asks the file, when it is a store; else the answer's default.</summary>
    private T? Ask<T>(Func<Session, T?> question)
    {
        if (!File.Exists(path) || new FileInfo(path).Length == 0)
            return default;
        using var session = new Session(Connections.OpenReader(path, StoreTuning.Product));
        var isStore = session["SELECT 1 FROM sqlite_master WHERE name = 'ticket'"].First(row => row.GetInt64(0)) == 1;
        return isStore ? question(session) : default;
    }
}
