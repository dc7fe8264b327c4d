using System.Runtime.CompilerServices;

using Entente.Storage.Copies;

using Npgsql;

using NpgsqlTypes;

namespace Entente.Storage.Postgres;

/// <summary>
/// The shared store as canonical rows. Reading is one read-only transaction that sees one moment while the nodes go on. Writing is one transaction:
/// the rows are copied into a stage, moved to their tables and read back, and count when all is well.
/// </summary>
public sealed class PostgresCopy(PostgresAddress address, TimeProvider time) : IStoreCopy
{
    private const string EmptySql = """
        SELECT NOT EXISTS (SELECT FROM ticket) AND NOT EXISTS (SELECT FROM notice) AND NOT EXISTS (SELECT FROM wake)
          AND NOT EXISTS (SELECT FROM audit)
        """;

    public string Kind => "postgres";

    public async Task<string> VersionAsync(CancellationToken cancellation) =>
        await AskAsync("SELECT max(name) FROM migration", cancellation) as string ?? "";

    public async Task<bool> IsEmptyAsync(CancellationToken cancellation) => await AskAsync(EmptySql, cancellation) is null or true;

    public async IAsyncEnumerable<StoreRow> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(cancellation);
        await RunAsync(connection, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", cancellation);
        await foreach (var row in RowsAsync(connection, cancellation))
            yield return row;
        await RunAsync(connection, "COMMIT", cancellation);
    }

    public async Task WriteAsync(IAsyncEnumerable<StoreRow> rows, StoreCheck check, CancellationToken cancellation)
    {
        await using (await PostgresStore.OpenAsync(address, time, cancellation))
        {
            // brings the schema to this program's
        }

        try
        {
            await using var connection = await OpenAsync(cancellation);
            await RunAsync(connection, "BEGIN", cancellation);
            await RunAsync(connection, "LOCK TABLE ticket, notice, wake IN EXCLUSIVE MODE", cancellation);
            if (await ScalarAsync(connection, EmptySql, cancellation) is not true)
                throw new StorageException(StorageFault.NotEmpty, $"The database {address.Shown} is not empty.");
            await FillAsync(connection, rows, cancellation);
            foreach (var (name, text) in await check(RowsAsync(connection, cancellation)))
                await SetAsync(connection, name, text, cancellation);
            await RunAsync(connection, "COMMIT", cancellation);
        }
        catch (NpgsqlException failure)
        {
            throw Failures.Describe(failure);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task FillAsync(NpgsqlConnection connection, IAsyncEnumerable<StoreRow> rows, CancellationToken cancellation)
    {
        await RunAsync(connection, "DELETE FROM value WHERE name <> 'key'", cancellation);
        await using var next = rows.GetAsyncEnumerator(cancellation);
        var isMore = await next.MoveNextAsync();
        foreach (var table in StoreTables.All)
        {
            await RunAsync(connection, CopySql.Stage(table), cancellation);
            await using (var copy = await connection.BeginBinaryImportAsync(CopySql.CopyIn(table), cancellation))
            {
                for (long place = 1; isMore && ReferenceEquals(next.Current.Table, table); isMore = await next.MoveNextAsync(), place++)
                    await CopyAsync(copy, next.Current, place, cancellation);
                await copy.CompleteAsync(cancellation);
            }

            await RunAsync(connection, $"{CopySql.Insert(table)}; DROP TABLE stage", cancellation);
        }

        await RunAsync(connection, CopySql.MarkTaken, cancellation);
    }

    private static async Task CopyAsync(NpgsqlBinaryImporter copy, StoreRow row, long place, CancellationToken cancellation)
    {
        await copy.StartRowAsync(cancellation);
        await copy.WriteAsync(place, NpgsqlDbType.Bigint, cancellation);
        foreach (var value in row.Values)
            switch (value)
            {
                case null: await copy.WriteNullAsync(cancellation); break;
                case string text: await copy.WriteAsync(StorableText.Of(text), NpgsqlDbType.Text, cancellation); break;
                case byte[] bytes: await copy.WriteAsync(bytes, NpgsqlDbType.Bytea, cancellation); break;
                default: await copy.WriteAsync((long)value, NpgsqlDbType.Bigint, cancellation); break;
            }
    }

    private static async IAsyncEnumerable<StoreRow> RowsAsync(NpgsqlConnection connection, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var table in StoreTables.All)
        {
            await using var command = Command(connection, CopySql.Select(table));
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
                yield return new StoreRow(table, [.. table.Columns.Select((column, i) => Read(column, reader, i))]);
        }
    }

    private static object? Read(StoreColumn column, NpgsqlDataReader row, int i) => row.IsDBNull(i)
        ? null
        : column.Kind switch
        {
            ColumnKind.Text => row.GetString(i),
            ColumnKind.Number => row.GetInt64(i),
            ColumnKind.Bytes => row.GetFieldValue<byte[]>(i),
        };

    private static async Task SetAsync(NpgsqlConnection connection, string name, string text, CancellationToken cancellation)
    {
        await using var command = Command(
            connection, "INSERT INTO value (name, text) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET text = excluded.text");
        command.Parameters.Add(((Argument)name).ToParameter());
        command.Parameters.Add(((Argument)text).ToParameter());
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Null when there is no such schema yet.</summary>
    private async Task<object?> AskAsync(string sql, CancellationToken cancellation)
    {
        try
        {
            await using var connection = await OpenAsync(cancellation);
            return await ScalarAsync(connection, sql, cancellation);
        }
        catch (PostgresException absent) when (absent.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName)
        {
            return null;
        }
        catch (NpgsqlException failure)
        {
            throw Failures.Describe(failure);
        }
    }

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellation)
    {
        var settings =
            new NpgsqlConnectionStringBuilder(address.Settings("-c client_min_messages=warning", 1)) { Pooling = false, MaxAutoPrepare = 0 };
        var connection = new NpgsqlConnection(settings.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellation);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = Command(connection, sql);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = Command(connection, sql);
        return await command.ExecuteScalarAsync(cancellation);
    }

    /// <summary>Without a limit of time: a large table takes as long as it takes.</summary>
    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql)
    {
#pragma warning disable CA2100 // every text is of this folder
        return new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
#pragma warning restore CA2100
    }
}
