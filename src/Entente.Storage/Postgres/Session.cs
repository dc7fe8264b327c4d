using System.Data;

using Npgsql;

namespace Entente.Storage.Postgres;

/// <summary>A connection lent to one attempt at one operation.</summary>
/// <param name="isInDoubt">An earlier attempt was sent and never answered: what it asked for may have been done (RELIABILITY D07).</param>
internal sealed class Session(NpgsqlConnection connection, bool isInDoubt)
{
    public bool IsInDoubt => isInDoubt;

    public NpgsqlConnection Connection => connection;

    /// <summary>How many rows the script changed. Once sent it is waited for: what is cut off half-way is of unknown outcome.</summary>
    public async Task<int> RunAsync(Script script)
    {
        await using var batch = script.On(Living());
        return await batch.ExecuteNonQueryAsync();
    }

    /// <summary>Reads a script's results, one after the other.</summary>
    public async Task<T> ReadAsync<T>(Script script, Func<NpgsqlDataReader, Task<T>> read)
    {
        await using var batch = script.On(Living());
        await using var reader = await batch.ExecuteReaderAsync();
        var found = await read(reader);
        while (await reader.NextResultAsync()) // a later statement may refuse the script
        {
        }

        return found;
    }

    /// <summary>The first row of a script's first result, or the default of <typeparamref name="T"/>.</summary>
    public Task<T?> FirstAsync<T>(Script script, Func<NpgsqlDataReader, T> read) => ReadAsync(script, rows => rows.FirstAsync(read));

    /// <summary>
    /// A server that crashes right after it refused a script takes the connection along, which the driver then calls a bug of ours.
    /// </summary>
    private NpgsqlConnection Living() => connection.FullState.HasFlag(ConnectionState.Open)
        ? connection
        : throw new NpgsqlException("The connection broke.");
}
