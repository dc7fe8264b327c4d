using Microsoft.Data.Sqlite;

namespace Entente.Storage.Sqlite;

/// <summary>A connection and the statements prepared on it. Used by one thread at a time.</summary>
internal sealed class Session(SqliteConnection connection) : IDisposable
{
    // By reference: texts are constants, and hashing one costs as much as running it.
    private readonly Dictionary<string, Statement> statements = new(ReferenceEqualityComparer.Instance);

    public SqliteConnection Connection => connection;

    /// <summary>The statement for this text, prepared at its first use.</summary>
    public Statement this[string sql]
    {
        get
        {
            if (!statements.TryGetValue(sql, out var statement))
                statements[sql] = statement = new Statement(connection, sql);
            return statement;
        }
    }

    /// <summary>Rows of a statement one by one; it is prepared for this one run.</summary>
    public IEnumerable<T> Each<T>(string sql, Func<Row, T> read)
    {
        using var statement = new Statement(connection, sql);
        foreach (var row in statement.Each())
            yield return read(row);
    }

    public void Dispose()
    {
        foreach (var statement in statements.Values)
            statement.Dispose();
        connection.Dispose();
    }
}
