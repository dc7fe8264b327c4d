using Entente.Storage.Sealed;

namespace Entente.Storage.Postgres;

/// <summary>Sealed secrets in the database, the same for every node. Asked at start and by a person's command, so callers wait.</summary>
public sealed class PostgresSealed(PostgresStore store) : ISealedStore
{
    private const string WriteSql = """
        INSERT INTO secret (name, sealed) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET sealed = excluded.sealed, version = DEFAULT
        """;

    private const string MarkSql = "INSERT INTO value (name, text) VALUES ('key', $1) ON CONFLICT (name) DO NOTHING";

    private readonly Connections connections = store.Connections;

    public byte[]? Read(string name) =>
        Wait(session => session.FirstAsync(Script.Of("SELECT sealed FROM secret WHERE name = $1", name), row => row.GetFieldValue<byte[]>(0)));

    public void Write(string name, byte[] bytes)
    {
        Wait(session => session.RunAsync(Script.Of(WriteSql, name, bytes)));
        store.Signals.Secrets();
    }

    public bool Remove(string name)
    {
        var removed = Wait(session => session.RunAsync(Script.Of("DELETE FROM secret WHERE name = $1", name)));
        store.Signals.Secrets();
        return removed > 0;
    }

    public IReadOnlyDictionary<string, string> Versions() => new SortedDictionary<string, string>(
        Wait(session => session.ReadAsync(
            Script.Of("SELECT name, version FROM secret"), rows => rows.AllAsync(row => KeyValuePair.Create(row.GetString(0), $"{row.GetInt64(1)}"))))
            .ToDictionary(),
        StringComparer.Ordinal);

    /// <summary>Whether a node has set the mark of the key that this hub's secrets are sealed under.</summary>
    public bool HasKeyMark() => ReadKeyMark() is not null;

    /// <summary>False when the hub's key is another. The first node's is the hub's.</summary>
    public bool IsKeyOf(string mark)
    {
        Wait(session => session.RunAsync(Script.Of(MarkSql, mark)));
        return ReadKeyMark() == mark;
    }

    private string? ReadKeyMark() =>
        Wait(session => session.FirstAsync(Script.Of("SELECT text FROM value WHERE name = 'key'"), row => row.GetString(0)));

    private T Wait<T>(Func<Session, Task<T>> work) => connections.Durable.RunAsync(work, CancellationToken.None).GetAwaiter().GetResult();
}
