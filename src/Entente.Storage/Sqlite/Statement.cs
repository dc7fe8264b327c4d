using Microsoft.Data.Sqlite;

using SQLitePCL;

namespace Entente.Storage.Sqlite;

/// <summary>
/// One statement, prepared once and run many times on its connection, by one thread at a time. Its parameters are <c>$1</c>, <c>$2</c>, …. It goes to
/// SQLite directly: a change runs some forty statements, and ADO.NET spends more on each than SQLite does.
/// </summary>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 database;
    private readonly sqlite3_stmt statement;
    private readonly Bindings bindings;
    private readonly nint handle;
    private readonly Row row;

    public Statement(SqliteConnection connection, string sql)
    {
        database = connection.Handle!;
        Require(raw.sqlite3_prepare_v2(database, sql, out statement));
        handle = statement.DangerousGetHandle(); // lives as long as the statement, which this holds
        row = new Row(statement);
        bindings = new Bindings(statement);
    }

    /// <summary>How many rows it changed.</summary>
    public int Run(params ReadOnlySpan<object?> values)
    {
        Begin(values);
        try
        {
            while (Next())
            {
            }

            return NativeCalls.Changes(database.DangerousGetHandle());
        }
        finally
        {
            End();
        }
    }

    /// <summary>Inserts one row and answers its number. RETURNING would build a table of its own for that.</summary>
    public long Insert(params ReadOnlySpan<object?> values)
    {
        Run(values);
        return raw.sqlite3_last_insert_rowid(database);
    }

    /// <summary>The first row, or the default of <typeparamref name="T"/> when there is none.</summary>
    public T? First<T>(Func<Row, T> read, params ReadOnlySpan<object?> values)
    {
        Begin(values);
        try
        {
            if (!Next())
                return default;
            var first = read(row);
            while (Next()) // what a statement changes is not done before its last row
            {
            }

            return first;
        }
        finally
        {
            End();
        }
    }

    public List<T> All<T>(Func<Row, T> read, params ReadOnlySpan<object?> values)
    {
        Begin(values);
        try
        {
            var all = new List<T>();
            while (Next())
                all.Add(read(row));
            return all;
        }
        finally
        {
            End();
        }
    }

    /// <summary>Stands at one row after the other, without holding any.</summary>
    public IEnumerable<Row> Each()
    {
        while (Next())
            yield return row;
    }

    public void Dispose() => statement.Dispose();

    private bool Next()
    {
        var code = NativeCalls.Step(handle);
        if (code == raw.SQLITE_ROW)
            return true;
        Require(code);
        return false;
    }

    private void Begin(ReadOnlySpan<object?> values) => Require(bindings.Bind(values));

    // What failed was told by the step.
    private void End() => _ = NativeCalls.Reset(handle);

    private void Require(int code)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_DONE))
            SqliteException.ThrowExceptionForRC(code, database);
    }
}
