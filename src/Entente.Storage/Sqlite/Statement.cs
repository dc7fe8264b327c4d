using System.Text;

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
    private readonly int[] places;
    private readonly Row row;
    private byte[] text = new byte[256];

    public Statement(SqliteConnection connection, string sql)
    {
        database = connection.Handle!;
        Require(raw.sqlite3_prepare_v2(database, sql, out statement));
        row = new Row(statement);
        places = Places(statement);
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

            return raw.sqlite3_changes(database);
        }
        finally
        {
            raw.sqlite3_reset(statement);
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
            raw.sqlite3_reset(statement);
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
            raw.sqlite3_reset(statement);
        }
    }

    /// <summary>Stands at one row after the other, without holding any.</summary>
    public IEnumerable<Row> Each()
    {
        while (Next())
            yield return row;
    }

    public void Dispose() => statement.Dispose();

    /// <summary>SQLite numbers <c>$n</c> by its first place in the text, not by its name.</summary>
    private static int[] Places(sqlite3_stmt statement)
    {
        var places = new int[raw.sqlite3_bind_parameter_count(statement)];
        for (var i = 1; i <= places.Length; i++)
            places[int.Parse(raw.sqlite3_bind_parameter_name(statement, i).utf8_to_string().AsSpan(1)) - 1] = i;
        return places;
    }

    private bool Next()
    {
        var code = raw.sqlite3_step(statement);
        if (code == raw.SQLITE_ROW)
            return true;
        Require(code);
        return false;
    }

    private void Begin(ReadOnlySpan<object?> values)
    {
        if (values.Length != places.Length)
            throw new ArgumentException($"The statement has {places.Length} parameters, not {values.Length}.", nameof(values));
        for (var i = 0; i < values.Length; i++)
            Require(Bind(places[i], values[i]));
    }

    private int Bind(int place, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(statement, place),
        string word => Bind(place, word),
        long number => raw.sqlite3_bind_int64(statement, place, number),
        int number => raw.sqlite3_bind_int64(statement, place, number),
        DateTimeOffset instant => raw.sqlite3_bind_int64(statement, place, instant.UtcTicks),
        byte[] { Length: 0 } => raw.sqlite3_bind_zeroblob(statement, place, 0),
        byte[] bytes => raw.sqlite3_bind_blob(statement, place, bytes),
        _ => throw new ArgumentException($"A {value.GetType().Name} has no column."),
    };

    private int Bind(int place, string word)
    {
        if (word.Length == 0)
            return raw.sqlite3_bind_text(statement, place, word); // an empty span would be NULL
        var most = Encoding.UTF8.GetMaxByteCount(word.Length);
        if (text.Length < most)
            text = new byte[most];
        return raw.sqlite3_bind_text(statement, place, text.AsSpan(0, Encoding.UTF8.GetBytes(word, text)));
    }

    private void Require(int code)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_DONE))
            SqliteException.ThrowExceptionForRC(code, database);
    }
}
